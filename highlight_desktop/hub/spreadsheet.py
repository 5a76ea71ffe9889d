"""Knows how a table is written as text that a spreadsheet takes, so that no text is a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"'*[=+\-@]")


def as_text(rows: Iterable[Sequence[str]], *, between: str = "\t") -> str:
    """The table: separated by tabs to be pasted, by commas for a .csv file.

    No cell of it is taken for a formula; see `guarded`.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=between, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return target.getvalue()


def guarded(cell: str) -> str:
    """A cell with an apostrophe before it, where it would be taken for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """A cell without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
