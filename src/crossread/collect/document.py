"""What documents say of themselves, and how far that can be believed."""

import re
from dataclasses import replace

from crossread.model import Readout

MOST_TITLE = 1_000  # characters; the longest of 24,025 in nine real archives has 441

# Titles that a program wrote, not the publisher: "Microsoft Word - call.docx", "scan.pdf".
_FILE_NAME = re.compile(r"microsoft word - |.*\.(docx?|odt|rtf|pdf|indd|txt|wpd)$", re.IGNORECASE)


def as_title(stated: str) -> str:
    """The stated title, unless it is only a file's name.

    >>> as_title(" Call with the\\n Minister "), as_title("Microsoft Word - final2.docx")
    ('Call with the Minister', '')
    """
    title = " ".join(clean(stated).split())
    return "" if _FILE_NAME.match(title) else title


def cut_title(title: str) -> str:
    """The title; of one with more than 1,000 characters the words that have room in so many.

    >>> len(cut_title("Call with the Minister " * 1_000))
    998
    """
    if len(title) <= MOST_TITLE:
        return title
    start = title[: MOST_TITLE + 1]
    return (start.rpartition(" ")[0] or start[:MOST_TITLE]).rstrip()


def with_title_cut(readout: Readout) -> Readout:
    """The readout, its title no longer than a list can show; a note says how much was left out."""
    title = cut_title(readout.title)
    if title == readout.title:
        return readout
    note = f"of a title of {len(readout.title):,} characters the first {len(title):,} were taken"
    return replace(readout, title=title, notes=(*readout.notes, note))


def as_date_note(day: str) -> tuple[str, ...]:
    """A note of the day a file was made: it is often a template's, so never the readout's date."""
    return (f"the file was made on {day}; not taken as the day of the statement",) if day else ()


def as_line(words: str) -> str:
    r"""Words on one line that any file, terminal and database keeps.

    >>> as_line("edited\x00 by\n\ud83d us")
    'edited by � us'
    """
    return " ".join(clean(words).replace("\0", "").split())


def clean(text: str) -> str:
    """The text without halves of characters, which no file or terminal can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
