"""Knows how a table is read aloud: a line for each row, its cells one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from highlight_desktop.inbox.clipboard.lines import Line, joined
from highlight_desktop.inbox.clipboard.plain import CELL_EDGE
from highlight_desktop.report.prose import BlockKind

_NOTHING = Line(BlockKind.PARAGRAPH, "—")
"""An empty cell between others: without it the rest would seem to move up a column."""
_LONGEST_REPEATED = 80
"""Characters; a cell that reaches over several rows is read out in each if not longer."""
_LONGEST_BROKEN = 120
"""Characters; a cell of several lines that is not longer is read as one."""
_REPEATED_COLUMNS = 3
"""Only so many columns are looked at for such cells, or a made-up table could take for ever."""


@dataclass(slots=True)
class Cell:
    """One cell, read."""

    lines: list[Line] = field(default_factory=list)
    row_span: int = 1
    holds_table: bool = False

    def one_line(self) -> Line | None:
        """Its text, if that can stand beside another cell's: no list, and short if broken."""
        if (
            not self.lines
            or self.holds_table
            or any(line.kind is not BlockKind.PARAGRAPH for line in self.lines)
        ):
            return None
        whole = joined(self.lines, " / ")
        return whole if len(self.lines) == 1 or len(whole.text) <= _LONGEST_BROKEN else None

    @property
    def is_label(self) -> bool:
        """True when it looks like a heading of its row or column."""
        line = self.one_line()
        return line is not None and line.is_bold


Row = list[Cell]


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The table as lines.

    A row is its cells with `CELL_EDGE` between them. In a table of two columns whose first
    is bold and second is not, a row is "**Label:** value". A cell with a list or several
    paragraphs keeps them, on lines of its own.
    """
    whole = [_without_empty_end(row) for row in _with_spans(rows)]
    whole = [row for row in whole if row]
    labelled = bool(whole) and all(
        len(row) == 2 and row[0].is_label and not row[1].is_label for row in whole
    )
    return [line for row in whole for line in _row(row, labelled=labelled)]


def _row(row: Row, *, labelled: bool) -> Iterator[Line]:
    if len(row) == 1:
        yield from row[0].lines
        return
    lines = [cell.one_line() if cell.lines else _NOTHING for cell in row]
    if labelled and lines[0] and lines[1]:
        colon = "" if lines[0].text.endswith(":") else ":"
        yield joined([lines[0].before(colon), lines[1]], " ")
        return
    beside: list[Line] = []
    for cell, line in zip(row, lines, strict=True):
        if line:
            beside.append(line)
            continue
        yield from _beside(beside)
        yield from cell.lines
        beside = []
    yield from _beside(beside)


def _beside(lines: Sequence[Line]) -> Iterator[Line]:
    if any(line is not _NOTHING for line in lines):
        yield joined(lines, CELL_EDGE)


def _without_empty_end(row: Row) -> Row:
    end = len(row)
    while end and not row[end - 1].lines:
        end -= 1
    return row[:end] if sum(bool(cell.lines) for cell in row) > 1 else [c for c in row if c.lines]


def _with_spans(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, cells that reach down from above repeated."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        rest = list(row)
        whole: Row = []
        while rest or len(whole) in reaching:
            column = len(whole)
            if column in reaching:
                cell, left = reaching.pop(column)
                if left > 1:
                    reaching[column] = (cell, left - 1)
            else:
                cell = rest.pop(0)
                if cell.row_span > 1 and column < _REPEATED_COLUMNS:
                    reaching[column] = (_repeated(cell), cell.row_span - 1)
            whole.append(cell)
        yield whole


def _repeated(cell: Cell) -> Cell:
    line = cell.one_line()
    return Cell([line] if line and len(line.text) <= _LONGEST_REPEATED else [])
