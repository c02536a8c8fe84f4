"""Paths, standard input, and what is neither."""

import os
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from collect.documents import CALL
from crossread.collect import load_readout
from crossread.errors import BadInput, NotFound, TooLarge


@pytest.fixture
def call(tmp_path: Path) -> Path:
    path = tmp_path / "us.txt"
    path.write_text(f"{CALL}\n", encoding="utf-8")
    return path


def test_a_path_is_read_as_text_or_as_path(call: Path) -> None:
    assert load_readout(call) == load_readout(str(call))
    assert load_readout(call).text == f"{CALL}\n"
    assert load_readout(call).id == "us.txt"


def test_a_hyphen_is_standard_input() -> None:
    readout = load_readout("-", stdin=BytesIO(CALL.encode()))
    assert (readout.text, readout.id) == (CALL, "standard input")


def test_without_a_stream_the_hyphen_reads_the_processs_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stdin:
        buffer: BinaryIO = BytesIO(CALL.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert load_readout("-").text == CALL


def test_a_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(BadInput, match="there is no standard input"):
        load_readout("-")
    closed = BytesIO()
    closed.close()
    with pytest.raises(BadInput, match="standard input cannot be read: I/O operation on closed"):
        load_readout("-", stdin=closed)


@pytest.mark.parametrize(
    "source",
    ["no-such-file.txt", "ftp://mfa.example/a", "file:///etc/hosts", "a\0b", "x" * 5000, "a/b"],
)
def test_what_is_no_file_and_no_address_is_not_found(source: str) -> None:
    with pytest.raises(NotFound, match="is no file and no address") as error:
        load_readout(source)
    assert len(str(error.value)) < 130
    assert "http" in error.value.hint


def test_an_address_without_its_scheme_is_completed_in_the_hint() -> None:
    with pytest.raises(NotFound) as error:
        load_readout("www.mfa.example/news/1")
    assert error.value.hint.endswith("https://www.mfa.example/news/1")


def test_a_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        load_readout(tmp_path)


def test_what_cannot_be_opened_gives_the_systems_reason(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        with pytest.raises(BadInput, match="cannot be read: No such device or address"):
            load_readout(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_gives_the_systems_reason(call: Path) -> None:
    call.chmod(0)
    with pytest.raises(BadInput, match="cannot be read: Permission denied"):
        load_readout(call)


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as big:
        big.truncate(10_000_000_000)  # takes no room on the disk, and no time if it is not read
    with pytest.raises(
        TooLarge, match=r"big.txt is larger than the limit of 100,000,000 bytes"
    ) as e:
        load_readout(path)
    assert "--max-bytes" in e.value.hint


@pytest.mark.parametrize("size", [59, 60])
def test_the_limit_is_exact(call: Path, size: int) -> None:
    content = call.read_bytes()
    assert len(content) == 61
    assert load_readout(call, max_bytes=61).text
    with pytest.raises(TooLarge):
        load_readout(call, max_bytes=size)
    with pytest.raises(TooLarge):
        load_readout("-", stdin=BytesIO(content), max_bytes=size)


def test_an_endless_device_is_stopped_at_the_limit() -> None:
    with pytest.raises(TooLarge):
        load_readout("/dev/zero", max_bytes=5_000_000)


def test_importing_the_package_loads_no_reader() -> None:
    heavy = "httpx httpcore trafilatura htmldate lxml pypdf docx charset_normalizer yaml babel ssl"
    code = (
        "import sys, crossread.collect as c; c.read_bytes(b'They spoke.', name='a');"
        f"print(sorted(set({heavy!r}.split()) & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert ran.stdout.strip() == "[]"
