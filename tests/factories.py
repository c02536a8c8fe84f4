"""Model values with sensible defaults, so that a test names only what it is about."""

from datetime import date
from typing import Any

from crossread.model import (
    Closest,
    Comparison,
    ContactField,
    ContactTable,
    FieldValue,
    Finding,
    Ground,
    Moment,
    Quote,
    Readout,
    Row,
    Side,
    SideReading,
    Span,
    ThemeSpace,
)
from crossread.model.marks import MarkedPair, MarkedPoint

LEFT = "The Secretary spoke with Minister Orlan. They agreed to step up border trade."
RIGHT = "Minister Orlan had a telephone talk. The sides discussed border trade and drought."


def make_readout(text: str = LEFT, **given: Any) -> Readout:
    return Readout(text=text, **given)


def make_side(text: str = LEFT, name: str = "Norland", **given: Any) -> SideReading:
    """A side of that text; `readout` may hold the readout's own values."""
    values: dict[str, Any] = {
        "readout": make_readout(text, publisher=f"{name} Foreign Ministry"),
        "language": "en",
        "country": None,
        "words": len(text.split()),
        "points": (),
        "frame": (),
        "covered": True,
    }
    return SideReading(name=name, **(values | given))


def make_row(relation: str = "shared", **given: Any) -> Row:
    values: dict[str, Any] = {"id": "row-1", "themes": ("border-trade",), "score": 0.8}
    return Row(relation=relation, **(values | given))  # type: ignore[arg-type]


def make_comparison(**given: Any) -> Comparison:
    values: dict[str, Any] = {
        "left": make_side(),
        "right": make_side(RIGHT, "Sudria"),
        "contact": ContactTable(True, "call", "2024-03-05", ()),
        "rows": (),
        "findings": (),
        "space": (),
        "methods": (("point-pairing", "1"),),
    }
    return Comparison(**(values | given))


def quote_of(reading: SideReading, side: Side, words: str) -> Quote:
    """The quote of these words where they first stand in the text of the side."""
    start = reading.readout.text.index(words)
    return reading.readout.quote(side, Span(start, start + len(words)))


def make_point(relation: str, left: str = "", right: str = "", **given: str) -> MarkedPoint:
    """A marked point in a short notation: `make_point("shared", "0-4 9-12", "3-8")`."""
    return MarkedPoint(relation, _spans(left), _spans(right), **given)  # type: ignore[arg-type]


def _spans(notation: str) -> tuple[Span, ...]:
    ends = (part.split("-") for part in notation.split())
    return tuple(Span(int(start), int(stop)) for start, stop in ends)


def make_pair(*points: MarkedPoint, pair: str = "pair-1", **texts: str) -> MarkedPair:
    return MarkedPair(pair, points, **texts)


def labelled(id: str) -> str:
    """The label of a concept, where no term base is at hand."""
    return id.replace("-", " ")


# Invented, in the manner of the real ones: one talk, told in English and in Chinese.
ENGLISH = (
    "The Secretary spoke today with Minister Orlan at his request.\n"
    "They agreed to step up border trade and welcomed the reopened bridge.\n"
    "The Secretary raised the jailed editors."
)
CHINESE = "双方就边境贸易交换意见，欢迎大桥重新开放。奥尔兰强调水资源合作。"
CHINESE_TITLE = "奥尔兰部长同诺兰国务卿通电话"


def a_comparison() -> Comparison:
    """A row of each relation, a title that tells of the contact, findings with their quotes."""
    left = make_side(ENGLISH, "Norland", readout=_english(), country="NOR")
    right = make_side(
        CHINESE, "Sudria", readout=_chinese(), language="zh", words=28, notes=("cut short",)
    )
    title = right.readout.quote("right", Span(6, 14), "title")
    spoke = quote_of(left, "left", "spoke today with Minister Orlan")
    asked = quote_of(left, "left", "at his request")
    agreed = quote_of(left, "left", "agreed to step up border trade")
    bridge = quote_of(left, "left", "welcomed the reopened bridge")
    editors = quote_of(left, "left", "The Secretary raised the jailed editors")
    trade = quote_of(right, "right", "就边境贸易交换意见")
    rows = (
        make_row(kind="contact", themes=(), left=(spoke, asked), right=(title,)),
        make_row(
            "framing_differs",
            id="row-2",
            grounds=(Ground("stronger_commitment", "agreed", "exchanged views"),),
            left=(agreed,),
            right=(trade,),
        ),
        make_row(
            id="row-3",
            themes=("bridge",),
            left=(bridge,),
            right=(quote_of(right, "right", "欢迎大桥重新开放"),),
        ),
        make_row(
            "only_left",
            id="row-4",
            themes=("press-freedom",),
            left=(editors,),
            closest=Closest(trade, 0.12345, "it speaks of border trade"),
        ),
        make_row(
            "only_right",
            id="row-5",
            themes=("water",),
            unsure=True,
            right=(quote_of(right, "right", "奥尔兰强调水资源合作"),),
        ),
    )
    fields = (
        ContactField(
            "kind",
            FieldValue("call", "call", spoke),
            FieldValue("call", "telephone call", title),
            True,
        ),
        ContactField("initiative", FieldValue("right", "Sudria", asked), None, None),
    )
    findings = (
        Finding(
            kind="act",
            text="Norland says the two agreed on border trade; Sudria says they discussed it.",
            salience=0.9,
            rows=("row-2",),
            quotes=(agreed, trade),
            why="“agreed to step up” stands against “交换意见”.",
        ),
        Finding(
            kind="one_sided_theme",
            text="Press freedom is in the text of Norland only.",
            salience=0.7,
            rows=("row-4",),
            quotes=(editors,),
        ),
    )
    return make_comparison(
        left=left,
        right=right,
        contact=ContactTable(True, "call", "2024-03-05", fields, ("one day", "the same parties")),
        rows=rows,
        findings=findings,
        space=(ThemeSpace("border-trade", 0.30001, 0.25),),
        methods=(("point-pairing", "1"), ("term-base", "2026.1")),
    )


def _english() -> Readout:
    return make_readout(
        ENGLISH,
        id="norland-call",
        publisher="Norland Foreign Ministry",
        country="NOR",
        date=Moment(date(2024, 3, 5), "18:30-05:00"),
        language="en",
        title="Call with Minister Orlan",
        url="https://mfa.example/call",
    )


def _chinese() -> Readout:
    return make_readout(
        CHINESE, publisher="Sudria Foreign Ministry", language="zh", title=CHINESE_TITLE
    )
