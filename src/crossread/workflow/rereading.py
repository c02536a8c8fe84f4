"""Two wordings as one reader sees them: our upgrade is never their edit."""

from functools import lru_cache
from typing import TYPE_CHECKING

from crossread.archive import Archive
from crossread.collect.raw import Raw
from crossread.errors import CrossreadError
from crossread.model import Capture, Observation, Version, Wording

if TYPE_CHECKING:
    from crossread.collect.publishers import PublisherRules

RECORDS = frozenset({"bulk", "feed"})  # their bytes are what others read, not a page


class Rereader:
    """The wordings of one statement, each read again at most once."""

    def __init__(self, archive: Archive, identity: str) -> None:
        self.archive = archive
        self.statement = archive.statement(identity)
        self.versions = {v.number: v for v in archive.versions(identity)}
        self.looks = archive.observations(identity)
        self._again: dict[int, Wording | None] = {}

    def pair(self, old: int, new: int) -> tuple[Wording, Wording] | None:
        """The two wordings by one reader; None where a page cannot be read again."""
        one, other = self.versions[old], self.versions[new]
        if not self.reread(old, new):
            return Wording.of_version(one), Wording.of_version(other)
        before, after = self._reread(one), self._reread(other)
        return None if before is None or after is None else (before, after)

    def reread(self, old: int, new: int) -> bool:
        """Whether two readers read them, so that one must read both again."""
        return self.versions[old].extractor != self.versions[new].extractor

    def is_kept(self, number: int, wording: Wording) -> bool:
        """Whether the wording is to the letter the one that the archive holds."""
        return wording.text == self.versions[number].text

    def _reread(self, version: Version) -> Wording | None:
        if version.number not in self._again:
            self._again[version.number] = self._read(version)
        return self._again[version.number]

    def _read(self, version: Version) -> Wording | None:
        """A wording out of the first page that it was read in, by today's reader."""
        look = next((o for o in self.looks if _is_page(o, version.number)), None)
        if look is None:
            return None
        try:
            return self._parse(look.capture, version.language)
        except CrossreadError:
            return None

    def _parse(self, capture: Capture, language: str) -> Wording:
        from crossread.collect.publishers import parse_statement_page
        from crossread.collect.reading import read_bytes

        data = self.archive.captures.load(capture.digest)
        url = capture.final_url or capture.url
        raw = Raw(data, capture.name or url, url, capture.media_type)
        rules = _rules().get(self.statement.publisher.id)
        if rules is not None:
            readout = parse_statement_page(raw, rules).readout
        else:
            readout = read_bytes(data, name=raw.name, url=url, content_type=capture.media_type)
        return Wording(text=readout.text, title=readout.title, language=language, date=readout.date)


def _is_page(look: Observation, number: int) -> bool:
    return look.outcome == "seen" and look.version == number and look.capture.via not in RECORDS


@lru_cache(maxsize=1)
def _rules() -> dict[str, "PublisherRules"]:
    from crossread.collect.publishers import load_publishers

    return load_publishers()
