"""Count how rare each concept of the term base is in real archives.

Run with `python gates/rarity.py ARCHIVE.jsonl.gz ...`; writes `src/crossread/align/rarity.json`.
A concept's rarity is ln(1/share) / ln(1000), at most 1, where share is its share of sentences,
averaged over the languages in which it was found at all (a term base may be deeper in one).
Only counts leave the archives, never words of theirs.
"""

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from crossread.lexicon import load_base
from crossread.segment import split_sentences
from crossread.text.language import detect_language

TARGET = Path(__file__).parents[1] / "src" / "crossread" / "align" / "rarity.json"
SENTENCES_MAX = 12_000  # of one archive: enough for shares of one in a thousand
RAREST = 1000.0
LANGUAGES = ("en", "ru", "zh")


def count_archive(path: Path) -> tuple[str, Counter[str], int]:
    """The archive's language, in how many sentences each concept stands, and of how many."""
    base, counted, sentences, language = load_base(), Counter[str](), 0, ""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if not text.strip() or sentences >= SENTENCES_MAX:
                continue
            language = language or detect_language(text)
            for span in split_sentences(text, language):
                found = base.find(text[span.start : span.stop], language)
                counted.update({m.concept.id for m in found if m.concept.field == "themes"})
                sentences += 1
    return language, counted, sentences


def rarity_of(shares: list[float]) -> float:
    """0 for what every sentence has, 1 for one in a thousand and rarer."""
    mean = sum(shares) / len(shares)
    return round(min(1.0, math.log(1 / mean) / math.log(RAREST)), 3)


def main(paths: list[str]) -> int:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for path in map(Path, paths):
        language, counted, sentences = count_archive(path)
        if language in LANGUAGES:
            counts[language] += counted
            totals[language] += sentences
        print(f"{path.name}: {sentences} sentences, {len(counted)} concepts, {language}")
    found = {c for counted in counts.values() for c in counted}
    rarity = {
        c: rarity_of([counts[x][c] / totals[x] for x in counts if counts[x][c]])
        for c in sorted(found)
    }
    made = {"sentences": dict(totals), "base": load_base().version, "rarity": rarity}
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(rarity)} concepts, from {sum(totals.values())} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
