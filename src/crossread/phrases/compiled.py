"""Loops over arrays, compiled to machine code when first called."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit, types
from numba.extending import intrinsic

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """The loop as machine code, kept on disk for the next process where that can be done.

    It runs without the interpreter's lock, so that threads share the work.
    """
    try:
        made = njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # no folder that can be written to: compiled anew in each process
        made = njit(nogil=True)(loop)
    return cast(Loop, made)


def _count_bits(context: object, word: object) -> object:
    def made(lowered, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), made


count_bits = cast("Callable[[object], int]", intrinsic(_count_bits))
"""How many of the 64 bits of a word are set: one instruction of the processor."""
