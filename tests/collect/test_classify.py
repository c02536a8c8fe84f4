"""What an answer says of a statement: tables of answers, and properties of the order of rules."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from collect.documents import CALL
from crossread.collect import classify as rules
from crossread.collect.answer import Answer, Fault, Hop
from crossread.collect.classify import ORDER, classify
from crossread.collect.look import Before, Look, Place, Verdict
from crossread.collect.page_view import view_page
from crossread.collect.signs import find_sign, load_signs
from crossread.model import Readout
from crossread.model.statement import ABSENT

AT = datetime(2024, 4, 1, tzinfo=UTC)
ASKED = "https://mfa.example/news/1"
FRONT = "https://mfa.example/"
MENU = "<ul><li>The Minister</li><li>Embassies</li><li>Press service</li><li>Contacts</li></ul>"
TEXT = CALL * 6
OTHER = "On Tuesday the Deputy Minister opened an exhibition of carpets in the capital. " * 8
KNOWN = Before(title="Call with Minister Orlan", text=TEXT)


def page(*lines: str, title: str = "Norland MFA", heading: str = "", more: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<html><head><title>{title}</title></head><body>{MENU}{head}{body}{more}</body></html>"
    ).encode()


def a_look(
    body: bytes = b"",
    *,
    text: str = "",
    status: int | None = 200,
    fault: Fault | None = None,
    sent_to: str = "",
    by: int = 302,
    place: Place = "asked",
    before: Before | None = KNOWN,
    nonsense: bytes = b"",
    is_conditional: bool = False,
    **headers: str,
) -> Look:
    answer = Answer(
        url=ASKED,
        final_url=sent_to or ASKED,
        hops=(Hop(ASKED, by),) if sent_to else (),
        at=AT,
        status=None if fault else status,
        is_conditional=is_conditional,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        data=body,
        fault=fault,
        says="no answer" if fault else "",
    )
    made_up = Answer(url=FRONT, at=AT, status=200, data=nonsense)
    return Look(
        answer=answer,
        place=place,
        page=view_page(answer),
        readout=Readout(text=text, title="Call with Minister Orlan") if text else None,
        before=before,
        nonsense=view_page(made_up) if nonsense else None,
    )


def told(look: Look) -> tuple[str, str]:
    verdict = classify(look)
    return verdict.outcome, verdict.rule


# Answers that come with a plain sign


@pytest.mark.parametrize(
    ("status", "outcome", "rule"),
    [
        (304, "failed", "unchanged_from_nothing"),
        (404, "gone", "not_there"),
        (410, "gone", "not_there"),
        (401, "blocked", "refused"),
        (403, "blocked", "refused"),
        (429, "blocked", "refused"),
        (451, "blocked", "refused"),
        (500, "failed", "fault_of_the_site"),
        (503, "failed", "fault_of_the_site"),
        (599, "failed", "fault_of_the_site"),
        (202, "failed", "odd_status"),
        (302, "failed", "odd_status"),
        (418, "failed", "odd_status"),
    ],
)
def test_a_status_is_told_whatever_its_page_says(status: int, outcome: str, rule: str) -> None:
    for body in (b"", page("Nothing here.", title="Ministry of Foreign Affairs")):
        assert told(a_look(body, status=status)) == (outcome, rule)


def test_nothing_has_changed_only_for_who_said_what_is_known() -> None:
    assert told(a_look(status=304, is_conditional=True)) == ("unchanged", "not_changed")


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("timed_out", "failed"),
        ("unreachable", "failed"),
        ("broken_off", "failed"),
        ("damaged", "failed"),
        ("too_large", "failed"),
        ("circle", "failed"),
        ("refused_address", "failed"),
        ("robots_unread", "failed"),
        ("resting", "failed"),
        ("kept_out", "blocked"),
    ],
)
def test_what_prevented_an_answer_tells_nothing_of_the_statement(
    fault: Fault, outcome: str
) -> None:
    verdict = classify(a_look(fault=fault))
    assert (verdict.outcome, verdict.saw) == (outcome, "no answer")


# Pages answered with 200


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (page("Sorry.", title="Page not found | Norland MFA"), "says_not_found"),
        (page("Sorry.", title="Norland MFA - 404"), "says_not_found"),
        (page("Try the search.", heading="Oops! That page can’t be found."), "says_not_found"),
        (page("Материал не найден", title="МИД Норландии"), "says_not_found"),
        (page("抱歉，您访问的页面不存在。", title="外交部"), "says_not_found"),
        (page(title="Сторінку не знайдено — МЗС"), "says_not_found"),
        (page("The document you asked for has been removed."), "says_not_found"),
        (page(OTHER, title="Error 404"), "says_not_found"),
    ],
)
def test_a_page_that_says_it_is_not_there_is_a_soft_404(body: bytes, rule: str) -> None:
    for before in (KNOWN, None):
        assert told(a_look(body, before=before)) == ("soft_404", rule)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (page("Access to this page has been denied."), "wall"),
        (page(title="Access Denied"), "wall"),
        (page(OTHER, heading="Before you continue"), "wall"),
        (page("We use cookies.", "Accept cookies to continue"), "wall"),
        (page("Чтобы продолжить, подтвердите, что вы не робот", title="Вы не робот?"), "wall"),
        (page("为了您的安全，请完成验证", title="安全验证"), "wall"),
        (page(title="Just a moment..."), "challenge"),
        (page("Checking your browser before accessing mfa.example."), "challenge"),
        (page("Включите JavaScript, чтобы продолжить"), "challenge"),
        (b'<html><body><div id="root"></div><script>x</script></body></html>', "empty_shell"),
    ],
)
def test_a_wall_or_a_challenge_tells_nothing_of_the_statement(body: bytes, rule: str) -> None:
    for before in (KNOWN, None):
        assert told(a_look(body, before=before)) == ("blocked", rule)


CONSENT = (
    "We and our partners store information on a device, such as cookies, and process data for it.",
    "Some cookies are needed for the site to work, others help us to count visits and visitors.",
    "You may accept all cookies, or choose which cookies you let us set on your device.",
) * 6  # 1,300 letters, more than a notice has


@pytest.mark.parametrize(
    "words",
    [
        "We value your privacy",
        "We use cookies",
        "Мы используем файлы cookie",
        "我们重视您的隐私",
        "Nous respectons votre vie privée",
        "Valoramos su privacidad",
        "Gizliliğinize önem veriyoruz",
    ],
)
def test_a_page_that_asks_for_consent_is_a_wall_however_long_it_is(words: str) -> None:
    for before in (KNOWN, None):
        for body in (page(*CONSENT, title=words), page(*CONSENT, heading=words)):
            look = a_look(body, text="\n".join(CONSENT), before=before)
            assert told(look) == ("blocked", "asks_for_consent")


def test_a_text_that_is_of_cookies_only_is_a_wall_whatever_its_page_is_called() -> None:
    for before in (KNOWN, None):
        look = a_look(page(*CONSENT), text="\n".join(CONSENT), before=before)
        assert told(look) == ("blocked", "speaks_of_cookies")


@pytest.mark.parametrize(
    "words",
    [
        "Scheduled maintenance",
        "We’ll be back soon!",
        "На сайте ведутся технические работы",
        "网站正在维护",
        "Site en maintenance",
        "Sitio en mantenimiento",
        "Planlı bakım",
    ],
)
def test_a_site_closed_for_maintenance_tells_nothing_of_the_statement(words: str) -> None:
    for before in (KNOWN, None):
        for body in (page(OTHER, title=words), page(OTHER, heading=words), page(words)):
            look = a_look(body, text=OTHER, before=before)
            assert told(look) == ("failed", "under_maintenance")


def test_another_statement_in_its_place_is_seen_with_the_banner_of_its_site() -> None:
    body = page("We use cookies", OTHER, "Accept all cookies", title="Exhibition | Norland MFA")
    assert told(a_look(body, text=OTHER)) == ("seen", "read")
    banner = "<h1>We use cookies</h1>"
    body = page(OTHER, heading="An exhibition of carpets", more=banner)
    assert told(a_look(body, text=OTHER)) == ("seen", "read")


def test_a_guard_that_answers_in_a_header_is_seen() -> None:
    look = a_look(page(OTHER), cf_mitigated="challenge")
    assert classify(look) == Verdict("blocked", "guard_answered", "cf-mitigated: challenge")


@pytest.mark.parametrize(
    "title",
    [
        "Statement on access denied to inspectors",
        "Minister: the missing were not found in the rubble",
        "Remarks at the conference on forbidden weapons",
        "Orlan: 404 days of war",
        "Scheduled maintenance of the reactor at Port Sarn",
        "Our privacy and how we value it: a lecture",
        "О доступе, который ограничен соседней страной",
    ],
)
def test_a_statement_that_uses_such_words_is_a_statement(title: str) -> None:
    body = page(TEXT, title=f"{title} | Norland MFA", heading=title)
    assert told(a_look(body, text=TEXT, before=None)) == ("seen", "read")


def test_a_page_that_shows_the_known_statement_is_seen_whatever_stands_around_it() -> None:
    body = page(TEXT, "Accept cookies to continue", title="Access denied")
    assert told(a_look(body, text=TEXT)) == ("seen", "read")


def test_a_page_equal_to_the_answer_to_a_made_up_address_is_a_soft_404() -> None:
    made_up = page("Welcome to our site. " * 20, "Asked for /made/up")
    body = page("Welcome to our site. " * 20, "Asked for /news/1")
    look = a_look(body, text="Welcome to our site. " * 20, nonsense=made_up, before=None)
    assert told(look) == ("soft_404", "same_as_a_made_up_address")
    assert told(a_look(page(TEXT), text=TEXT, nonsense=made_up, before=None)) == ("seen", "read")


@pytest.mark.parametrize(
    ("left", "outcome"),
    [
        ("", "soft_404"),  # nothing that could be read
        ("Our new site is being built. Please come again soon.", "soft_404"),
        (TEXT[:300], "seen"),  # an edit: what is left are its own words
        (OTHER, "seen"),  # replaced by as many words: a wording to be shown
    ],
)
def test_a_sudden_loss_of_the_text_is_a_soft_404(left: str, outcome: str) -> None:
    assert classify(a_look(page(left), text=left)).outcome == outcome


def test_a_page_never_seen_that_cannot_be_read_has_failed() -> None:
    assert told(a_look(page("Menu"), before=None)) == ("failed", "nothing_to_read")


def test_a_page_cut_in_the_middle_has_failed() -> None:
    half = TEXT[: len(TEXT) // 2]
    body = page(half).removesuffix(b"</body></html>")
    assert told(a_look(body, text=half)) == ("failed", "cut_short")
    length = str(len(body))
    assert told(a_look(body, text=half, content_length=length)) == ("seen", "read")


# Redirects


@pytest.mark.parametrize(
    ("place", "sent_to", "text", "by", "outcome", "rule"),
    [
        ("front", FRONT, OTHER, 301, "redirected", "to_the_front_page"),
        ("front", FRONT, "", 302, "redirected", "to_the_front_page"),
        ("section", "https://mfa.example/news", OTHER, 302, "redirected", "to_a_section"),
        ("elsewhere", "https://mfa.example/404.html", "", 302, "soft_404", "to_an_error_page"),
        ("elsewhere", "https://other.example/x", OTHER, 302, "redirected", "to_another_page"),
        ("statement", "https://mfa.example/news/2", OTHER, 301, "redirected", "to_another_page"),
        ("statement", "https://mfa.example/news/2", TEXT, 301, "moved", "moved_for_good"),
        ("statement", "https://mfa.example/news/2", TEXT, 308, "moved", "moved_for_good"),
        ("statement", "https://mfa.example/news/2", TEXT, 302, "seen", "read"),
        ("elsewhere", "https://archive.example/1", TEXT, 301, "moved", "moved_for_good"),
        ("asked", "https://www.mfa.example/news/1/", TEXT, 301, "seen", "read"),
    ],
)
def test_where_a_redirect_leads_tells_what_it_means(
    place: Place, sent_to: str, text: str, by: int, outcome: str, rule: str
) -> None:
    look = a_look(page(text), text=text, sent_to=sent_to, by=by, place=place)
    assert told(look) == (outcome, rule)


@pytest.mark.parametrize(
    ("place", "outcome"), [("statement", "seen"), ("elsewhere", "redirected"), ("asked", "seen")]
)
def test_a_new_address_that_redirects_is_taken_where_a_statement_is(
    place: Place, outcome: str
) -> None:
    look = a_look(page(TEXT), text=TEXT, sent_to=FRONT + "x/2", place=place, before=None)
    assert classify(look).outcome == outcome


def test_a_redirect_to_a_consent_page_tells_nothing() -> None:
    look = a_look(
        page(title="Cookie consent"), sent_to="https://consent.example/", place="elsewhere"
    )
    assert told(look) == ("blocked", "wall")


def test_a_redirect_to_a_page_that_is_gone_is_gone() -> None:
    look = a_look(page(), status=404, sent_to="https://mfa.example/x", place="elsewhere")
    assert told(look) == ("gone", "not_there")


# The order, and the signs


@given(
    st.sampled_from([401, 403, 407, 429, 451, 500, 502, 503, 504, 520]),
    st.sampled_from([page("Page not found", title="404"), page(TEXT), b"", b"\x00\xff"]),
    st.sampled_from(["asked", "front", "section", "elsewhere", "statement"]),
    st.booleans(),
)
def test_a_refusal_or_a_fault_never_counts_as_a_removal(
    status: int, body: bytes, place: Place, is_known: bool
) -> None:
    sent_to = FRONT if place != "asked" else ""
    before = KNOWN if is_known else None
    look = a_look(body, status=status, place=place, sent_to=sent_to, before=before)
    assert classify(look).outcome in ("failed", "blocked")


def test_what_tells_nothing_is_asked_before_what_speaks_for_a_removal() -> None:
    outcomes = [outcome for outcome, _ in ORDER]
    first_absent = min(outcomes.index(outcome) for outcome in ABSENT)
    assert outcomes.index("blocked") < first_absent
    assert outcomes.index("failed") < first_absent


def test_every_rule_stands_in_the_order_once() -> None:
    named = [rule.__name__ for _, listed in ORDER for rule in listed]
    public = [
        name
        for name, thing in vars(rules).items()
        if callable(thing) and getattr(thing, "__module__", "") == rules.__name__
    ]
    helpers = {"classify", "adds_to"}
    assert len(named) == len(set(named))
    assert set(named) == {n for n in public if not n.startswith("_")} - helpers


def test_each_sign_is_found_as_it_is_written() -> None:
    signs = load_signs()
    path = Path(rules.__file__).with_name("signs.yaml")
    data = yaml.safe_load(path.read_text("utf-8"))
    for kind in ("not_found", "wall", "challenge"):
        for phrases in data[kind].values():
            for phrase in phrases:
                assert find_sign(getattr(signs, kind), f"- {phrase} -")


def test_signs_stand_between_other_signs_than_letters() -> None:
    assert not find_sign(load_signs().not_found, "pages not foundational")
    assert find_sign(load_signs().not_found, "(Page not found)") == "Page not found"
