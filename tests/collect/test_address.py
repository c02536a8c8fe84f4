"""Which addresses are asked at all, and that the connection goes where the check looked."""

import pytest

from collect.conftest import Answer, Site
from collect.documents import CALL
from crossread.collect import load_readout
from crossread.collect.address import is_public
from crossread.collect.fetch import Limits, fetch_raw
from crossread.errors import CrossreadError, SourceUnavailable

OPEN = Limits(max_bytes=1_000_000, timeout_s=5.0, allow_private=True)
CLOSED = Limits(max_bytes=1_000_000, timeout_s=5.0)


def here(host: str, port: int, timeout_s: float) -> list[str]:
    """A resolver that sends every name to this machine."""
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    [
        "http://user:secret@mfa.example/1",
        "https://user@mfa.example/1",
        "http:///path",
        "http://",
        "http://[::1",
        "http://mfa.example:99999999/",
        "http://\x00/",
        "http://exa mple/",
        "http://0177.0.0.1/",  # octal
        "http://xn--a.example/",
        "http://user:secret@xn--a.example/",
        "http://user:secret@mfa.example:99999999/",
    ],
)
def test_a_malformed_address_is_refused(address: str) -> None:
    with pytest.raises(CrossreadError) as error:
        load_readout(address, timeout_s=1)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0.0.0.0", "[::1]",
        "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "[fe80::1]", "[fc00::1]", "224.0.0.1", "[ff02::1]", "255.255.255.255",
    ],
)  # fmt: skip
def test_private_hosts_are_refused_in_every_spelling(site: Site, host: str) -> None:
    with pytest.raises(SourceUnavailable, match="not on the public internet: refused") as error:
        load_readout(site.url("/1", host), timeout_s=5)
    assert "--allow-private" in str(error.value)
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),  # a public IPv4 address seen through NAT64
        ("64:ff9b::7f00:1", False),
        ("100.64.0.1", False),
        ("198.18.0.1", False),
        ("192.0.2.1", False),
        ("240.0.0.1", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),  # 6to4
        ("2001:0:7f00:1::1", False),  # Teredo
        ("2001:db8::1", False),
        ("fec0::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site) -> None:
    with pytest.raises(SourceUnavailable, match=r"mfa.example leads to 127.0.0.1, which is not"):
        fetch_raw(site.url("/1", "mfa.example"), CLOSED, here)
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site) -> None:
    with pytest.raises(SourceUnavailable, match="refused"):
        fetch_raw(site.url("/1", "mfa.example"), CLOSED, lambda *_: ["93.184.216.34", "127.0.0.1"])


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    """The first host is let through as if it were public; the second must be checked anew."""
    site.redirect("/1", site.url("/secret", "inside.example"))
    site.put("/secret", Answer(b"secret"))

    def resolve(host: str, port: int, timeout_s: float) -> list[str]:
        if host == "inside.example":
            raise SourceUnavailable("checked anew")
        return ["127.0.0.1"]

    with pytest.raises(SourceUnavailable, match="checked anew"):
        fetch_raw(site.url("/1", "outside.example"), OPEN, resolve)


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A name that no resolver knows is reached: so nobody looked it up a second time."""
    asked: list[str] = []

    def resolve(host: str, port: int, timeout_s: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    site.put("/1", Answer(CALL.encode()))
    raw = fetch_raw(site.url("/1", "no-such-host.invalid"), OPEN, resolve)
    assert raw.data == CALL.encode()
    assert asked == ["no-such-host.invalid"]
    assert site.asked[0][1]["Host"] == f"no-such-host.invalid:{site.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.put("/1", Answer(CALL.encode()))
    raw = fetch_raw(site.url("/1", "a.example"), OPEN, lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert raw.data == CALL.encode()
