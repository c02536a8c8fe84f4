"""What kind of statement a title tells."""

import re

import pytest

from collect.publishers.conftest import SHIPPED, archive, site
from crossread.collect.publishers import genre_of

TITLES = [
    ("us-state", "Secretary Orlan’s Call with Sudrian Foreign Minister Vesk", "call"),
    ("us-state", "Deputy Secretary Orlan’s Meetings with Sudrian Officials", "meeting"),
    ("us-state", "Secretary Orlan’s Virtual Meeting with President Vesk", "meeting"),
    ("us-state", "Secretary Orlan and Foreign Minister Vesk Before Their Meeting", "transcript"),
    ("us-state", "Secretary Orlan and Minister Vesk at a Joint Press Availability", "transcript"),
    ("us-state", "Department Press Briefing – June 2, 2021", "briefing"),
    ("us-state", "Briefing with Officials On the Secretary’s Upcoming Travel", "briefing"),
    ("us-state", "Secretary Orlan’s Travel to Sudria", "announcement"),
    ("us-state", "Sudria’s National Day", "message"),
    ("us-state", "Designating Smugglers of the River", "sanction_notice"),
    ("us-state", "Joint Statement on the Ferry", "joint_statement"),
    ("us-state", "The Ferry of Norland", ""),
    ("us-whitehouse", "Readout of President Orlan’s Call with President Vesk", "call"),
    ("us-whitehouse", "Readout of President Orlan’s Meeting with President Vesk", "meeting"),
    ("us-whitehouse", "Statement by Spokesperson Lind on Orlan’s Call with Vesk", "call"),
    ("us-whitehouse", "FACT SHEET: The Ferry", "fact_sheet"),
    ("us-whitehouse", "Statement from President Orlan on the Bridge", "statement"),
    ("ru-kremlin", "Telephone conversation with President of Sudria Vesk", "call"),
    ("ru-kremlin", "Conversation with Prime Minister of Norland Orlan", "call"),
    ("ru-kremlin", "Телефонный разговор с Президентом Судрии Веском", "call"),
    ("ru-kremlin", "Встреча с Премьер-министром Норландии Орланом", "meeting"),
    ("ru-kremlin", "13 марта состоятся переговоры с Президентом Судрии", "announcement"),
    ("ru-kremlin", "On December 15, the President will hold talks with Vesk", "announcement"),
    ("ru-kremlin", "Greetings on the opening of the ferry", "message"),
    ("ru-mfa", "🎙 Comment by Spokeswoman Lind on the ferry", "comment"),
    ("ru-mfa", "О телефонном разговоре министра с министром Норландии", "call"),
    ("cn-mfa", "2024年4月2日外交部发言人主持例行记者会", "briefing"),
    ("cn-mfa", "外交部发言人就诺兰渡轮答记者问", "comment"),
    ("cn-mfa", "外长同诺兰外长奥兰通电话", "call"),
    ("cn-cctv", "李某会见苏德里亚总统", "meeting"),
    ("cn-cctv", "韩某将访问诺兰", "announcement"),
    ("cn-cctv", "习某向诺兰渡轮开航致贺信", "message"),
    ("ua-president", "President had a phone conversation with the President of Sudria", "call"),
    ("fr-elysee", "Entretien téléphonique avec le Président de la Sudrie", "call"),
    ("fr-elysee", "Déclaration conjointe avec la Norlande", "joint_statement"),
    ("de-mfa", "Erklärung des Auswärtigen Amts zur Fähre", "statement"),
    ("tr-mfa", "QA-12, 2 April 2024, Answer of the Spokesperson to a Question", "comment"),
    ("un-sg", "Readout of the Secretary-General’s phone call with President Vesk", "call"),
]


@pytest.mark.parametrize(("publisher", "title", "genre"), TITLES)
def test_a_title_tells_the_genre(publisher: str, title: str, genre: str) -> None:
    assert genre_of(SHIPPED[publisher], title) == genre


def test_the_publishers_own_words_come_first_then_the_address_then_general_words() -> None:
    rules = site("genres:\n  - {genre: visit, language: en, title: 'tour of'}\n")

    assert genre_of(rules, "A tour of Sudria", "https://mfa.example/ru/news/1") == "visit"
    assert genre_of(rules, "Call with Vesk", "https://mfa.example/ru/news/1") == "statement"
    assert genre_of(rules, "Call with Vesk", "https://mfa.example/en/news/1") == "call"
    assert genre_of(rules, "", "https://mfa.example/en/news/1") == ""


def test_words_of_a_language_that_the_publisher_does_not_use_tell_nothing() -> None:
    assert genre_of(SHIPPED["us-state"], "Телефонный разговор с Веском") == ""


READOUT = re.compile(
    r"^[^,]*[’']s? (?:phone |virtual |video |bilateral )*(call|meeting)s? with ", re.IGNORECASE
)


def test_every_readout_of_the_state_department_is_a_call_or_a_meeting() -> None:
    titles = [record["title"] for record in archive("us-state")]
    told = [(title, match[1].lower()) for title in titles if (match := READOUT.search(title))]
    wrong = [title for title, word in told if genre_of(SHIPPED["us-state"], title) != word]

    assert len(told) > 400
    assert not wrong


@pytest.mark.parametrize(
    ("name", "publisher", "words", "genre"),
    [
        ("ru-kremlin-en", "ru-kremlin", "Telephone conversation", "call"),
        ("ru-kremlin-ru", "ru-kremlin", "Телефонный разговор", "call"),
        ("ru-kremlin-ru", "ru-kremlin", "Встреча с", "meeting"),
        ("cn-mfa-spox", "cn-mfa", "主持例行记者会", "briefing"),
        ("cn-cctv-diplomatic", "cn-cctv", "通电话", "call"),
        ("us-whitehouse", "us-whitehouse", "FACT SHEET", "fact_sheet"),
    ],
)
def test_the_usual_titles_of_an_archive_tell_their_genre(
    name: str, publisher: str, words: str, genre: str
) -> None:
    records = [record for record in archive(name) if record["title"].startswith(words)]
    if words in ("主持例行记者会", "通电话"):
        records = [record for record in archive(name) if record["title"].endswith(words)]
    told = [genre_of(SHIPPED[publisher], r["title"], r["url"]) for r in records]

    assert len(told) > 20
    assert sum(one == genre for one in told) >= 0.98 * len(told)
