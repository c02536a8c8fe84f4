"""Whole comparisons, written out by hand, for tests of what a reader is shown.

The calls, the people and the words are invented, in the manner of real readouts.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from crossread.model import (
    Actor,
    Closest,
    Comparison,
    ContactField,
    ContactTable,
    FieldValue,
    Figure,
    Finding,
    Ground,
    Moment,
    Point,
    Quote,
    Readout,
    Row,
    Side,
    SideReading,
    Span,
    ThemeSpace,
)

METHODS = (
    ("segmentation", "1"),
    ("coding", "1"),
    ("point-pairing", "1"),
    ("relation", "1"),
    ("term-base", "2026.1"),
)

LABELS = {
    "USA": "United States",
    "TJK": "Tajikistan",
    "GBR": "United Kingdom",
    "CHN": "China",
    "KGZ": "Kyrgyzstan",
    "AFG": "Afghanistan",
    "UKR": "Ukraine",
    "discuss": "discussed",
    "affirm": "affirmed",
    "thank": "thanked",
    "commend": "commended",
    "condole": "offered condolences",
    "agree": "agreed",
    "inform": "informed",
    "exchange-views": "exchanged views",
    "stress": "stressed",
    "urge": "urged",
    "oppose": "opposed",
    "hope": "hoped",
    "covid-19": "COVID-19",
    "afghanistan": "Afghanistan",
    "ukraine-war": "war in Ukraine",
    "hong-kong": "Hong Kong",
    "one-china": "one-China policy",
    "voice-concern": "voiced concern",
    "announce": "announced",
    "propose": "proposed",
}


def label(concept: str) -> str:
    """The label of a concept of these comparisons, else its id."""
    return LABELS.get(concept, concept)


US_TITLE = "Secretary Hale’s Call with Tajik Foreign Minister Karimzoda"
US_TEXT = """\
Office of the Spokesperson
The following is attributable to the Spokesperson:

Secretary of State Eleanor Hale spoke by telephone today with the Foreign Minister of Tajikistan, \
Farrukh Karimzoda. The Secretary reaffirmed that the United States stands behind Tajikistan’s \
independence and its borders as they are recognised by the world. She thanked the Minister for his \
country’s part in keeping the region secure, for its backing of the Afghan peace talks, and for \
years of work together against terrorism.

The Secretary offered her condolences for those who lost their lives in the fighting on the \
Kyrgyz-Tajik border in late April, and welcomed the steps that both governments have taken since \
to calm the border and to mark it. She stressed the importance of respect for human rights and \
fundamental freedoms, and spoke of closer links of trade and transport across Central Asia.

The two agreed to hold the yearly bilateral consultations in Dushanbe this autumn. The Secretary \
announced a further $12 million for clinics in border districts. Both described the relationship \
between their countries as strong."""

TJ_TITLE = "Телефонный разговор с Государственным секретарём США"
TJ_TEXT = """\
1 июня 2021 года состоялся телефонный разговор Министра иностранных дел Республики Таджикистан \
Фарруха Каримзоды с Государственным секретарём США Элеонорой Хейл. Беседа прошла по инициативе \
американской стороны.

Собеседники обсудили состояние и перспективы отношений двух стран в политической, экономической и \
гуманитарной областях. Рассмотрена возможность проведения очередного раунда политических \
консультаций. Министр проинформировал о мерах, которые принимаются в стране против \
распространения COVID-19, и поблагодарил американскую сторону за поставку вакцин.

Состоялся обмен мнениями о положении в регионе, включая ситуацию в Афганистане. Госсекретарь \
высоко оценила усилия Таджикистана по поддержанию стабильности на таджикско-афганской границе. \
Затронуто развитие транспортных связей в Центральной Азии. Были обсуждены и другие вопросы, \
представляющие взаимный интерес."""

UK_TITLE = "Foreign Secretary’s call with the Chinese Foreign Minister, 14 March 2023"
UK_TEXT = """\
The Foreign Secretary, Thomas Ashby, spoke to the Chinese Foreign Minister, Liang Zhiyuan, this \
morning. The Foreign Secretary underlined that Russia’s war in Ukraine must end and urged China to \
use its influence to that end. He raised the case of a British national detained in Guangzhou. \
They agreed on the value of regular contact, and to resume the economic and financial dialogue \
before the end of the year. The Foreign Secretary set out the UK’s concerns about freedom of \
expression in Hong Kong."""

CN_TITLE = "梁致远同英国外交大臣阿什比通电话"
CN_TEXT = """\
2023年3月14日，外交部长梁致远应约同英国外交大臣阿什比通电话。

梁致远表示，中英关系稳定发展符合两国人民利益。双方应尽早重启经济财金对话，扩大绿色金融合作。\
中方欢迎英国企业来华投资。香港事务纯属中国内政，任何外部势力无权干涉。

阿什比表示，英方愿同中方保持经常性接触，坚持一个中国政策。

双方就乌克兰危机交换了意见。"""


class Scribe:
    """Takes points and quotes from one text by the words themselves."""

    def __init__(self, side: Side, readout: Readout) -> None:
        self.side: Side = side
        self.readout = readout

    def span(self, words: str, field: str = "text") -> Span:
        where = self.readout.text if field == "text" else self.readout.title
        start = where.index(words)
        return Span(start, start + len(words))

    def quote(self, words: str) -> Quote:
        return self.readout.quote(self.side, self.span(words))

    def quotes(self, *passages: str) -> tuple[Quote, ...]:
        return tuple(self.quote(words) for words in passages)

    def in_title(self, words: str) -> Quote:
        return self.readout.quote(self.side, self.span(words, "title"), "title")

    def point(self, id: str, words: str, act: str | None, *themes: str, **given: Any) -> Point:
        span = self.span(words)
        return Point(id=id, span=span, words=words, act=act, themes=themes, **given)


def _country(code: str, words: str) -> Actor:
    return Actor(code, "country", words)


LEFT = Scribe(
    "left",
    Readout(
        text=US_TEXT,
        id="us-2021-06-01",
        publisher="US Department of State",
        country="USA",
        date=Moment(date(2021, 6, 1), "17:40-04:00"),
        language="en",
        title=US_TITLE,
        url="https://state.example.org/readouts/2021/06/tajikistan-call",
    ),
)
RIGHT = Scribe(
    "right",
    Readout(
        text=TJ_TEXT,
        id="tj-2021-06-02",
        publisher="Ministry of Foreign Affairs of the Republic of Tajikistan",
        country="TJK",
        date=Moment(date(2021, 6, 2)),
        language="ru",
        title=TJ_TITLE,
        url="https://mfa.example.org/ru/news/8123?lang=ru&view=full",
    ),
)

US_CONTACT = (
    "Secretary of State Eleanor Hale spoke by telephone today with the Foreign Minister of "
    "Tajikistan, Farrukh Karimzoda."
)
TJ_CONTACT = TJ_TEXT[: TJ_TEXT.index(" Беседа")]
INITIATIVE = "Беседа прошла по инициативе американской стороны."
BORDERS = (
    "The Secretary reaffirmed that the United States stands behind Tajikistan’s independence and "
    "its borders as they are recognised by the world."
)
REGION = "She thanked the Minister for his country’s part in keeping the region secure"
AFGHAN_TALKS = "for its backing of the Afghan peace talks"
TJ_REGION = "Состоялся обмен мнениями о положении в регионе, включая ситуацию в Афганистане."
TERRORISM = "for years of work together against terrorism."
FIGHTING = (
    "The Secretary offered her condolences for those who lost their lives in the fighting on the "
    "Kyrgyz-Tajik border in late April"
)
CALM = (
    "welcomed the steps that both governments have taken since to calm the border and to mark it."
)
TJ_PRAISE = (
    "Госсекретарь высоко оценила усилия Таджикистана по поддержанию стабильности на "
    "таджикско-афганской границе."
)
RIGHTS = "She stressed the importance of respect for human rights and fundamental freedoms"
LINKS = "spoke of closer links of trade and transport across Central Asia."
TJ_LINKS = "Затронуто развитие транспортных связей в Центральной Азии."
CONSULTATIONS = "The two agreed to hold the yearly bilateral consultations in Dushanbe this autumn."
TJ_CONSULTATIONS = "Рассмотрена возможность проведения очередного раунда политических консультаций."
CLINICS = "The Secretary announced a further $12 million for clinics in border districts."
STRONG = "Both described the relationship between their countries as strong."
TJ_RELATIONS = (
    "Собеседники обсудили состояние и перспективы отношений двух стран в политической, "
    "экономической и гуманитарной областях."
)
COVID = (
    "Министр проинформировал о мерах, которые принимаются в стране против распространения COVID-19"
)
VACCINES = "поблагодарил американскую сторону за поставку вакцин."
OTHER_MATTERS = "Были обсуждены и другие вопросы, представляющие взаимный интерес."


def _us_points() -> tuple[Point, ...]:
    point = LEFT.point
    money = Figure("money", "12000000", "USD", "$12 million")
    return (
        point("L1", US_CONTACT, None, "contact", kind="contact", speaker="both"),
        point("L2", BORDERS, "affirm", "sovereignty", strength=3, speaker="own"),
        point("L3", REGION, "thank", "regional-security", speaker="own"),
        point("L4", AFGHAN_TALKS, "thank", "afghanistan", actors=(_country("AFG", "Afghan"),)),
        point("L5", TERRORISM, "thank", "counterterrorism", speaker="own"),
        point("L6", FIGHTING, "condole", "border-clashes", actors=(_country("KGZ", "Kyrgyz"),)),
        point("L7", CALM, "commend", "border-clashes", "delimitation", speaker="own"),
        point("L8", RIGHTS, "stress", "human-rights", strength=2, speaker="own"),
        point("L9", LINKS, "discuss", "regional-links", speaker="own"),
        point("L10", CONSULTATIONS, "agree", "consultations", strength=6, speaker="both"),
        point("L11", CLINICS, "announce", "health", figures=(money,), strength=5),
        point("L12", STRONG, "affirm", "bilateral-relations", speaker="both"),
    )


def _tj_points() -> tuple[Point, ...]:
    point = RIGHT.point
    usa = _country("USA", "американскую")
    afghanistan = _country("AFG", "Афганистане")
    tajikistan = _country("TJK", "Таджикистана")
    hale = Actor("hale", "person", "Хейл")
    karimzoda = Actor("karimzoda", "person", "Каримзоды")
    contact = (karimzoda, hale, _country("TJK", "Республики Таджикистан"))
    return (
        point("R1", TJ_CONTACT, None, "contact", kind="contact", actors=contact),
        point("R2", INITIATIVE, None, "contact", kind="contact", actors=(usa,)),
        point("R3", TJ_RELATIONS, "discuss", "bilateral-relations", "economy", speaker="both"),
        point("R4", TJ_CONSULTATIONS, "discuss", "consultations", modality="if", speaker="both"),
        point("R5", COVID, "inform", "covid-19", speaker="own"),
        point("R6", VACCINES, "thank", "vaccines", actors=(usa,), speaker="own"),
        point("R7", TJ_REGION, "exchange-views", "afghanistan", actors=(afghanistan,)),
        point("R8", TJ_PRAISE, "commend", "border-security", actors=(tajikistan, afghanistan)),
        point("R9", TJ_LINKS, "discuss", "regional-links", speaker="both"),
        point("R10", OTHER_MATTERS, "discuss", kind="umbrella", vague=True, speaker="both"),
    )


def _us_tj_rows() -> tuple[Row, ...]:
    left, right = LEFT.quotes, RIGHT.quotes
    fact = Row(
        id="row-1",
        relation="shared",
        kind="contact",
        themes=("contact",),
        score=0.97,
        left=left(US_CONTACT),
        right=(*right(TJ_CONTACT, INITIATIVE), RIGHT.in_title("Телефонный разговор")),
        left_points=("L1",),
        right_points=("R1", "R2"),
    )
    return (
        fact,
        Row(
            id="row-2",
            relation="only_left",
            themes=("sovereignty", "territorial-integrity"),
            score=0.91,
            left=left(BORDERS),
            left_points=("L2",),
        ),
        Row(
            id="row-3",
            relation="framing_differs",
            themes=("regional-security", "afghanistan"),
            score=0.74,
            grounds=(
                Ground("general_only", "the Afghan peace talks", "the situation in Afghanistan"),
            ),
            left=left(REGION, AFGHAN_TALKS),
            right=right(TJ_REGION),
            left_points=("L3", "L4"),
            right_points=("R7",),
        ),
        Row(
            id="row-4",
            relation="only_left",
            themes=("counterterrorism",),
            score=0.88,
            left=left(TERRORISM),
            left_points=("L5",),
        ),
        Row(
            id="row-5",
            relation="only_left",
            themes=("border-clashes", "delimitation"),
            score=0.69,
            left=left(FIGHTING, CALM),
            left_points=("L6", "L7"),
            closest=Closest(
                RIGHT.quote(TJ_PRAISE),
                0.31,
                "Speaks of another border (Afghanistan, not Kyrgyzstan) and of no fighting.",
            ),
        ),
        Row(
            id="row-6",
            relation="only_right",
            themes=("border-security",),
            score=0.69,
            right=right(TJ_PRAISE),
            right_points=("R8",),
            closest=Closest(
                LEFT.quote(CALM), 0.31, "Speaks of another border: Kyrgyzstan, not Afghanistan."
            ),
        ),
        Row(
            id="row-7",
            relation="only_left",
            themes=("human-rights",),
            score=0.96,
            left=left(RIGHTS),
            left_points=("L8",),
        ),
        Row(
            id="row-8",
            relation="shared",
            themes=("regional-links", "transport"),
            score=0.83,
            left=left(LINKS),
            right=right(TJ_LINKS),
            left_points=("L9",),
            right_points=("R9",),
        ),
        Row(
            id="row-9",
            relation="framing_differs",
            themes=("consultations",),
            score=0.86,
            grounds=(
                Ground("stronger_commitment", "agreed to hold", "considered the possibility"),
                Ground("residue", "in Dushanbe this autumn", ""),
            ),
            left=left(CONSULTATIONS),
            right=right(TJ_CONSULTATIONS),
            left_points=("L10",),
            right_points=("R4",),
        ),
        Row(
            id="row-10",
            relation="only_left",
            themes=("health",),
            score=0.62,
            left=left(CLINICS),
            left_points=("L11",),
            closest=Closest(
                RIGHT.quote(VACCINES), 0.38, "Another matter of health, and no sum of money."
            ),
        ),
        Row(
            id="row-11",
            relation="framing_differs",
            themes=("bilateral-relations",),
            score=0.55,
            unsure=True,
            grounds=(Ground("stronger_commitment", "described as strong", "discussed"),),
            left=left(STRONG),
            right=right(TJ_RELATIONS),
            left_points=("L12",),
            right_points=("R3",),
        ),
        Row(
            id="row-12",
            relation="only_right",
            themes=("covid-19",),
            score=0.93,
            right=right(COVID),
            right_points=("R5",),
        ),
        Row(
            id="row-13",
            relation="only_right",
            themes=("vaccines",),
            score=0.62,
            right=right(VACCINES),
            right_points=("R6",),
            closest=Closest(LEFT.quote(CLINICS), 0.38, "Speaks of clinics, not of vaccines."),
        ),
        Row(
            id="row-14",
            relation="only_right",
            kind="umbrella",
            themes=(),
            score=0.9,
            right=right(OTHER_MATTERS),
            right_points=("R10",),
            note="A general phrase that names nothing: it answers to no passage.",
        ),
    )


def _us_tj_findings() -> tuple[Finding, ...]:
    return (
        Finding(
            kind="one_sided_theme",
            text="Border clashes with Kyrgyzstan are in the US text alone: condolences for the "
            "dead of April, praise for steps to calm and mark the border.",
            salience=0.93,
            rows=("row-5",),
            quotes=LEFT.quotes(FIGHTING, CALM),
            why="Closest passage in the Tajik text: praise for stability on another border, that "
            "with Afghanistan.",
        ),
        Finding(
            kind="one_sided_theme",
            text="Human rights and fundamental freedoms are in the US text alone.",
            salience=0.9,
            rows=("row-7",),
            quotes=LEFT.quotes(RIGHTS),
            why="No passage of the Tajik text comes close.",
        ),
        Finding(
            kind="attributed",
            text="The Tajik text has the Secretary praise Tajikistan’s guard of the Afghan border; "
            "her own text does not report it.",
            salience=0.84,
            rows=("row-6",),
            quotes=RIGHT.quotes(TJ_PRAISE),
            why="Closest passage in the US text: thanks for the region’s security, with no border "
            "named.",
        ),
        Finding(
            kind="agreement",
            text="The US text reports an agreement to hold consultations in Dushanbe this autumn; "
            "in the Tajik text the possibility was considered.",
            salience=0.8,
            rows=("row-9",),
            quotes=(*LEFT.quotes(CONSULTATIONS), *RIGHT.quotes(TJ_CONSULTATIONS)),
            why="Agreed stands above considered on the ladder of acts.",
        ),
        Finding(
            kind="one_sided_theme",
            text="Measures against COVID-19 and thanks for vaccines are in the Tajik text alone.",
            salience=0.77,
            rows=("row-12", "row-13"),
            quotes=RIGHT.quotes(COVID, VACCINES),
            why="Closest passage in the US text: money for clinics in border districts.",
        ),
        Finding(
            kind="figure",
            text="One sum of money is named, in the US text alone: $12 million for clinics.",
            salience=0.6,
            rows=("row-10",),
            quotes=LEFT.quotes(CLINICS),
        ),
        Finding(
            kind="initiative",
            text="The Tajik text says that the call was made at the wish of the American side; "
            "the US text does not say who asked for it.",
            salience=0.55,
            rows=("row-1",),
            quotes=RIGHT.quotes(INITIATIVE),
        ),
        Finding(
            kind="length",
            text="The US text is 1.7 times as long as the Tajik one, and came out a day before it.",
            salience=0.3,
        ),
    )


def _us_tj_contact() -> ContactTable:
    said = FieldValue
    return ContactTable(
        same=True,
        kind="call",
        date="2021-06-01",
        fields=(
            ContactField(
                "channel",
                said("phone", "by telephone", LEFT.quote("spoke by telephone today")),
                said("phone", "by telephone", RIGHT.quote("телефонный разговор")),
                True,
            ),
            ContactField(
                "date",
                said("2021-06-01", "1 June 2021", LEFT.quote("today")),
                said("2021-06-01", "1 June 2021", RIGHT.quote("1 июня 2021 года")),
                True,
            ),
            ContactField(
                "parties",
                said("hale karimzoda", "Eleanor Hale and Farrukh Karimzoda"),
                said("hale karimzoda", "Farrukh Karimzoda and Eleanor Hale"),
                True,
            ),
            ContactField(
                "offices",
                said("foreign-minister", "Secretary of State; Foreign Minister"),
                said("foreign-minister", "Minister of Foreign Affairs; Secretary of State"),
                True,
            ),
            ContactField(
                "initiative",
                None,
                said("USA", "the American side", RIGHT.quote(INITIATIVE)),
                None,
            ),
            ContactField("place", None, None, None),
        ),
        reasons=("same day", "same two ministers", "both by telephone"),
    )


def us_tj() -> Comparison:
    """English and Russian: fourteen rows of every relation, a full contact table, findings."""
    return Comparison(
        left=SideReading(
            readout=LEFT.readout,
            name="United States",
            language="en",
            country="USA",
            words=len(US_TEXT.split()),
            points=_us_points(),
            frame=(
                LEFT.span("Office of the Spokesperson"),
                LEFT.span("The following is attributable to the Spokesperson:"),
            ),
            covered=True,
        ),
        right=SideReading(
            readout=RIGHT.readout,
            name="Tajikistan",
            language="ru",
            country="TJK",
            words=len(TJ_TEXT.split()),
            points=_tj_points(),
            frame=(),
            covered=True,
        ),
        contact=_us_tj_contact(),
        rows=_us_tj_rows(),
        findings=_us_tj_findings(),
        space=(
            ThemeSpace("border-clashes", 0.27, 0.0),
            ThemeSpace("sovereignty", 0.15, 0.0),
            ThemeSpace("bilateral-relations", 0.06, 0.17),
            ThemeSpace("covid-19", 0.0, 0.21),
            ThemeSpace("regional-security", 0.14, 0.12),
            ThemeSpace("consultations", 0.09, 0.09),
            ThemeSpace("regional-links", 0.07, 0.08),
            ThemeSpace("human-rights", 0.07, 0.0),
            ThemeSpace("border-security", 0.0, 0.12),
            ThemeSpace("counterterrorism", 0.04, 0.004),
        ),
        methods=METHODS,
    )


def uk_cn() -> Comparison:
    """English and Chinese, with notes to be read first: the texts differ much in what they say."""
    left = Scribe(
        "left",
        Readout(
            text=UK_TEXT,
            publisher="Foreign, Commonwealth and Development Office",
            country="GBR",
            date=Moment(date(2023, 3, 14), "12:05+00:00"),
            language="en-GB",
            title=UK_TITLE,
            url="https://gov.example.org/news/call-with-china",
        ),
    )
    right = Scribe(
        "right",
        Readout(
            text=CN_TEXT,
            publisher="外交部",
            country="CHN",
            date=Moment(date(2023, 3, 14), "22:10+08:00"),
            language="zh-Hans",
            title=CN_TITLE,
            notes=("The file named no encoding; it was read as GB 18030.",),
        ),
    )
    return Comparison(
        left=SideReading(
            left.readout, "United Kingdom", "en-GB", "GBR", 78, _uk_points(left), (), True
        ),
        right=SideReading(
            right.readout, "China", "zh-Hans", "CHN", 143, _cn_points(right), (), True
        ),
        contact=_uk_cn_contact(left, right),
        rows=_uk_cn_rows(left, right),
        findings=_uk_cn_findings(left, right),
        space=(
            ThemeSpace("ukraine-war", 0.29, 0.09),
            ThemeSpace("economic-dialogue", 0.2, 0.27),
            ThemeSpace("hong-kong", 0.17, 0.18),
            ThemeSpace("consular-cases", 0.14, 0.0),
            ThemeSpace("one-china", 0.0, 0.08),
        ),
        methods=METHODS,
    )


UK_WAR = "The Foreign Secretary underlined that Russia’s war in Ukraine must end"
UK_URGED = "urged China to use its influence to that end."
UK_CASE = "He raised the case of a British national detained in Guangzhou."
UK_TOUCH = "They agreed on the value of regular contact"
UK_DIALOGUE = "to resume the economic and financial dialogue before the end of the year."
UK_HONG_KONG = (
    "The Foreign Secretary set out the UK’s concerns about freedom of expression in Hong Kong."
)
CN_DIALOGUE = "双方应尽早重启经济财金对话"
CN_FINANCE = "扩大绿色金融合作"
CN_HONG_KONG = "香港事务纯属中国内政，任何外部势力无权干涉。"
CN_TOUCH = "英方愿同中方保持经常性接触"
CN_ONE_CHINA = "坚持一个中国政策。"
CN_CRISIS = "双方就乌克兰危机交换了意见。"


def _uk_points(left: Scribe) -> tuple[Point, ...]:
    return (
        left.point("L1", UK_WAR, "stress", "ukraine-war", contested=("ukraine-war/war",)),
        left.point("L2", UK_URGED, "urge", "ukraine-war", actors=(_country("CHN", "China"),)),
        left.point("L3", UK_CASE, "raise", "consular-cases"),
        left.point("L4", UK_TOUCH, "agree", "regular-contact", strength=6, speaker="both"),
        left.point("L5", UK_DIALOGUE, "agree", "economic-dialogue", strength=6, speaker="both"),
        left.point("L6", UK_HONG_KONG, "voice-concern", "hong-kong", speaker="own"),
    )


def _cn_points(right: Scribe) -> tuple[Point, ...]:
    ukraine = _country("UKR", "乌克兰")
    crisis = ("ukraine-war/crisis",)
    return (
        right.point("R1", CN_DIALOGUE, "propose", "economic-dialogue", modality="must"),
        right.point("R2", CN_FINANCE, "propose", "green-finance"),
        right.point("R3", CN_HONG_KONG, "oppose", "hong-kong", "non-interference", speaker="own"),
        right.point("R4", CN_TOUCH, "affirm", "regular-contact", modality="ready"),
        right.point("R5", CN_ONE_CHINA, "affirm", "one-china", speaker="other"),
        right.point("R6", CN_CRISIS, "exchange-views", actors=(ukraine,), contested=crisis),
    )


def _uk_cn_contact(left: Scribe, right: Scribe) -> ContactTable:
    asked = right.quote("应约")
    return ContactTable(
        same=True,
        kind="call",
        date="2023-03-14",
        fields=(
            ContactField(
                "channel",
                FieldValue("unknown", "spoke", left.quote("spoke")),
                FieldValue("phone", "by telephone", right.quote("通电话")),
                None,
            ),
            ContactField(
                "date",
                FieldValue("2023-03-14", "14 March 2023", left.in_title("14 March 2023")),
                FieldValue("2023-03-14", "14 March 2023", right.quote("2023年3月14日")),
                True,
            ),
            ContactField(
                "initiative", None, FieldValue("GBR", "at the other side’s request", asked), None
            ),
        ),
        reasons=("same day", "same two ministers"),
    )


def _uk_cn_rows(left: Scribe, right: Scribe) -> tuple[Row, ...]:
    names = Ground("contested_name", "war", "危机")
    blame = Ground("contentious_name", "Russia’s war", "")
    return (
        Row(
            id="row-1",
            relation="framing_differs",
            themes=("ukraine-war",),
            score=0.81,
            grounds=(names, blame),
            left=left.quotes(UK_WAR, UK_URGED),
            right=right.quotes(CN_CRISIS),
            left_points=("L1", "L2"),
            right_points=("R6",),
        ),
        Row(
            id="row-2",
            relation="only_left",
            themes=("consular-cases",),
            score=0.95,
            left=left.quotes(UK_CASE),
            left_points=("L3",),
        ),
        Row(
            id="row-3",
            relation="shared",
            themes=("regular-contact",),
            score=0.78,
            left=left.quotes(UK_TOUCH),
            right=right.quotes(CN_TOUCH),
            left_points=("L4",),
            right_points=("R4",),
        ),
        Row(
            id="row-4",
            relation="framing_differs",
            themes=("economic-dialogue",),
            score=0.8,
            grounds=(Ground("stronger_commitment", "agreed to resume", "应 … 重启"),),
            left=left.quotes(UK_DIALOGUE),
            right=right.quotes(CN_DIALOGUE),
            left_points=("L5",),
            right_points=("R1",),
        ),
        Row(
            id="row-5",
            relation="only_right",
            themes=("green-finance",),
            score=0.7,
            right=right.quotes(CN_FINANCE),
            right_points=("R2",),
        ),
        Row(
            id="row-6",
            relation="framing_differs",
            themes=("hong-kong",),
            score=0.72,
            grounds=(Ground("other_tone", "voiced concern", ""),),
            left=left.quotes(UK_HONG_KONG),
            right=right.quotes(CN_HONG_KONG),
            left_points=("L6",),
            right_points=("R3",),
        ),
        Row(
            id="row-7",
            relation="only_right",
            themes=("one-china",),
            score=0.94,
            right=right.quotes(CN_ONE_CHINA),
            right_points=("R5",),
        ),
    )


def _uk_cn_findings(left: Scribe, right: Scribe) -> tuple[Finding, ...]:
    return (
        Finding(
            kind="attributed",
            text="The Chinese text has the Foreign Secretary affirm the one-China policy; his own "
            "text does not report it.",
            salience=0.92,
            rows=("row-7",),
            quotes=right.quotes(CN_ONE_CHINA),
            why="No passage of the UK text comes close.",
        ),
        Finding(
            kind="contested_name",
            text="The UK text speaks of “Russia’s war in Ukraine”, the Chinese one of the “Ukraine "
            "crisis”.",
            salience=0.9,
            rows=("row-1",),
            quotes=(*left.quotes(UK_WAR), *right.quotes(CN_CRISIS)),
        ),
        Finding(
            kind="limits",
            text="The Chinese text is counted in characters, the UK text in words: their lengths "
            "cannot be set side by side.",
            salience=0.5,
        ),
    )


def doubtful() -> Comparison:
    """The English-Russian pair, but with a doubt whether it is one contact, and a limit."""
    usual = us_tj()
    contact = replace(
        usual.contact,
        same=None,
        date=None,
        reasons=("the dates are two days apart", "the Tajik text names no day of its own"),
    )
    finding = Finding(
        kind="contact",
        text="The dates of the two texts are two days apart.",
        salience=1.0,
        quotes=RIGHT.quotes("1 июня 2021 года"),
    )
    left = replace(usual.left, notes=("The text was cut from a page that holds two readouts.",))
    return replace(usual, contact=contact, left=left, findings=(finding, *usual.findings))


def alike() -> Comparison:
    """Two short texts that say the same, with nothing that stands out."""
    left = Scribe("left", Readout(text="The ministers spoke of trade."))
    right = Scribe("right", Readout(text="Trade was spoken of by telephone."))
    row = Row(
        id="row-1",
        relation="shared",
        themes=("trade",),
        score=0.9,
        left=left.quotes("trade"),
        right=right.quotes("Trade"),
    )
    return Comparison(
        left=SideReading(left.readout, "a.txt", "en", None, 5, (), (), True),
        right=SideReading(right.readout, "b.txt", "en", None, 6, (), (), True),
        contact=ContactTable(True, "unknown", None, ()),
        rows=(row,),
        findings=(),
        space=(),
        methods=(),
    )


def long_pair(words: int = 10_000) -> Comparison:
    """Two texts of that many words in all, in rows of one sentence each."""
    sentences = [
        f"The sides discussed matter {n} of their common work." for n in range(words // 18)
    ]
    text = " ".join(sentences)
    sides = {side: Scribe(side, Readout(text=text, title="Long")) for side in ("left", "right")}
    stops = [0]
    for sentence in sentences:
        stops.append(stops[-1] + len(sentence) + 1)
    spans = [Span(a, b - 1) for a, b in pairwise(stops)]
    rows = tuple(
        Row(
            id=f"row-{n}",
            relation="shared",
            themes=("common-work",),
            score=0.8,
            left=(sides["left"].readout.quote("left", span),),
            right=(sides["right"].readout.quote("right", span),),
        )
        for n, span in enumerate(spans)
    )
    usual = us_tj()
    left, right = (
        replace(usual.side(side), readout=sides[side].readout, points=(), frame=(), language="en")
        for side in ("left", "right")
    )
    return replace(
        usual,
        left=left,
        right=right,
        rows=rows,
        findings=(),
        contact=replace(usual.contact, fields=()),
    )
