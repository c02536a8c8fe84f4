"""Every error that crossread raises on purpose.

Catch `CrossreadError` to catch them all. The message is the fact, in the words of the work;
`hint` is what the reader can do next. How an error is shown (exit status, colour) is decided
by the CLI, not here.
"""


class CrossreadError(Exception):
    """The root of every crossread error."""

    hint: str = ""

    def __init__(self, fact: str, hint: str = "") -> None:
        super().__init__(fact)
        self.hint = hint or type(self).hint


class NotFound(CrossreadError):
    """Nothing answers to that name."""


class BadInput(CrossreadError):
    """A value or a text given to crossread cannot mean what it should."""


class BadSpan(BadInput):
    """A range of characters does not lie inside its text."""


class NotAReadout(BadInput):
    """The text was read, but nothing in it reports what anybody said or did."""

    hint = "Give the page or file that holds the statement itself, not a menu or an index."


class TooLarge(BadInput):
    """The input is larger than the limit."""


class EvidenceChanged(CrossreadError):
    """A quoted passage no longer matches the text that it was taken from."""


class Undefined(CrossreadError):
    """A measure has no value for this data; a number here would mislead."""


class SourceUnavailable(CrossreadError):
    """An address did not give a text: it timed out, refused, looped or answered an error."""


class PrivateAddress(SourceUnavailable):
    """An address leads to this machine or into a private network, and is not asked."""


class ArchiveUnavailable(CrossreadError):
    """An archive cannot be opened, read or written: it is locked, full, damaged or away."""
