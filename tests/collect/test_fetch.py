"""Addresses, against a small site on this machine."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

from collect.conftest import Answer, Site
from collect.documents import CALL, RUSSIAN, STATEMENT_PAGE, a_pdf
from crossread.collect import load_readout
from crossread.collect.address import resolve_host
from crossread.collect.fetch import Limits, fetch_raw
from crossread.errors import BadInput, CrossreadError, SourceUnavailable, TooLarge
from crossread.model import Readout

HTML = {"Content-Type": "text/html; charset=utf-8"}
OPEN = Limits(max_bytes=1_000_000, timeout_s=5.0, allow_private=True)


def load(address: str, *, max_bytes: int = 1_000_000, timeout_s: float = 5.0) -> Readout:
    return load_readout(address, max_bytes=max_bytes, timeout_s=timeout_s, allow_private=True)


def here(host: str, port: int, timeout_s: float) -> list[str]:
    """A resolver that sends every name to this machine."""
    return ["127.0.0.1"]


# What is fetched


def test_a_page_is_read_from_its_address(site: Site) -> None:
    readout = load(site.put("/1", Answer(STATEMENT_PAGE.encode(), headers=HTML)))
    assert CALL in readout.text.split("\n")
    assert readout.url == readout.id == site.url("/1")


def test_the_request_says_who_asks(site: Site) -> None:
    load(site.put("/1", Answer(CALL.encode())))
    ((path, headers),) = site.asked
    assert path == "/1"
    assert headers["User-Agent"].startswith("crossread/")
    assert headers["User-Agent"].endswith(" (+reads public statements)")
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/plain; charset=windows-1251", RUSSIAN.encode("cp1251"), RUSSIAN),
        ("text/plain; charset=koi8-r", RUSSIAN.encode("koi8_r"), RUSSIAN),
        ("text/plain", RUSSIAN.encode("cp1251"), RUSSIAN),
        ("application/octet-stream", CALL.encode(), CALL),
        ("application/pdf", a_pdf([CALL]), CALL),
    ],
)
def test_other_kinds_are_read_from_an_address(
    site: Site, kind: str, body: bytes, text: str
) -> None:
    assert load(site.put("/1", Answer(body, headers={"Content-Type": kind}))).text == text


def test_a_compressed_answer_is_unpacked(site: Site) -> None:
    answer = Answer(gzip.compress(CALL.encode()), headers={"Content-Encoding": "gzip"})
    assert load(site.put("/1", answer)).text == CALL


def test_redirects_are_followed_and_said(site: Site) -> None:
    site.put("/3", Answer(CALL.encode()))
    site.redirect("/2", site.url("/3"))
    readout = load(site.redirect("/1", "/2"))
    assert readout.url == site.url("/3")
    assert readout.notes[-1] == f"fetched from {site.url('/3')}"


def test_a_cookie_set_on_the_way_is_sent_on(site: Site) -> None:
    site.pages["/1"] = Answer(status=302, headers={"Location": "/2", "Set-Cookie": "seen=1"})
    site.put("/2", Answer(CALL.encode()))
    load(site.url("/1"))
    assert site.asked[-1][1]["Cookie"] == "seen=1"


# What the site answers instead


@pytest.mark.parametrize(
    ("status", "fact"),
    [
        (401, "asks for a password (HTTP 401)"),
        (403, "is refused to programs such as this one (HTTP 403)"),
        (404, "is not there (HTTP 404)"),
        (410, "has been taken away for good, says the site (HTTP 410)"),
        (429, "is refused for now: too many requests (HTTP 429)"),
        (418, "gave no page (HTTP 418)"),
        (500, "cannot be had: the site has a fault of its own (HTTP 500)"),
        (503, "cannot be had: the site has a fault of its own (HTTP 503)"),
        (202, "gave no page (HTTP 202)"),
        (304, "gave no page (HTTP 304)"),
    ],
)
def test_each_status_has_its_own_line(site: Site, status: int, fact: str) -> None:
    address = site.put("/1", Answer(b"They spoke." if status != 304 else b"", status))
    with pytest.raises(SourceUnavailable) as error:
        load(address)
    assert str(error.value) == f"{address} {fact}"
    assert error.value.hint


def test_a_site_that_names_a_wait_is_quoted(site: Site) -> None:
    answer = Answer(status=429, headers={"Retry-After": "120"})
    with pytest.raises(SourceUnavailable) as error:
        load(site.put("/1", answer))
    assert error.value.hint == "The site asks to wait 120 seconds before the next try."


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg"])
def test_pictures_and_films_are_refused_before_they_are_loaded(site: Site, kind: str) -> None:
    answer = Answer(b"x" * 100, headers={"Content-Type": kind, "Content-Length": "900000000"})
    with pytest.raises(BadInput, match=f"is {kind}, not a text"):
        load(site.put("/1", answer))


def test_binary_content_is_refused(site: Site) -> None:
    answer = Answer(bytes(2000), headers={"Content-Type": "application/octet-stream"})
    with pytest.raises(BadInput, match="holds binary data, not text"):
        load(site.put("/1", answer))


def test_an_empty_page_is_said(site: Site) -> None:
    with pytest.raises(BadInput, match="is empty"):
        load(site.put("/1", Answer(b"")))


# Redirects that lead nowhere


def test_a_circle_of_redirects_is_said(site: Site) -> None:
    site.redirect("/2", "/1")
    with pytest.raises(SourceUnavailable, match="redirects in a circle"):
        load(site.redirect("/1", "/2"))


def test_an_endless_chain_of_redirects_is_cut(site: Site) -> None:
    for number in range(30):
        site.redirect(f"/{number}", f"/{number + 1}")
    with pytest.raises(SourceUnavailable, match="redirects more than 10 times"):
        load(site.url("/0"))
    assert len(site.asked) == 11


def test_a_page_redirected_to_the_front_page_is_gone(site: Site) -> None:
    site.put("/", Answer(STATEMENT_PAGE.encode(), headers=HTML))
    with pytest.raises(SourceUnavailable, match="the page is not there"):
        load(site.redirect("/news/1", "/"))


@pytest.mark.parametrize(
    "target",
    [
        "ftp://mfa.example/1",
        "file:///etc/hosts",
        "http://a:b@127.0.0.1/",
        "http://[::1/",
        "http://xn--a.example/",
    ],
)
def test_a_redirect_out_of_the_open_web_is_refused(site: Site, target: str) -> None:
    with pytest.raises(CrossreadError):
        load(site.redirect("/1", target))


# Limits of size and time


def test_a_declared_length_above_the_limit_is_refused_unread(site: Site) -> None:
    answer = Answer(b"x", headers={"Content-Length": "5000000"})
    with pytest.raises(TooLarge, match="larger than the limit of 1,000,000 bytes") as error:
        load(site.put("/1", answer))
    assert "--max-bytes" in error.value.hint


def test_an_undeclared_length_above_the_limit_is_refused(site: Site) -> None:
    with pytest.raises(TooLarge):
        load(site.put("/1", Answer(b"x" * 3_000_000, declares_length=False)))


def test_a_bomb_is_refused(site: Site) -> None:
    answer = Answer(gzip.compress(bytes(20_000_000)), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        load(site.put("/1", answer))


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd"])
def test_packings_that_were_not_asked_for_are_refused(site: Site, packing: str) -> None:
    answer = Answer(b"xx", headers={"Content-Encoding": packing})
    with pytest.raises(SourceUnavailable, match="packed in a way that was not asked for"):
        load(site.put("/1", answer))


def test_damaged_packing_is_said(site: Site) -> None:
    answer = Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceUnavailable, match="came damaged"):
        load(site.put("/1", answer))


def test_an_answer_that_breaks_off_is_said(site: Site) -> None:
    answer = Answer(CALL.encode(), headers={"Content-Length": "900"})
    with pytest.raises(SourceUnavailable, match="the answer broke off"):
        load(site.put("/1", answer))


def test_a_slow_drip_is_stopped_by_the_total_time(site: Site) -> None:
    address = site.put("/1", Answer(b"x" * 1000, pause_s=0.05))
    started = time.monotonic()
    with pytest.raises(SourceUnavailable, match=r"gave no full answer within 0.4 s") as error:
        load(address, timeout_s=0.4)
    assert time.monotonic() - started < 2
    assert "--timeout" in error.value.hint


def test_a_silent_server_is_stopped_by_the_total_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(SourceUnavailable, match="gave no full answer within"):
            load(address, timeout_s=0.3)


def test_a_slow_resolver_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> list[object]:
        time.sleep(0.5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    with pytest.raises(SourceUnavailable, match="was not found in time"):
        resolve_host("mfa.example", 80, 0.05)


# Faults on the way


def test_an_unknown_host_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SourceUnavailable, match=r"mfa.example: no such host is known"):
        load("https://mfa.example/1")


def test_a_closed_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SourceUnavailable, match="no connection: Connection refused"):
        load(f"http://127.0.0.1:{port}/")


def test_a_server_that_does_not_speak_tls_is_said(site: Site) -> None:
    with pytest.raises(SourceUnavailable, match="no safe connection: the secure handshake failed"):
        load(site.url("/1").replace("http:", "https:"))


@pytest.fixture
def secure_site(site: Site, tmp_path: Path) -> tuple[Site, Path]:
    """The site behind a certificate for mfa.example that no authority has signed."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-subj", "/CN=mfa.example", "-addext", "subjectAltName=DNS:mfa.example",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.encrypt(context)
    site.put("/1", Answer(CALL.encode()))
    return site, certificate


def test_a_certificate_of_no_authority_is_said(secure_site: tuple[Site, Path]) -> None:
    address = secure_site[0].url("/1", "mfa.example").replace("http:", "https:")
    with pytest.raises(SourceUnavailable, match=r"its certificate is not valid \(self.signed"):
        fetch_raw(address, OPEN, here)


@pytest.mark.parametrize(("host", "is_its_own"), [("mfa.example", True), ("mid.example", False)])
def test_a_certificate_is_checked_against_the_name(
    secure_site: tuple[Site, Path], monkeypatch: pytest.MonkeyPatch, host: str, is_its_own: bool
) -> None:
    site, certificate = secure_site
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = site.url("/1", host).replace("http:", "https:")
    if is_its_own:
        assert fetch_raw(address, OPEN, here).data == CALL.encode()
    else:
        with pytest.raises(SourceUnavailable, match="its certificate is not valid"):
            fetch_raw(address, OPEN, here)


def test_a_server_that_does_not_speak_http_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-nothing\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(SourceUnavailable, match="broke off or was malformed"):
            load(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
