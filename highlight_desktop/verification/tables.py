"""Knows how the sheets of a workbook are compared with what they should say, cell by cell.

Columns are found by their headings and rows by what stands in them, so that a column or a row
that came between shifts nothing.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import count, product

from highlight_desktop.inbox.own_workbook import ReadRow, ReadSheet
from highlight_desktop.outbox.cell_text import unescaped
from highlight_desktop.outbox.sheets import Sheet
from highlight_desktop.verification.rows import Altered, Row, Texts, alterations
from highlight_desktop.verification.verdict import Alteration, Difference


def compare(page: Sheet, read: ReadSheet) -> tuple[list[Difference], list[str]]:
    """What differs in a sheet, and notes on what was added beside its table."""
    return _Comparison(page, read).outcome()


class _Comparison:
    """One sheet as it should be, and as it is."""

    def __init__(self, page: Sheet, read: ReadSheet) -> None:
        self._page = page
        self._read = read
        self._headings = tuple(column.heading for column in page.columns)
        self._header = max(read.rows, key=self._headings_in, default=None)
        self._columns = self._find_columns()

    def outcome(self) -> tuple[list[Difference], list[str]]:
        """All differences from top to bottom, and the notes."""
        if self._header is None or not self._headings_in(self._header):
            place = f"{self._page.name}, the table"
            return [Difference(place, Alteration.REMOVED, was=" | ".join(self._headings))], []
        found = [
            *self._differences_above(),
            *self._differences_in_header(),
            *self._differences_in_rows(),
        ]
        return found, list(self._notes())

    def _headings_in(self, row: ReadRow) -> int:
        return len(set(self._headings) & set(row.cells.values()))

    def _find_columns(self) -> list[int]:
        """The column under each heading; where one is not there, the place it should have."""
        header = self._header.cells if self._header else {}
        at = {text: column for column, text in reversed(header.items())}
        claimed = {at[heading] for heading in self._headings if heading in at}
        columns: list[int] = []
        for heading in self._headings:
            after = columns[-1] + 1 if columns else 1
            columns.append(at.get(heading) or next(c for c in count(after) if c not in claimed))
        return columns

    # Above the table

    def _differences_above(self) -> Iterator[Difference]:
        assert self._header is not None
        meant = [Row(0, (text,)) for text in (self._page.title, *self._page.about)]
        lines = [
            Row(row.number, (row.cells[1],))
            for row in self._read.rows
            if row.number < self._header.number and 1 in row.cells
        ]
        for each in alterations(meant, _as_meant(lines, meant)):
            if each.what is not Alteration.ADDED:
                yield self._difference(each, ("",), lambda _row: "above the table")

    def _differences_in_header(self) -> Iterator[Difference]:
        assert self._header is not None
        place = f"{self._page.name}, row {self._header.number} (headings)"
        texts = list(self._header.cells.values())
        for heading, column in zip(self._headings, self._columns, strict=True):
            now = self._header.cells.get(column, "")
            if now != heading:
                yield Difference(place, Alteration.CHANGED, was=heading, now=now)
            elif texts.count(heading) > 1:
                yield Difference(place, Alteration.ADDED, now=heading)

    # The rows

    def _differences_in_rows(self) -> Iterator[Difference]:
        meant = [Row(0, tuple(map(str, cells))) for cells in self._page.rows]
        found = _as_meant(self._rows(), meant)
        for each in alterations(meant, found):
            yield from self._in_cells(each)

    def _rows(self) -> Iterator[Row]:
        assert self._header is not None
        for row in self._read.rows:
            texts = tuple(row.cells.get(column, "") for column in self._columns)
            if row.number > self._header.number and any(texts):
                yield Row(row.number, texts)

    def _in_cells(self, found: Altered) -> Iterator[Difference]:
        if found.what is not Alteration.CHANGED:
            yield self._difference(found, self._headings, self._name)
            return
        assert found.was is not None
        assert found.now is not None
        place = self._place(found, self._name)
        pairs = zip(self._headings, found.was.texts, found.now.texts, strict=True)
        for heading, was, now in pairs:
            if was != now:
                yield Difference(place, Alteration.CHANGED, heading, was, now)

    def _difference(
        self, found: Altered, headings: Texts, name: Callable[[Texts], str]
    ) -> Difference:
        """A whole row: told by what it says, which stands in its last column."""
        place = self._place(found, name)
        was, now = (row.texts[len(headings) - 1] if row else "" for row in (found.was, found.now))
        return Difference(place, found.what, was=was, now=now)

    def _place(self, found: Altered, name: Callable[[Texts], str]) -> str:
        known = found.was or found.now
        assert known is not None
        row = f", row {found.now.number}" if found.now else ""
        return f"{self._page.name}{row} ({name(known.texts)})"

    def _name(self, texts: Texts) -> str:
        """What people call a row: a field by its label, another by its item and section."""
        by_heading = dict(zip(self._headings, texts, strict=True))
        if "Item" in by_heading:
            return f"item {by_heading['Item']}, “{by_heading['Section']}”"
        return f"“{by_heading['Field']}”"

    # What does no harm

    def _notes(self) -> Iterator[str]:
        assert self._header is not None
        sheet = f"the sheet “{self._page.name}”"
        added = {
            column: self._header.cells.get(column, "")
            for row in self._read.rows
            if row.number >= self._header.number
            for column in row.cells
            if column not in self._columns
        }
        for _, heading in sorted(added.items()):
            name = f"A column “{heading}”" if heading else "A column without a heading"
            yield f"{name} was added to {sheet}; it is not part of the report."
        above = [row for row in self._read.rows if row.number < self._header.number]
        lines = sum(1 in row.cells for row in above)
        if any(set(row.cells) - {1} for row in above) or lines > 1 + len(self._page.about):
            yield f"Text was added above the table on {sheet}; it is not part of the report."
        if self._columns != list(range(1, len(self._columns) + 1)):
            yield f"The columns of {sheet} stand in other places than they did."
        if self._read.is_hidden:
            yield f"{sheet[0].upper()}{sheet[1:]} is hidden."
        if self._read.has_hidden_columns or any(row.is_hidden for row in self._read.rows):
            yield f"Some rows or columns of {sheet} are hidden."


def _as_meant(rows: Iterable[Row], meant: Sequence[Row]) -> list[Row]:
    """The rows with codes such as ``_x0041_`` decoded, but for texts that are meant as they are.

    LibreOffice saves "_x005F_x0041_" as it is shown, without the escape that Excel writes, and
    "_x0041_" with it.
    """
    known = {row.texts for row in meant}
    return [Row(row.number, _decoded(row.texts, known)) for row in rows]


def _decoded(texts: Texts, known: Container[Texts]) -> Texts:
    decoded = tuple(map(unescaped, texts))
    if decoded == texts or decoded in known:
        return decoded
    readings = product(*(dict.fromkeys(pair) for pair in zip(decoded, texts, strict=True)))
    return next((each for each in readings if each in known), decoded)
