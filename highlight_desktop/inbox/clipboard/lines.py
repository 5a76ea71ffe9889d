"""Knows how a line of a page is put together: white space folded, its bold runs kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from highlight_desktop.report.prose import BlockKind, tidy_spans

_WHITE = " \t\n\r\f\u00a0"
_FOLDED = re.compile(f"[{_WHITE}]{{2,}}|[\t\n\r\f]|^\u00a0|\u00a0$")
"""What becomes one space. A no-break space stays one between two words of a run; elsewhere it is
layout: Word fills gaps with them, browsers write them where a run of text begins or ends."""

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line: what will be one block."""

    kind: BlockKind
    text: str
    """Trimmed and gated, without line feeds."""
    bold: Spans = ()
    depth: int | None = None
    """How deep in lists it is, from 0 and without a limit; None outside of any."""

    @property
    def is_bold(self) -> bool:
        """True when all of it is."""
        return self.bold == ((0, len(self.text)),)

    def without(self, characters: int) -> "Line":
        """The line without so many characters at its beginning."""
        text = self.text[characters:]
        return replace(self, text=text, bold=moved(self.bold, -characters, len(text)))

    def before(self, end: str) -> "Line":
        """The line with something written behind it, bold if the line is."""
        text = self.text + end
        return replace(self, text=text, bold=((0, len(text)),) if self.is_bold else self.bold)

    def behind(self, lead: str) -> "Line":
        """The line with something written before it, bold if the line is."""
        text = lead + self.text
        bold = moved(self.bold, len(lead), len(text))
        return replace(self, text=text, bold=((0, len(text)),) if self.is_bold else bold)


class Runs:
    """The text of a line while it is being read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._ends_white = True
        self._spans: list[tuple[int, int]] = []

    def add(self, text: str, *, bold: bool, as_written: bool) -> None:
        """Go on with a run of gated text; line feeds are white space here."""
        if not as_written:
            text = _FOLDED.sub(" ", text)
            if self._ends_white:
                text = text.lstrip(_WHITE)
        if not text:
            return
        self._ends_white = text[-1] in _WHITE
        if bold:
            self._spans.append((self._length, self._length + len(text)))
        self._parts.append(text)
        self._length += len(text)

    def text(self) -> str:
        """The text so far, not trimmed."""
        return "".join(self._parts)

    def line(self, kind: BlockKind, depth: int | None) -> Line:
        """The finished line, trimmed."""
        whole = self.text()
        text = whole.strip()
        lead = len(whole) - len(whole.lstrip())
        return Line(kind, text, moved(self._spans, -lead, len(text)), depth)


def joined(lines: Sequence[Line], edge: str) -> Line:
    """Several lines as one paragraph; bold throughout if all of them are."""
    text = ""
    spans: list[tuple[int, int]] = []
    for line in lines:
        text += edge if text else ""
        spans += [(start + len(text), end + len(text)) for start, end in line.bold]
        text += line.text
    bold = ((0, len(text)),) if all(line.is_bold for line in lines) else tuple(spans)
    return Line(BlockKind.PARAGRAPH, text, tidy_spans(bold, len(text)))


def moved(spans: Iterable[Sequence[int]], by: int, length: int) -> Spans:
    """Bold spans so many characters further on, cut to a text of that length."""
    return tidy_spans(((start + by, end + by) for start, end in spans), length)
