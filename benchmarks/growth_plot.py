"""A plot of time a sentence against the number of sentences, as SVG: for the documentation."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 640, 320
LEFT, TOP, RIGHT, BOTTOM = 70, 44, 40, 56
INK, SOFT, MARK = "#1c1b19", "#635f57", "#1b5396"


def growth_as_svg(sizes: Sequence[int], micros: Sequence[float], most: float) -> str:
    """The plot.

    Args:
        sizes: how many sentences.
        micros: microseconds a sentence, of each size.
        most: how many times the time of the smallest size is allowed.
    """
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    top = max(*micros, most * micros[0]) * 1.08

    def x(size: float) -> float:
        return LEFT + width * size / max(sizes)

    def y(value: float) -> float:
        return TOP + height * (1 - value / top)

    line = " ".join(f"{x(s):.1f},{y(m):.1f}" for s, m in zip(sizes, micros, strict=True))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="{INK}">',
        "<title>Time of the join, by the number of sentences</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf7"/>',
        f'<text x="{LEFT}" y="24" font-weight="bold">Join of sentences: microseconds each</text>',
    ]
    for value in _ticks(top):
        parts.append(f'<path d="M{LEFT} {y(value):.1f}h{width}" stroke="#dcd7cc"/>')
        parts.append(_words(LEFT - 8, y(value) + 4, f"{value:g}", "end"))
    bound = y(most * micros[0])
    parts.append(f'<path d="M{LEFT} {bound:.1f}h{width}" stroke="{SOFT}" stroke-dasharray="5 4"/>')
    parts.append(_words(LEFT + width, bound - 6, f"{most:g} times the first", "end"))
    parts.append(f'<polyline points="{line}" fill="none" stroke="{MARK}" stroke-width="2"/>')
    for size, value in zip(sizes, micros, strict=True):
        parts.append(f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="4" fill="{MARK}"/>')
        parts.append(_words(x(size), y(value) - 10, f"{value:.1f}", "middle"))
        parts.append(_words(x(size), HEIGHT - BOTTOM + 20, f"{size / 1000:,.0f}k", "middle"))
    parts.append(_words(LEFT + width / 2, HEIGHT - 12, "sentences", "middle"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _ticks(top: float) -> list[float]:
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50) if top / s <= 8)
    return [step * n for n in range(int(top / step) + 1)]
