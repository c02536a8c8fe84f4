"""References that reference managers read rightly, whatever a title holds."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.citing import make_cited
from crossread.brief.citation import (
    as_latex,
    citation_keys,
    citations_as_bibtex,
    citations_as_csl,
    citations_as_ris,
)
from crossread.model import Via

# What the Citation Style Language's input asks of an item, for the variables used here.
DATE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "integer"},
            },
        }
    },
}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "required": ["literal"],
    "properties": {"literal": {"type": "string", "minLength": 1}},
}
WORDS = {"type": "string", "minLength": 1}
ITEMS = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["type", "id"],
        "properties": {
            "id": WORDS,
            "type": {"enum": ["webpage", "document"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
            "accessed": DATE,
        }
        | dict.fromkeys(("title", "publisher", "URL", "language", "genre", "note"), WORDS),
    },
}
TITLES = [
    "Call with Sudria",
    "Телефонный разговор с Министром иностранных дел Судрии",
    "王部长同苏德里亚外长通电话",
    '50% of R&D: {all} the $5 #1_2 ~x^y \\end{document} "quoted" <i>x</i>',
    "}} unbalanced {",
    "two\r\nlines\tand a tab",
    "@misc{trap, title={x}}",
    "ER  - ",
    "",
]
PRINTED = {  # LaTeX's commands for characters, as they print
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


def printed(words: str) -> str:
    return re.sub("|".join(map(re.escape, PRINTED)), lambda found: PRINTED[found[0]], words)


def entries(bibtex: str) -> list[tuple[str, dict[str, str]]]:
    """Keys and fields, read the way BibTeX reads them: by counting braces."""
    found = []
    position = 0
    while (start := bibtex.find("@misc{", position)) >= 0:
        stop = closing(bibtex, start + 5)
        key, _, body = bibtex[start + 6 : stop].partition(",")
        found.append((key, fields(body)))
        position = stop
    assert not bibtex[position + 1 :].strip()
    return found


def closing(text: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if depth == 0:
            return index
    raise AssertionError("a brace is never closed")


def fields(body: str) -> dict[str, str]:
    found = {}
    position = 0
    while match := re.compile(r"\s*(\w+) = ").match(body, position):
        start = match.end()
        if body[start] == "{":
            stop = closing(body, start)
            found[match[1]] = body[start + 1 : stop]
            position = stop + 2
        else:
            stop = body.index(",", start)
            found[match[1]] = body[start:stop]
            position = stop + 1
    assert not body[position:].strip(), body[position:]
    return found


def test_bibtex_reads_as_it_should() -> None:
    [key] = citation_keys([make_cited()])

    assert citations_as_bibtex([make_cited()]) == (
        f"@misc{{{key},\n"
        "  author = {{Norland Foreign Ministry}},\n"
        "  title = {{Call with Sudria}},\n"
        "  year = {2024},\n"
        "  month = mar,\n"
        "  day = {5},\n"
        "  url = {https://mfa.example/news/1},\n"
        "  urldate = {2024-03-06},\n"
        "  language = {en},\n"
        "  note = {Captured 2024-03-06T09:30:00Z. SHA-256 of the capture: "
        f"{make_cited().capture.digest}. SHA-256 of the text: {make_cited().version.digest}.}},\n"
        "}\n"
    )


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_through_bibtex_as_it_is(title: str) -> None:
    [(key, read)] = entries(citations_as_bibtex([make_cited(title=title)]))

    assert re.fullmatch("no-mfa-2024-03-05-[0-9a-f]{6}", key)
    assert printed(read.get("title", "{}"))[1:-1] == " ".join(title.split())
    assert read["author"] == "{Norland Foreign Ministry}"


@given(st.text(max_size=60))
def test_whatever_a_title_holds_braces_stay_in_balance(title: str) -> None:
    [(_, read)] = entries(citations_as_bibtex([make_cited(title=title)]))

    assert printed(as_latex(title)) == printed(read.get("title", "{}"))[1:-1]


@pytest.mark.parametrize("url", ["https://a.example/{x}/y_z?a=1%20&b=#c", "https://a.example/\\^ "])
def test_an_address_cannot_end_its_field(url: str) -> None:
    [(_, read)] = entries(citations_as_bibtex([make_cited(url=url)]))

    assert not set(read["url"]) & set("{}\\^ ")


@pytest.mark.parametrize("title", TITLES)
def test_csl_is_of_the_schemas_form(title: str) -> None:
    items = citations_as_csl([make_cited(title=title), make_cited(id="2", url="", day=None)])

    jsonschema.validate(items, ITEMS)
    assert items[0].get("title", "") == " ".join(title.split())
    assert items[0]["author"] == [{"literal": "Norland Foreign Ministry"}]
    assert items[0]["issued"] == {"date-parts": [[2024, 3, 5]]}
    assert items[0]["accessed"] == {"date-parts": [[2024, 3, 6]]}
    assert [item["type"] for item in items] == ["webpage", "document"]
    assert make_cited().capture.digest in items[0]["note"]
    assert "Captured 2024-03-06T09:30:00Z." in items[0]["note"]


RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n\x00-\x1f]*")


def tags(ris: str) -> list[list[tuple[str, str]]]:
    assert ris.endswith("\r\n")
    lines = ris.split("\r\n")[:-1]
    assert all(RIS_LINE.fullmatch(line) for line in lines), lines
    records: list[list[tuple[str, str]]] = [[]]
    for line in lines:
        tag, value = line[:2], line[6:]
        if tag == "ER":
            records.append([])
        else:
            records[-1].append((tag, value))
    assert records.pop() == []
    return records


@pytest.mark.parametrize("title", TITLES)
def test_ris_has_one_tag_a_line(title: str) -> None:
    [record] = tags(citations_as_ris([make_cited(title=title)]))

    assert record[0] == ("TY", "ELEC")
    read = dict(record)
    assert read.get("TI", "") == " ".join(title.split())
    assert (read["AU"], read["DA"], read["Y2"]) == (
        "Norland Foreign Ministry",
        "2024/03/05/",
        "2024/03/06/",
    )
    assert read["UR"] == "https://mfa.example/news/1"
    assert make_cited().version.digest in read["N1"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_whatever_the_words_hold_ris_keeps_its_lines(title: str, name: str) -> None:
    records = tags(citations_as_ris([make_cited(title=title, name=name)]))

    assert len(records) == 1


def test_an_institution_with_a_comma_gets_no_first_name() -> None:
    name = "Ministry of Trade, Norland"
    [record] = tags(citations_as_ris([make_cited(name=name)]))

    assert dict(record)["AU"] == "Ministry of Trade - Norland"
    assert dict(record)["PB"] == name


def test_keys_are_the_same_in_every_export_and_unique_in_one() -> None:
    many = [make_cited(id=f"no-mfa:{n}") for n in range(5000)]

    keys = citation_keys(many)

    assert len(set(keys)) == 5000
    assert citation_keys(many[::-1]) == keys[::-1]
    assert citation_keys(many[:1])[0] == keys[0] or keys[0].startswith(citation_keys(many[:1])[0])


def test_a_statement_that_is_named_twice_is_one_reference() -> None:
    twice = [make_cited(), make_cited(id="2"), make_cited()]

    assert len(citations_as_csl(twice)) == len(entries(citations_as_bibtex(twice))) == 2
    assert len(tags(citations_as_ris(twice))) == 2


@pytest.mark.parametrize(
    ("given_day", "expected"), [(None, None), (date(988, 1, 2), {"date-parts": [[988, 1, 2]]})]
)
def test_days_long_past_and_unknown(given_day: date | None, expected: Any) -> None:
    cited = make_cited(day=given_day)

    assert citations_as_csl([cited])[0].get("issued") == expected
    assert ("year = {0988}" in citations_as_bibtex([cited])) == (given_day is not None)
    assert ("undated" in citation_keys([cited])[0]) == (given_day is None)


def test_one_of_several_wordings_is_said() -> None:
    assert "Wording 3 of 3." in citations_as_csl([make_cited(versions=3)])[0]["note"]
    assert "Wording" not in citations_as_csl([make_cited()])[0]["note"]


def test_the_capture_is_told_in_utc() -> None:
    late = make_cited(at=datetime.fromisoformat("2024-03-05T23:30:00-05:00"))

    assert "Captured 2024-03-06T04:30:00Z" in citations_as_csl([late])[0]["note"]
    assert late.capture.at.tzinfo == UTC


@pytest.mark.parametrize("via", ["file", "bulk"])
def test_what_a_file_tells_of_a_page_is_no_visit_to_it(via: Via) -> None:
    made = make_cited(via=via)
    told = replace(made, capture=replace(made.capture, name="norland.jsonl, line 7"))

    item = citations_as_csl([told])[0]
    assert "accessed" not in item
    assert item["note"].startswith("Read from norland.jsonl, line 7, dated 20")
    assert "urldate" not in citations_as_bibtex([told])
    assert "Y2  -" not in citations_as_ris([told])


def test_a_page_that_is_gone_is_cited_as_such() -> None:
    gone = "Present in the capture of 2024-03-05 10:00 UTC, absent in those of t2 and t3."

    note = citations_as_csl([replace(make_cited(), since=gone)])[0]["note"]

    assert f"Z. {gone} SHA-256" in note
