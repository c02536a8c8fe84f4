"""Archives with a past, for tests of novelty, history and formulas: invented statements."""

from collections.abc import Iterable
from datetime import date, timedelta

from archive.sightings import NORLAND, make_sighting
from crossread.archive import Archive
from crossread.model import Publisher, Sighting
from crossread.workflow.code import code_archive

SUDRIA = Publisher(
    id="su-mfa", name="Sudria Foreign Ministry", country="SWE", languages=("en",), level="ministry"
)
BEGIN = date(2021, 5, 20)
OPENING = "Foreign Minister Orlan spoke today with Finnish Foreign Minister Odell by telephone."
SUPPORT = "The Minister affirmed strong support for the sovereignty and independence of Finland."
THANKS = "The Minister thanked the Foreign Minister for hosting talks on water and energy."
BORDER = "The two ministers discussed the shelling of a market in the border town."


def call(
    number: int,
    *sentences: str,
    day: int | None = None,
    publisher: Publisher = NORLAND,
) -> Sighting:
    """The readout of a call, issued so many days after the archive begins."""
    issued = BEGIN + timedelta(days=number if day is None else day)
    return make_sighting(
        "\n".join(sentences or (OPENING, SUPPORT, THANKS)),
        days=number,
        key=f"https://{publisher.id}.example/{number}",
        publisher=publisher,
        issued=issued.isoformat(),
        title="Call with Finnish Foreign Minister Odell",
        genre="call",
    )


def keep(archive: Archive, sightings: Iterable[Sighting]) -> None:
    """Save and code."""
    archive.save([*sightings])
    code_archive(archive, workers=1)
