"""Draws how cost grows, as lines on scales of powers, in a picture that needs no other program."""

import math
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.benchmarks.rows import Figures

_WIDTH, _HEIGHT, _LEFT, _TOP, _NAMES = 360, 300, 60, 40, 250
_COLOURS = ("#1d70b8", "#00703c", "#d4351c", "#4c2c92", "#b58840", "#505a5f", "#0b0c0c")
_DASHES = ("", "6 3", "2 2", "8 3 2 3", "1 3", "12 4", "3 6")
"""Not by colour alone."""


def plot(path: Path, panels: Mapping[str, Mapping[str, Mapping[int, Figures]]]) -> None:
    """One panel for each kind of growth, side by side; times in milliseconds."""
    times = [
        f.median for lines in panels.values() for line in lines.values() for f in line.values()
    ]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    one = _LEFT + _WIDTH + _NAMES
    drawn = [
        f'<g transform="translate({number * one} 0)">{_panel(name, lines, low, high)}</g>'
        for number, (name, lines) in enumerate(panels.items())
    ]
    size = f'width="{one * len(panels)}" height="{_TOP + _HEIGHT + 60}"'
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
        f'<title>How cost grows</title><rect width="100%" height="100%" fill="white"/>'
        + "".join(drawn)
        + "</svg>\n",
        encoding="utf-8",
        newline="\n",
    )


def _panel(name: str, lines: Mapping[str, Mapping[int, Figures]], low: int, high: int) -> str:
    sizes = sorted({size for line in lines.values() for size in line})
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        return _LEFT + _WIDTH * (math.log10(size) - first) / (last - first)

    def y(milliseconds: float) -> float:
        return _TOP + _HEIGHT * (high - math.log10(milliseconds)) / (high - low)

    parts = [f'<text x="{_LEFT}" y="24" font-size="14">Milliseconds by {escape(name)}</text>']
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{_LEFT} {at:.1f}h{_WIDTH}" stroke="#d0d4d8"/>')
        parts.append(
            f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for size in sizes:
        parts.append(f'<path d="M{x(size):.1f} {_TOP}v{_HEIGHT}" stroke="#d0d4d8"/>')
        below = f'x="{x(size):.1f}" y="{_TOP + _HEIGHT + 18}"'
        parts.append(f'<text {below} text-anchor="middle">{size:,}</text>')
    for number, (what, line) in enumerate(lines.items()):
        look = f'stroke="{_COLOURS[number]}" stroke-dasharray="{_DASHES[number]}"'
        points = " ".join(f"{x(size):.1f},{y(line[size].median):.1f}" for size in sorted(line))
        key_y = _TOP + 10 + 20 * number
        beside = _LEFT + _WIDTH + 10
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="2" {look}/>')
        parts.append(f'<path d="M{beside} {key_y}h24" stroke-width="2" {look}/>')
        parts.append(f'<text x="{beside + 30}" y="{key_y + 4}">{escape(what)}</text>')
    return "".join(parts)
