"""A comparison as one web page that holds everything it needs and asks the network for nothing."""

from crossread.brief.page_render import render_page
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
    return render_page(
        "page.html",
        styles=("base.css", "page.css"),
        script="page.js",
        title=page.headline,
        page=page,
        findings_at_first=_at_first(len(page.findings), FINDINGS_AT_FIRST),
        themes_at_first=_at_first(len(page.space), THEMES_AT_FIRST),
        version=version,
    )


def _at_first(count: int, wanted: int) -> int:
    return wanted if count > wanted + 2 else count
