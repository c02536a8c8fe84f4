"""One run of text to families, in a process of its own: prints what it took, as JSON.

python benchmarks/family_run.py SENTENCES THREADS
"""

import json
import resource
import sys
import time

import numpy as np

from archives import LEAST_WORDS, read_issued, sentences_of, word_classes
from crossread.phrases.contents import WordSets
from crossread.phrases.families import lead
from crossread.phrases.join import join_sets
from crossread.phrases.sets import as_sets, take_sets, unite_equal
from crossread.phrases.tokens import Vocabulary


def families_of(texts: list[str], limit: int, threads: int) -> dict[str, float]:
    """Cut, make sets, unite, join and lead: seconds of each step, and counts."""
    clock = [time.perf_counter()]
    sentences = [s for text in texts for s in sentences_of(text.lower())]
    clock.append(time.perf_counter())
    vocabulary = Vocabulary(word_classes())
    words = WordSets(vocabulary)
    stream = vocabulary.read(sentences)
    long = np.flatnonzero(np.diff(stream.bounds) >= LEAST_WORDS)[:limit]
    sets = take_sets(words.of_stream(stream), long)
    del stream, sentences
    united, number = unite_equal(sets)
    clock.append(time.perf_counter())
    pairs = join_sets(united, threads=threads)
    clock.append(time.perf_counter())
    leader = lead(number, np.diff(united.starts), pairs)
    clock.append(time.perf_counter())
    cut, prepared, joined, led = np.diff(clock).tolist()
    return {
        "sentences": len(long),
        "sets": len(united),
        "pairs": len(pairs),
        "families": len(np.unique(leader)),
        "cut": cut,
        "prepare": prepared,
        "join": joined,
        "lead": led,
        "whole": clock[-1] - clock[0],
    }


def warm_up() -> None:
    """What is compiled once is compiled, or loaded, before the clock starts."""
    families_of(["One two three four five six. One two three four five six seven."] * 2, 9, 2)
    join_sets(as_sets([[1, 2, 3], [1, 2, 3]]))


def main() -> int:
    """Run, and print."""
    limit, threads = map(int, sys.argv[1:3])
    began = time.perf_counter()
    warm_up()
    warm = time.perf_counter() - began
    texts = [issued.text for issued in read_issued()]
    told = families_of(texts, limit, threads)
    told["warm"] = warm
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
