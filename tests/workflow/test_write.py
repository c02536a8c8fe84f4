"""Results are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from crossread.errors import BadInput
from crossread.workflow.write import check_writable, refuse_overwriting, save_texts

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_texts_are_written_as_they_are_in_utf_8(tmp_path: Path) -> None:
    save_texts({str(tmp_path / "a.csv"): "Стороны,双方\r\n", str(tmp_path / "b.md"): "one\n"})

    assert (tmp_path / "a.csv").read_bytes() == "Стороны,双方\r\n".encode()
    assert (tmp_path / "b.md").read_bytes() == b"one\n"
    assert names(tmp_path) == ["a.csv", "b.md"]


def test_a_new_file_may_be_read_by_whom_the_user_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        save_texts({str(tmp_path / "a"): "one"})
    finally:
        os.umask(before)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_an_old_file_keeps_its_rights_and_a_link_its_target(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("before", encoding="utf-8")
    old.chmod(0o600)
    (tmp_path / "link").symlink_to(old)
    save_texts({str(tmp_path / "link"): "after"})

    assert (tmp_path / "link").is_symlink()
    assert old.read_text(encoding="utf-8") == "after"
    assert old.stat().st_mode & 0o777 == 0o600


def test_when_the_disk_is_full_all_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").write_text("before", encoding="utf-8")
    calls: list[int] = []

    def refuse_the_second(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse_the_second)
    with pytest.raises(BadInput, match="b cannot be written: No space left on device"):
        save_texts({str(tmp_path / "a"): "one", str(tmp_path / "b"): "two"})

    assert names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_text(encoding="utf-8") == "before"


def test_a_run_that_is_interrupted_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_texts({str(tmp_path / "a"): "one"})

    assert names(tmp_path) == []


@pytest.mark.skipif(IS_ROOT, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_to_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BadInput, match="Permission denied"):
        save_texts({str(tmp_path / "a"): "one"})


def test_what_is_no_ordinary_file_is_written_through(tmp_path: Path) -> None:
    save_texts({os.devnull: "one"})

    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_still_there_when_another_result_fails(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)
    try:
        with pytest.raises(BadInput, match="nowhere"):
            save_texts({str(pipe): "one", str(tmp_path / "nowhere" / "b"): "two"})
        assert os.read(reader, 10) == b"one"
    finally:
        os.close(reader)

    assert names(tmp_path) == ["pipe"]


def test_a_name_that_no_system_takes_is_said(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 300):
        with pytest.raises(BadInput, match="cannot be written"):
            save_texts({str(tmp_path / name): "one"})
    assert names(tmp_path) == []


def test_standard_output_is_written_in_utf_8(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    save_texts({"-": "双方\r\n"})

    assert capfdbinary.readouterr().out == "双方\r\n".encode()


@pytest.mark.parametrize(
    ("targets", "sources"),
    [(["a", "./a"], []), (["a"], ["a"]), (["folder/../a"], ["a"]), (["link"], ["a"])],
)
def test_a_file_is_not_written_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, targets: list[str], sources: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(BadInput, match="would be written over"):
        refuse_overwriting(targets, sources)


def test_different_files_and_standard_streams_do_not_clash() -> None:
    refuse_overwriting(["-", "a", "b"], ["-", "c"])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("none/a", "No such file or directory"),
        ("file/a", "Not a directory"),
        ("folder", "Is a directory"),
        ("x" * 300, "File name too long"),
        ("a\0b", "null"),
        pytest.param(
            "closed/a",
            "Permission denied",
            marks=pytest.mark.skipif(IS_ROOT, reason="root may write everywhere"),
        ),
    ],
)
def test_what_could_not_be_written_is_told_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "closed").mkdir(mode=0o555)
    (tmp_path / "file").touch()

    check_writable(["-", "a", "folder/a", "file", os.devnull])
    with pytest.raises(BadInput, match=reason):
        check_writable([target])
    assert names(tmp_path) == ["closed", "file", "folder"]
