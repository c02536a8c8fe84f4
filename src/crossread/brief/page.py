"""A comparison as one web page that holds everything it needs and asks the network for nothing.

Titles, texts, names and addresses are other people's words: they are escaped by the template
engine, no value stands inside a script or a style, and the page's security policy runs our one
script and our one style by their digests and nothing else.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from crossread.brief.page_text import writable
from crossread.brief.page_view import page_view
from crossread.brief.words import Label
from crossread.model import Comparison

# What a reader takes in before tiring; all the rest is one click below, never left out. A fold
# that would hide only two more is none.
FINDINGS_AT_FIRST = 8
THEMES_AT_FIRST = 12


def comparison_as_html(comparison: Comparison, label: Label, *, version: str) -> str:
    """The comparison as a self-contained HTML page, for a browser, a printer or a screen reader.

    Args:
        comparison: The table to show. Nothing in it is trusted.
        label: From the id of an act, a theme or an actor to its English label; an id that it
            gives back unchanged is shown with its hyphens as spaces.
        version: The version of crossread, named in the footer.
    """
    page = page_view(comparison, label)
    style, script = _asset("page.css"), _asset("page.js")
    return (
        _templates()
        .get_template("page.html")
        .render(
            page=page,
            findings_at_first=_at_first(len(page.findings), FINDINGS_AT_FIRST),
            themes_at_first=_at_first(len(page.space), THEMES_AT_FIRST),
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            version=version,
        )
    )


def _at_first(count: int, wanted: int) -> int:
    return wanted if count > wanted + 2 else count


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("crossread.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_holdable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(name: str) -> str:
    """Our own style or script, as it stands in its file."""
    loader = _templates().loader
    assert loader is not None  # set above
    return loader.get_source(_templates(), name)[0]


def _policy(style: str, script: str) -> str:
    """The page's security policy: no request at all, our style and script by their digests."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_source_hash(style)}'; script-src '{_source_hash(script)}'"
    )


def _source_hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _holdable(value: object) -> object:
    """Words as HTML gives them back: a parser turns a bare carriage return into a line feed."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(writable(value))).replace("\r", "&#13;"))
