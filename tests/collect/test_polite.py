"""How a session behaves towards a site, against a small one on this machine."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from collect.conftest import Answer, Site
from collect.documents import CALL
from collect.playing import START, PlayedClock, a_session
from crossread.collect.answer import Hop, Validators
from crossread.collect.polite import DOWN_AFTER, REST_S, Session
from crossread.collect.robots import MAX_CRAWL_DELAY_S, MAX_ROBOTS

HTML = {"Content-Type": "text/html; charset=utf-8"}
BODY = CALL.encode()
BUSY = Answer(b"busy", 503)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture
def session(clock: PlayedClock) -> Iterator[Session]:
    with a_session(clock) as opened:
        yield opened


def robots(site: Site, *lines: str, status: int = 200) -> None:
    site.put("/robots.txt", Answer("\n".join(lines).encode(), status))


# Answers


def test_an_answer_carries_bytes_headers_and_moment(site: Site, session: Session) -> None:
    answer = session.fetch(site.put("/1", Answer(BODY, headers=HTML)))
    assert (answer.status, answer.data, answer.fault) == (200, BODY, None)
    assert answer.header("content-type") == HTML["Content-Type"]
    assert answer.url == answer.final_url == site.url("/1")
    assert answer.at == START + timedelta(seconds=1)  # robots.txt had the first turn


def test_an_answer_becomes_a_capture(site: Site, session: Session) -> None:
    site.put("/2", Answer(BODY, headers=HTML))
    capture = session.fetch(site.redirect("/1", "/2")).capture()
    assert (capture.url, capture.final_url) == (site.url("/1"), site.url("/2"))
    assert (capture.status, capture.size, capture.media_type) == (200, len(BODY), "text/html")


def test_the_way_of_redirects_is_kept(site: Site, session: Session) -> None:
    site.put("/3", Answer(BODY))
    site.redirect("/2", site.url("/3", "mid.example"), 301)
    answer = session.fetch(site.redirect("/1", "/2", 308))
    assert answer.hops == (Hop(site.url("/1"), 308), Hop(site.url("/2"), 301))
    assert answer.final_url == site.url("/3", "mid.example")
    assert answer.is_lasting


def test_one_passing_redirect_makes_the_way_a_passing_one(site: Site, session: Session) -> None:
    site.put("/3", Answer(BODY))
    site.redirect("/2", "/3", 302)
    assert not session.fetch(site.redirect("/1", "/2", 301)).is_lasting


def test_a_site_is_told_what_is_known_and_says_that_nothing_changed(
    site: Site, session: Session
) -> None:
    address = site.put("/1", Answer(BODY, headers={"ETag": '"7"'}))
    first = session.fetch(address)
    assert first.validators == Validators('"7"', "")
    second = session.fetch(address, first.validators)
    assert (second.status, first.is_conditional, second.is_conditional) == (304, False, True)
    assert session.fetch(address, Validators('"6"', "")).status == 200


def test_cookies_do_not_outlive_a_question(site: Site, session: Session) -> None:
    address = site.put("/1", Answer(BODY, headers={"Set-Cookie": "seen=1"}))
    session.fetch(address)
    session.fetch(address)
    assert all("Cookie" not in headers for _, headers in site.asked)


# What prevents an answer


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(BODY, headers={"Content-Length": "900"}), "broken_off"),
        (
            Answer(gzip.compress(BODY, mtime=0)[:-9], headers={"Content-Encoding": "gzip"}),
            "damaged",
        ),
        (Answer(zlib.compress(BODY)[:-5], headers={"Content-Encoding": "deflate"}), "damaged"),
        (Answer(BODY, headers={"Content-Encoding": "gzip"}), "damaged"),
        (Answer(BODY, headers={"Content-Encoding": "br"}), "damaged"),
        (Answer(bytes(1_000_001), declares_length=False), "too_large"),
        (
            Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
            "too_large",
        ),
        (Answer(status=302, headers={"Location": "/1"}), "circle"),
        (Answer(status=302, headers={"Location": "ftp://mfa.example/1"}), "refused_address"),
        (Answer(status=302, headers={"Location": "http://a:b@127.0.0.1/"}), "refused_address"),
    ],
)
def test_each_fault_is_named(site: Site, clock: PlayedClock, answer: Answer, fault: str) -> None:
    address = site.put("/1", answer)
    with a_session(clock, tries=1) as session:
        found = session.fetch(address)
    assert (found.fault, found.status, found.data) == (fault, None, b"")
    assert found.says
    assert "\n" not in found.says


@pytest.mark.parametrize("framing", ["gzip", "deflate", "raw deflate", "two members"])
def test_packed_bodies_are_unpacked(site: Site, session: Session, framing: str) -> None:
    body = BODY * 9000
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": raw.compress(body) + raw.flush(),
        "two members": gzip.compress(body[:70]) + gzip.compress(body[70:]),
    }[framing]
    name = "deflate" if "deflate" in framing else "gzip"
    answer = session.fetch(site.put("/1", Answer(packed, headers={"Content-Encoding": name})))
    assert answer.data == body


def test_a_redirect_to_a_private_network_is_refused(site: Site, clock: PlayedClock) -> None:
    with a_session(clock, allow_private=False) as session:
        answer = session.fetch(site.put("/1", Answer(BODY)))
    assert answer.fault == "refused_address"
    assert "not on the public internet" in answer.says
    assert not site.asked


def test_a_site_that_drips_is_stopped(site: Site, clock: PlayedClock) -> None:
    address = site.put("/1", Answer(bytes(1000), pause_s=0.05))
    with a_session(clock, timeout_s=0.3, tries=1) as session:
        assert session.fetch(address).fault == "timed_out"


def test_each_question_has_its_full_time(site: Site, clock: PlayedClock) -> None:
    address = site.put("/1", Answer(b"12345", pause_s=0.05))
    with a_session(clock, timeout_s=0.5) as session:
        assert [session.fetch(address).status for _ in range(3)] == [200] * 3


# Turns


def test_a_host_is_asked_in_turns(site: Site, clock: PlayedClock, session: Session) -> None:
    address = site.put("/1", Answer(BODY))
    for _ in range(3):
        session.fetch(address)
    assert clock.slept == [1.0, 1.0, 1.0]  # robots.txt had the first turn


def test_time_that_passed_anyway_is_not_waited_again(
    site: Site, clock: PlayedClock, session: Session
) -> None:
    address = site.put("/1", Answer(BODY))
    session.fetch(address)
    clock.pass_by(timedelta(seconds=0.75))
    session.fetch(address)
    assert clock.slept == [1.0, 0.25]


def test_two_hosts_do_not_wait_for_one_another(
    site: Site, clock: PlayedClock, session: Session
) -> None:
    site.put("/1", Answer(BODY))
    session.fetch(site.url("/1", "mfa.example"))
    session.fetch(site.url("/1", "mid.example"))
    assert clock.slept == [1.0, 1.0]  # each: its robots.txt, then the page


def test_the_longest_delay_asked_for_holds(site: Site, clock: PlayedClock) -> None:
    robots(site, "User-agent: *", "Crawl-delay: 7")
    address = site.put("/1", Answer(BODY))
    with a_session(clock) as session:
        session.keep_delay("127.0.0.1", 3.0)
        session.fetch(address)
        session.fetch(address)
    assert clock.slept == [7.0, 7.0]


# robots.txt


@pytest.mark.parametrize(
    ("lines", "path", "is_open"),
    [
        (("User-agent: *", "Disallow: /news/"), "/news/1", False),
        (("User-agent: *", "Disallow: /news/"), "/1", True),
        (("User-agent: *", "Disallow: /", "User-agent: crossread", "Allow: /"), "/1", True),
        (("User-agent: crossread", "Disallow: /"), "/1", False),
        (("User-agent: other", "Disallow: /"), "/1", True),
        (("<html>not what was asked for</html>",), "/1", True),
        (("User-agent: *", f"Crawl-delay: {MAX_CRAWL_DELAY_S + 1}"), "/1", False),
    ],
)
def test_robots_txt_is_kept_to(
    site: Site, session: Session, lines: tuple[str, ...], path: str, is_open: bool
) -> None:
    robots(site, *lines)
    answer = session.fetch(site.put(path, Answer(BODY)))
    assert answer.fault == (None if is_open else "kept_out")
    assert (path in site.paths) == is_open


@pytest.mark.parametrize(
    ("status", "is_open"),
    [(404, True), (403, True), (401, True), (410, True), (429, False), (500, False), (503, False)],
)
def test_a_robots_txt_that_is_not_there_allows_and_one_that_fails_does_not(
    site: Site, session: Session, status: int, is_open: bool
) -> None:
    robots(site, status=status)
    answer = session.fetch(site.put("/1", Answer(BODY)))
    assert answer.fault == (None if is_open else "robots_unread")
    assert site.paths == (["/1"] if is_open else [])


def test_robots_txt_is_read_once_a_day(site: Site, clock: PlayedClock, session: Session) -> None:
    address = site.put("/1", Answer(BODY))
    for hours in (0, 1, 22, 2):
        clock.pass_by(timedelta(hours=hours))
        session.fetch(address)
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("declares_length", [True, False])
def test_of_a_long_robots_txt_the_first_500_kib_are_read_in_whole_lines(
    site: Site, session: Session, declares_length: bool
) -> None:
    start = b"User-agent: *\nDisallow: /closed\n"
    cut = b"\nDisallow: /1"  # the half of /1-and-more that stands before the limit
    robots = start.ljust(MAX_ROBOTS - len(cut), b"#") + cut + b"-and-more\nDisallow: /2\n"
    site.put("/robots.txt", Answer(robots, declares_length=declares_length))

    faults = [session.fetch(site.put(p, Answer(BODY))).fault for p in ("/1", "/2", "/closed")]

    assert faults == [None, None, "kept_out"]


def test_a_redirect_is_followed_only_where_the_other_site_lets_us(
    site: Site, session: Session
) -> None:
    robots(site, "User-agent: *", "Disallow: /closed/")
    site.put("/closed/1", Answer(BODY))
    answer = session.fetch(site.redirect("/1", "/closed/1"))
    assert answer.fault == "kept_out"
    assert site.paths == ["/1"]


# Trying again


def test_what_may_pass_is_tried_again_with_growing_pauses(
    site: Site, clock: PlayedClock, session: Session
) -> None:
    site.put("/1", Answer(BODY))
    address = site.script("/1", BUSY, Answer(BODY, headers={"Content-Length": "900"}))
    assert session.fetch(address).status == 200
    assert clock.slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [404, 410, 403, 401, 451])
def test_what_will_not_pass_is_asked_once(site: Site, session: Session, status: int) -> None:
    session.fetch(site.put("/1", Answer(b"", status)))
    assert site.paths == ["/1"]


def test_a_question_is_given_up_after_its_tries(site: Site, session: Session) -> None:
    assert session.fetch(site.put("/1", BUSY)).status == 503
    assert site.paths == ["/1"] * 3


@pytest.mark.parametrize("as_date", [False, True])
def test_the_pause_that_a_site_asks_for_is_made(
    site: Site, clock: PlayedClock, session: Session, as_date: bool
) -> None:
    # The answer comes a second after the start, when robots.txt has had its turn.
    moment = format_datetime(START + timedelta(seconds=31), usegmt=True)
    pause = moment if as_date else "30"
    site.put("/1", Answer(BODY))
    address = site.script("/1", Answer(b"", 429, headers={"Retry-After": pause}))
    assert session.fetch(address).status == 200
    assert clock.slept == [1.0, 30.0]


def test_a_site_that_asks_for_a_long_pause_is_left_alone_until_then(
    site: Site, clock: PlayedClock, session: Session
) -> None:
    site.script("/1", Answer(b"", 429, headers={"Retry-After": "3600"}))
    site.put("/2", Answer(BODY))
    assert session.fetch(site.url("/1")).status == 429
    resting = session.fetch(site.url("/2"))
    assert (resting.fault, site.paths) == ("resting", ["/1"])
    assert "asked for a pause (HTTP 429): not asked again for 3,600 seconds" in resting.says
    clock.pass_by(timedelta(hours=1))
    assert session.fetch(site.url("/2")).status == 200


def test_a_site_that_is_down_is_not_asked_for_every_page(site: Site, clock: PlayedClock) -> None:
    with a_session(clock, tries=1) as session:
        for number in range(DOWN_AFTER + 3):
            last = session.fetch(site.put(f"/{number}", Answer(b"", 500)))
        assert last.fault == "resting"
        assert len(site.paths) == DOWN_AFTER
        clock.pass_by(timedelta(seconds=REST_S))
        assert session.fetch(site.put("/up", Answer(BODY))).status == 200


@pytest.mark.parametrize("words", ["", "soon", "-5", "Tue, 99 Foo 2024"])
def test_a_pause_that_cannot_be_read_counts_as_none(
    site: Site, clock: PlayedClock, session: Session, words: str
) -> None:
    site.put("/1", Answer(BODY))
    session.fetch(site.script("/1", Answer(b"", 503, headers={"Retry-After": words})))
    assert clock.slept == [1.0, 2.0]


# Values that no site should send


@pytest.mark.parametrize("target", ["http://xn--a.example/", "http://[::1", "http://[bad]/"])
def test_a_redirect_to_what_is_no_address_is_a_fault_and_not_tried_again(
    site: Site, session: Session, target: str
) -> None:
    answer = session.fetch(site.redirect("/1", target))
    assert answer.fault in ("refused_address", "broken_off")
    assert "\n" not in answer.says


def test_a_robots_txt_that_leads_to_what_is_no_address_is_a_fault(
    site: Site, session: Session
) -> None:
    site.put("/1", Answer(BODY))
    site.redirect("/robots.txt", "http://xn--a.example/")
    assert session.fetch(site.url("/1")).fault == "refused_address"


@pytest.mark.parametrize(
    "words", ["9" * 5000, "Mon, 01 Jan 2024 00:00:00 +99999999999999999999", "-5", "soon"]
)
def test_no_pause_that_is_asked_for_ends_the_session(
    site: Site, session: Session, words: str
) -> None:
    site.put("/1", Answer(b"", 503, headers={"Retry-After": words}))
    assert session.fetch(site.url("/1")).status == 503


def test_a_length_of_a_thousand_digits_is_above_the_limit(site: Site, session: Session) -> None:
    answer = session.fetch(site.put("/1", Answer(b"x", headers={"Content-Length": "9" * 5000})))
    assert answer.fault in ("too_large", "broken_off")


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"a\tb"'])
def test_what_no_header_can_carry_is_not_sent_back(site: Site, session: Session, etag: str) -> None:
    site.put("/1", Answer(BODY))
    answer = session.fetch(site.url("/1"), Validators(etag=etag))
    assert answer.status == 200
    assert "If-None-Match" not in site.asked[-1][1]


def test_a_question_that_was_sent_on_names_nothing_known(site: Site, session: Session) -> None:
    site.put("/2", Answer(status=304))
    answer = session.fetch(site.redirect("/1", "/2"), Validators('"7"'))
    assert (answer.status, answer.is_conditional) == (304, False)
