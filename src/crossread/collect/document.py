"""What office files say of themselves, and how far that can be believed."""

import re

# Titles that a program wrote, not the publisher: "Microsoft Word - call.docx", "scan.pdf".
_FILE_NAME = re.compile(r"microsoft word - |.*\.(docx?|odt|rtf|pdf|indd|txt|wpd)$", re.IGNORECASE)


def as_title(stated: str) -> str:
    """The stated title, unless it is only a file's name.

    >>> as_title(" Call with the\\n Minister "), as_title("Microsoft Word - final2.docx")
    ('Call with the Minister', '')
    """
    title = " ".join(clean(stated).split())
    return "" if _FILE_NAME.match(title) else title


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
