"""Templates to pages: one file each that holds all it needs and asks the network for nothing.

Titles, texts, names and addresses are other people's words: they are escaped by the template
engine, no value stands inside a script or a style, and the page's security policy runs our own
script and style by their digests and nothing else.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from crossread.brief.page_text import writable


def render_page(
    template: str, *, styles: Sequence[str], script: str = "", title: str, **values: object
) -> str:
    """The page that a template makes of values, none of which is trusted.

    Args:
        template: its file.
        styles: files of our own style, in their order.
        script: file of our own script; without one, none runs.
        title: of the page.
        values: what the template names.
    """
    style = "\n".join(map(_asset, styles))
    code = _asset(script) if script else ""
    found = _templates().get_template(template)
    return found.render(
        title=title, policy=_policy(style, code), style=Markup(style), script=Markup(code), **values
    )


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
    allowed = f"style-src '{_source_hash(style)}'"
    if script:
        allowed += f"; script-src '{_source_hash(script)}'"
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; {allowed}"


def _source_hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _holdable(value: object) -> object:
    """Words as HTML gives them back: a parser turns a bare carriage return into a line feed."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(writable(value))).replace("\r", "&#13;"))
