"""What is counted while a source is gone through."""

from dataclasses import dataclass, field

from crossread.model.source_run import Failure, Known

SHOWN = 3  # pages named of those that failed for one reason


@dataclass(slots=True)
class Tally:
    """Counts of one source, and its failures by their reason."""

    found: int = 0
    looked: int = 0
    new: int = 0
    _failed: dict[str, list[str]] = field(default_factory=dict)

    def met(self, known: Known | None) -> None:
        """Count a statement that was seen; one that was not known is new."""
        self.new += known is None

    def fail(self, reason: str, page: str = "") -> None:
        """Count a failure, of a page or of the source itself."""
        self._failed.setdefault(reason, []).append(page)

    def failures(self) -> tuple[Failure, ...]:
        """The failures, one for each reason, in the order in which they were met."""
        return tuple(
            Failure(
                reason=reason,
                pages=tuple(filter(None, pages))[:SHOWN],
                count=max(1, len(pages)),
            )
            for reason, pages in self._failed.items()
        )
