"""The history of a phrase as one web page: a chart, its users, and every use in its line."""

from collections.abc import Sequence

from crossread.brief.history_chart import COUNT_HEIGHT, HEADROOM, LEAST_MONTH, SHARE_HEIGHT
from crossread.brief.history_view import history_view
from crossread.brief.page_render import render_page
from crossread.brief.words import Label, quoted
from crossread.model.phrase import PhraseHistory, ProvenUse

USERS_AT_FIRST = 12  # publishers and counterparts each; the rest is one click below
# A drawing of fewer months is set narrow: a month as wide as a hand says nothing more.
NARROW_UNTIL = 14


def history_as_html(
    history: PhraseHistory,
    uses: Sequence[ProvenUse],
    *,
    version: str,
    label: Label = str,
) -> str:
    """The history as a self-contained HTML page, for a browser, a printer or a screen reader.

    Nothing in it runs, and nothing is fetched; no word of a text or a name is trusted.

    Args:
        history: of a phrase.
        uses: all of its uses in order of time, or the first of them. Ten thousand are listed; where
            there are more, the page says so.
        version: the version of crossread, named in the footer.
        label: from a country's ISO alpha-3 code to its name; without it, codes are shown.
    """
    page = history_view(history, uses, label)
    return render_page(
        "history.html",
        styles=("base.css", "history.css"),
        title=quoted(history.phrase),
        page=page,
        users_at_first=USERS_AT_FIRST,
        narrow_until=NARROW_UNTIL,
        least_month=LEAST_MONTH,
        headroom=HEADROOM,
        heights={"count": COUNT_HEIGHT, "share": SHARE_HEIGHT},
        version=version,
    )
