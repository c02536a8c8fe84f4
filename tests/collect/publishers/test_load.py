"""Data files: what they hold, and what is said of a wrong one."""

from pathlib import Path

import pytest

from collect.publishers.conftest import SHIPPED, SITE, site
from crossread.collect.publishers import load_own_publishers, load_publishers, read_publisher
from crossread.collect.publishers.genres import general_genres
from crossread.errors import BadInput, NotFound

LISTING = """\
sources:
  - id: news
    kind: listing
    address: https://mfa.example/en/news
    language: en
    listing: {items: //li, date: {at: .//span, form: '%d %B %Y'}}
    found_in: the site
    tested: untested
"""


def test_a_file_is_read_whole() -> None:
    rules = site(LISTING + "delay_s: 2\nnote: A note.\n")
    source = rules.source("news")

    assert rules.publisher.name == "Ministry of Foreign Affairs of Norland"
    assert (rules.publisher.country, rules.publisher.languages) == ("NOR", ("en", "ru"))
    assert source and source.listing and source.listing.date
    assert (source.listing.link, source.listing.date.form) == (".//a/@href", "%d %B %Y")
    assert (rules.delay_s, rules.note, rules.file) == (2.0, "A note.", "no-mfa.yaml")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("name: Ministry of Foreign Affairs of Norland", ""), "no-mfa.yaml: name is missing"),
        (("country: NOR", "country: NRL"), "country is 'NRL'"),
        (("level: ministry", "level: minister"), "level is 'minister'"),
        (("languages: [en, ru]", "languages: [en, no]"), "languages[1] is False"),
        (("languages: [en, ru]", "languages: English"), "languages is 'English', expected a list"),
        (("hosts: [mfa.example]", "hosts: [www.mfa.example]"), "hosts holds 'www.mfa.example'"),
        (("hosts: [mfa.example]", "host: mfa.example"), "hosts is missing"),
        (("id: no-mfa", "id: No MFA"), "id is 'No MFA', expected small letters"),
        (("keep_query: [id]", "keep_query: ['(']"), "keep_query[0] is '(', no regular expression"),
        (("to: ''", r"to: '\2'"), "rewrites[0].to names the group 2, and the pattern has 0"),
        (("found_in: the gazette, ", ""), "former[0].found_in is missing"),
        (("tested: untested}", "tested: yes}"), "former[0].tested is True"),
        (("keep_query: [id]", "keep_query: [id]\nname: Again"), "the key 'name' stands twice"),
        (("keep_query: [id]", "keep_query: [id"), "no-mfa.yaml is not YAML: line"),
        (("keep_query: [id]", "delay: 5"), "no-mfa.yaml: delay is no known key"),
        (("keep_query: [id]", "delay_s: -1"), "delay_s is -1, expected a number from 0"),
    ],
)
def test_an_error_names_the_file_and_the_key(change: tuple[str, str], error: str) -> None:
    with pytest.raises(BadInput) as told:
        read_publisher("no-mfa.yaml", SITE.replace(change[0], change[1], 1))

    assert error in str(told.value)
    assert "no-mfa.yaml" in str(told.value)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("kind: listing", "kind: rss"), "sources[0].kind is 'rss'"),
        (("kind: listing", "kind: feed"), "sources[0].listing belongs to sources of kind listing"),
        (("https://mfa", "mfa"), "sources[0].address is 'mfa.example/en/news', no address"),
        (("https://mfa", "http://[::1"), "no address"),
        (("items: //li", "items: '//li['"), "sources[0].listing.items is '//li[', no XPath"),
        (("items: //li", "next_address: x"), "sources[0].listing.items is missing"),
        (("items: //li", "items: //li, next_address: x"), "next_address has no {page}"),
        (("%d %B %Y", "%d %Q"), "date.form is '%d %Q': %Q is not known"),
        (("%d %B %Y", "%d %B"), "it lacks the day, the month or the year"),
        (("language: en", "language: English"), "sources[0].language is 'English'"),
        (("id: news", "id: news\n    since: 2024-02-31"), "is not YAML"),
        (("id: news", "id: news\n    since: soon"), "sources[0].since is 'soon', no day"),
        (("id: news", "id: news\n    fulltext: true"), "sources[0].fulltext is no known key"),
        (("id: news", "id: news\n    full_text: 1"), "sources[0].full_text is 1"),
    ],
)
def test_an_error_in_a_source_names_its_place(change: tuple[str, str], error: str) -> None:
    with pytest.raises(BadInput) as told:
        site(LISTING.replace(change[0], change[1], 1))

    assert error in str(told.value)
    assert told.value.hint or "not YAML" in str(told.value)


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as told:
        site("url: https://mfa.example\n")

    assert "hosts" in told.value.hint


def test_two_sources_of_one_id_are_refused() -> None:
    with pytest.raises(BadInput, match="has the id 'news' twice"):
        site(LISTING + LISTING.removeprefix("sources:\n"))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "words", "[1, 2]"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"no-mfa.yaml is .*, expected keys and values"):
        read_publisher("no-mfa.yaml", text)


def test_a_file_of_ones_own_stands_over_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SITE.replace("no-mfa", "us-state"), "utf-8")
    (tmp_path / "notes.txt").write_text("no data file", "utf-8")
    known = load_publishers(tmp_path)

    assert known["us-state"].publisher.country == "NOR"
    assert len(known) == len(SHIPPED)
    assert list(load_own_publishers(tmp_path / "mine.yaml")) == ["us-state"]


def test_a_missing_file_and_two_of_one_id_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no file or folder"):
        load_own_publishers(tmp_path / "none.yaml")
    (tmp_path / "a.yaml").write_text(SITE, "utf-8")
    (tmp_path / "b.yaml").write_text(SITE, "utf-8")
    with pytest.raises(BadInput, match=r"b.yaml: the id 'no-mfa' stands in a.yaml too"):
        load_own_publishers(tmp_path)
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="cannot be read"):
        load_own_publishers(tmp_path)


def test_at_least_forty_publishers_are_shipped_and_each_file_is_called_by_its_id() -> None:
    assert len(SHIPPED) >= 40
    assert all(rules.file == f"{name}.yaml" for name, rules in SHIPPED.items())


def test_every_part_of_a_shipped_file_says_where_it_was_found() -> None:
    for rules in SHIPPED.values():
        told = [part.found_in for part in rules.former]
        told += [part.found_in for part in rules.statements]
        told += [part.found_in for part in rules.sources]
        told += [part.found_in for part in rules.pages]
        assert told, rules.id
        assert all(len(words) > 20 for words in told), rules.id


def test_every_general_rule_of_genre_has_a_language() -> None:
    assert all(rule.language for rule in general_genres())
