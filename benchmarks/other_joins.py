"""What others use to find near sets, on the same sets: run by a Python that has them installed.

    python benchmarks/other_joins.py SETS.npz TOOL     (sparse_dot_topn, rensa, datasketch)

Candidates are checked word by word, as ours are; prints seconds and the pairs found, as JSON.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import numpy as np

NEAR = 0.6
COSINE = 0.7  # every two sets with a Jaccard index of 0.6 have a cosine of 0.75 or more
MOST = 200  # neighbours that sparse_dot_topn keeps of each set
PERMUTATIONS = 128
BANDS = 32  # of four rows: the threshold of the curve is about 0.42, so that recall is high


def by_sparse_dot_topn(sets: list[Any], threads: int) -> Iterator[tuple[int, int]]:
    """Sparse matrix product, largest cosines of each row."""
    csr_matrix = import_module("scipy.sparse").csr_matrix
    sp_matmul_topn = import_module("sparse_dot_topn").sp_matmul_topn

    sizes = np.array([len(s) for s in sets])
    values = np.repeat(1 / np.sqrt(sizes), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    matrix = csr_matrix((values, np.concatenate(sets), starts))
    near = sp_matmul_topn(
        matrix, matrix.T.tocsr(), top_n=MOST, threshold=COSINE, n_threads=threads
    ).tocoo()
    yield from zip(near.row.tolist(), near.col.tolist(), strict=True)


def by_rensa(sets: list[Any], threads: int) -> Iterator[tuple[int, int]]:
    """MinHash with locality-sensitive hashing, in Rust."""
    rensa = import_module("rensa")
    table = rensa.RMinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS, num_bands=BANDS)
    for number, words in enumerate(sets):
        made = rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update([str(w) for w in words.tolist()])
        yield from ((other, number) for other in table.query(made))
        table.insert(number, made)


def by_datasketch(sets: list[Any], threads: int) -> Iterator[tuple[int, int]]:
    """MinHash with locality-sensitive hashing, the usual library."""
    datasketch = import_module("datasketch")
    table = datasketch.MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)
    for number, words in enumerate(sets):
        made = datasketch.MinHash(num_perm=PERMUTATIONS, seed=1)
        made.update_batch([str(w).encode() for w in words.tolist()])
        yield from ((other, number) for other in table.query(made))
        table.insert(number, made)


def checked(sets: list[Any], found: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those that are near indeed."""
    held = [frozenset(s.tolist()) for s in sets]
    return {
        (min(a, b), max(a, b))
        for a, b in found
        if a != b and len(held[a] & held[b]) >= NEAR * len(held[a] | held[b]) - 1e-9
    }


def main() -> int:
    """Join, and print."""
    tools = {
        "sparse_dot_topn": by_sparse_dot_topn,
        "rensa": by_rensa,
        "datasketch": by_datasketch,
    }
    data = np.load(sys.argv[1])
    sets = np.split(data["words"], data["starts"][1:-1])
    began = time.perf_counter()
    pairs = checked(sets, tools[sys.argv[2]](sets, 2))
    print(json.dumps({"seconds": time.perf_counter() - began, "pairs": len(pairs)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
