"""What kind of statement it is: by the publisher's rules, its addresses, then general words."""

import re
from functools import cache
from importlib import resources

from crossread.collect.publishers.addresses import find_form
from crossread.collect.publishers.load import read_genre_rules
from crossread.collect.publishers.rules import Genre, GenreRule, PublisherRules

_SPACE = re.compile(r"[\s\u00a0\u2060\u2011]+")


def genre_of(rules: PublisherRules, title: str, url: str = "") -> Genre:
    """The genre of a statement; empty when neither title nor address tells it.

    In order: the publisher's own rules on titles; the genre that the address tells; the
    general words of titles in any of the publisher's languages.
    """
    words = _SPACE.sub(" ", title).strip()
    own = _first(rules.genres, words)
    if own:
        return own
    form = find_form(rules, url) if url else None
    if form and form.genre:
        return form.genre
    languages = {tag.split("-")[0] for tag in rules.publisher.languages}
    return _first([r for r in general_genres() if r.language in languages], words)


def _first(genres: tuple[GenreRule, ...] | list[GenreRule], words: str) -> Genre:
    return next((rule.genre for rule in genres if rule.title.search(words)), "")


@cache
def general_genres() -> tuple[GenreRule, ...]:
    """The words of titles that tell a genre whoever the publisher is, in order."""
    text = resources.files("crossread.collect.publishers").joinpath("genres.yaml")
    return read_genre_rules("genres.yaml", text.read_text("utf-8"))
