"""A statement as it is cited: what was read, where, when it was captured, with which digests."""

from dataclasses import dataclass

from crossread.errors import BadInput
from crossread.model.readout import Quote, Readout
from crossread.model.statement import Capture, Statement, Version


@dataclass(frozen=True, slots=True)
class Cited:
    """One wording of a statement, with the capture that it was first read from."""

    statement: Statement
    version: Version
    capture: Capture
    since: str = ""  # whether it can still be had there, in the language of evidence

    @property
    def is_of_site(self) -> bool:
        """Whether the capture is of the page itself, and not of a file that tells of it."""
        return self.capture.via not in ("file", "bulk")

    def __post_init__(self) -> None:
        if self.version.statement != self.statement.id:
            raise BadInput(f"{self.version.statement} is no wording of {self.statement.id}")

    @property
    def readout(self) -> Readout:
        """The wording as a text that quotes are taken from."""
        return Readout(
            text=self.version.text,
            id=self.statement.id,
            publisher=self.statement.publisher.name,
            country=self.statement.publisher.country,
            date=self.version.date,
            language=self.version.language,
            title=self.version.title,
            url=self.statement.url,
        )

    def check(self, quote: Quote) -> None:
        """Raise `EvidenceChanged` unless the wording still reads as quoted."""
        quote.check(self.readout)
