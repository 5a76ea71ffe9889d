"""Knows the list of whom reports are expected from as a table: pasted, saved and read again."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from highlight_desktop import address
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.hub import spreadsheet
from highlight_desktop.inbox.quarantine.letters import read_text
from highlight_desktop.report.text import one_line
from highlight_desktop.store.expectations import Cadence, Council, Expected

MOST_ROWS = 5_000
LIMIT_BYTES = 1_000_000
_MOST_FAULTS = 10
_LONGEST_CELL = 300
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "service_area": ("Service area", "Service areas", "Area"),
        "director": ("Director", "Name"),
        "address": ("Address", "E-mail", "Email", "E-mail address", "Email address"),
        "council": ("Council", "Local authority"),
        "cadence": ("Cadence", "How often", "Frequency"),
        "first_day": ("First day", "From"),
        "last_day": ("Last day", "Until", "To"),
    }
)
"""Each field with its heading, and other headings under which it is understood."""
_BRITISH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SERIAL_DAY = re.compile(r"[2-7]\d{4}")
_DAY_0 = date(1899, 12, 30)
"""Workbooks count days from here; five digits are years 1954 to 2119."""
_NO_LIST = "Copy the table with its headings, and paste it again."


def read(text: str) -> list[Expected]:
    """A table pasted from a spreadsheet, or a .csv file: headings, then one row each.

    The columns may stand in any order, and all but the service area may be left out. Raises
    ImportRefusedError, which names row and column, counted as the spreadsheet does.
    """
    return of_rows(_rows(text))


def of_rows(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Expected]:
    """The same for rows with their numbers, of which the first has the headings."""
    if len(rows) > MOST_ROWS + 1:
        raise ImportRefusedError(f"That has more than {MOST_ROWS:,} rows.", _NO_LIST)
    columns = _columns(*rows[0])
    faults = list[str]()
    found: dict[str, tuple[int, Expected]] = {}
    for number, cells in rows[1:]:
        each = _expected(number, cells, columns, faults)
        if each is not None and each.service_key in found:
            before = found[each.service_key][0]
            faults.append(f"Row {number}, Service area: it stands in row {before} already.")
        elif each is not None:
            found[each.service_key] = number, each
    if faults:
        more = len(faults) - _MOST_FAULTS
        told = [*faults[:_MOST_FAULTS], *([f"And {more:,} more."] if more > 0 else [])]
        raise ImportRefusedError(" ".join(told), "Nothing was changed.")
    return [each for _, each in found.values()]


def read_file(content: bytes, name: str) -> list[Expected]:
    """The same for the bytes of a .csv or .txt file."""
    if len(content) > LIMIT_BYTES:
        raise ImportRefusedError(f"{name} is too large for a list of service areas.", _NO_LIST)
    return read(read_text(content, name)[0])


def are_headings(cells: Sequence[str]) -> bool:
    """True for a row with a heading that says where the service areas stand."""
    known = {name.casefold() for name in _COLUMNS["service_area"]}
    return any(cell.casefold() in known for cell in cells)


def as_rows(expected: Iterable[Expected]) -> list[list[str]]:
    """The table with its headings, as it is shown."""
    headings = [names[0] for names in _COLUMNS.values()]
    return [headings, *([_cell(getattr(each, field)) for field in _COLUMNS] for each in expected)]


def as_text(expected: Iterable[Expected], *, between: str = "\t") -> str:
    """The table for a spreadsheet: separated by tabs to be pasted, by commas for a .csv file.

    Where a text would be taken for a formula an apostrophe stands before it, which is dropped
    again when it is read.
    """
    return spreadsheet.as_text(as_rows(expected), between=between)


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with its number."""
    if len(text) > LIMIT_BYTES:
        raise ImportRefusedError("That is too long for a list of service areas.", _NO_LIST)
    heading = text.lstrip("\ufeff\r\n").partition("\n")[0]
    between = next((mark for mark in "\t;," if mark in heading), "\t")
    try:
        read = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=between))
    except csv.Error as error:
        raise ImportRefusedError(
            "That is not a table as a spreadsheet gives it.", _NO_LIST
        ) from error
    rows = [
        (number, [one_line(cell) for cell in cells])
        for number, cells in enumerate(read, 1)
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise ImportRefusedError("There is no table in that.", _NO_LIST)
    return rows


def _columns(number: int, headings: Sequence[str]) -> dict[str, int]:
    """The place of each field, by its heading."""
    known = {name.casefold(): field for field, names in _COLUMNS.items() for name in names}
    columns = dict[str, int]()
    for place, heading in enumerate(headings):
        field = known.get(heading.casefold())
        if heading and field is None:
            names = ", ".join(each[0] for each in _COLUMNS.values())
            raise ImportRefusedError(
                f"Row {number}, column {place + 1}: “{heading[:60]}” is no heading of this list.",
                f"The headings are {names}.",
            )
        if field in columns:
            raise ImportRefusedError(
                f"Row {number}, column {place + 1}: there are two columns “{_COLUMNS[field][0]}”.",
                _NO_LIST,
            )
        if field is not None:
            columns[field] = place
    if "service_area" not in columns:
        raise ImportRefusedError(f"Row {number}: there is no column “Service area”.", _NO_LIST)
    return columns


def _expected(
    number: int, cells: Sequence[str], columns: Mapping[str, int], faults: list[str]
) -> Expected | None:
    """One row, or None when something is wrong in it, which is added to the faults."""
    values, before = dict[str, Any](), len(faults)
    for field, place in columns.items():
        typed = spreadsheet.as_meant(cells[place]) if place < len(cells) else ""
        try:
            if typed or field == "service_area":
                values[field] = _UNDERSTOOD.get(field, _plain)(typed)
        except ValueError as error:
            faults.append(f"Row {number}, {_COLUMNS[field][0]}: {error}")
    faults += [
        f"Row {number}, column {place}: “{cell[:60]}” stands under no heading."
        for place, cell in enumerate(cells, 1)
        if cell and place - 1 not in columns.values()
    ]
    first, last = values.get("first_day"), values.get("last_day")
    if first and last and last < first:
        faults.append(f"Row {number}, {_COLUMNS['last_day'][0]}: it is before the first day.")
    return Expected(**values) if len(faults) == before else None


def _plain(typed: str) -> str:
    if len(typed) > _LONGEST_CELL:
        raise ValueError(f"it has more than {_LONGEST_CELL} letters.")
    return typed


def _service_area(typed: str) -> str:
    if not typed:
        raise ValueError("it is empty.")
    return _plain(typed)


def _address(typed: str) -> str:
    if problem := address.problem(typed):
        raise ValueError(f"“{typed[:60]}” is no e-mail address. {problem}")
    return typed


_Choice = TypeVar("_Choice", Council, Cadence)


def _one_of(kind: type[_Choice], typed: str) -> _Choice:
    found = {str(each).casefold(): each for each in kind}.get(typed.casefold())
    if found is None:
        *names, last = map(str, kind)
        raise ValueError(f"“{typed[:60]}” is none of {', '.join(names)} or {last}.")
    return found


def _day(typed: str) -> date:
    british = _BRITISH_DAY.fullmatch(typed)
    try:
        if _SERIAL_DAY.fullmatch(typed):
            return _DAY_0 + timedelta(days=int(typed))
        if british:
            day, month, year = map(int, british.groups())
            return date(year, month, day)
        return date.fromisoformat(typed)
    except ValueError:
        raise ValueError(f"“{typed[:60]}” is no day such as 08/06/2020.") from None


_UNDERSTOOD: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "service_area": _service_area,
        "address": _address,
        "council": partial(_one_of, Council),
        "cadence": partial(_one_of, Cadence),
        "first_day": _day,
        "last_day": _day,
    }
)
