"""Pages and feeds that no parser would read in good time: refused by counting."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from collect.documents import MATTERS, STATEMENT_PAGE, a_page
from crossread.collect.answer import Answer
from crossread.collect.overfull import MOST_ATTRIBUTES, refuse_overfull_tags
from crossread.collect.page_view import view_page
from crossread.collect.publishers.markup import as_tree
from crossread.collect.reading import read_bytes
from crossread.errors import BadInput

AT = datetime(2024, 4, 1, tzinfo=UTC)
URL = "https://mfa.example/1"


def attributes(number: int) -> str:
    return " ".join(f"a{n}=1" for n in range(number))


def page(number: int) -> str:
    return a_page(f"<p {attributes(number)}>{MATTERS}</p><p>{MATTERS}</p>")


FULL, OVERFULL = page(MOST_ATTRIBUTES), page(MOST_ATTRIBUTES + 1)


def view(html: str) -> None:
    answer = Answer(url=URL, at=AT, status=200, data=html.encode())
    if view_page(answer) is None:
        raise BadInput("not seen: 257 attributes")


@pytest.mark.parametrize(
    "read",
    [lambda html: read_bytes(html.encode(), name=URL), lambda html: as_tree(html, URL), view],
    ids=["as a document", "as a tree", "as a view"],
)
def test_a_tag_with_too_many_attributes_is_refused_by_every_reader(
    read: Callable[[str], object],
) -> None:
    read(FULL)
    with pytest.raises(BadInput, match="257 attributes"):
        read(OVERFULL)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p {attributes(300)}",  # never closed
        f"<p x='>' {attributes(300)}>",
        f"<title><script></title><p {attributes(300)}></script>",
        f"<!--><p {attributes(300)}>-->",
        f"<!x <script>><p {attributes(300)}></script>",
        "<div>" * 5_000 + f"<p {attributes(300)}>",
    ],
)
def test_no_markup_hides_a_tag_that_a_parser_would_meet(markup: str) -> None:
    with pytest.raises(BadInput, match=r"30\d attributes"):
        refuse_overfull_tags(f"<html><body>{markup} </p>", URL)


@pytest.mark.parametrize(
    "markup",
    [
        STATEMENT_PAGE,
        f"<script>if (1 <p && {attributes(3_000)}) run()</script>",
        f"<style>p {attributes(3_000)}</style>",
        f"<p>{attributes(3_000)}</p>",
        f'<img src="data:image/png;base64,{"A b=1 " * 20_000}">',
        f"<!-- <p {attributes(3_000)}> -->",
        "",
        "\0" * 5_000,
    ],
)
def test_long_scripts_texts_and_pictures_are_no_attributes(markup: str) -> None:
    refuse_overfull_tags(markup, URL)


def test_a_feed_is_counted_as_the_xml_that_it_is() -> None:
    quoted = " ".join(f"a{n}='1'" for n in range(300))
    feed = f"<rss><channel><title><item {quoted}/></title></channel></rss>"
    with pytest.raises(BadInput, match="300 attributes"):
        refuse_overfull_tags(feed, URL, is_feed=True)
