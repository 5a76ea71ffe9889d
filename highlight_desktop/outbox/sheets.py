"""Knows what the three sheets of a workbook say, row by row, and under which headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from highlight_desktop.outbox.cell_text import parts
from highlight_desktop.outbox.story import MARKING_LABEL
from highlight_desktop.report import marking
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.report import NOT_YET_PLACED, Answer
from highlight_desktop.report.snapshot import SCHEMA, Snapshot

CONTINUED = "continued"
"""Marks a row that goes on with the text of the row above, which no row could show whole."""
_SHOWN_AGAIN = 200
"""How much of a sub-heading stands beside the rows under it; its own row has it whole."""

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet's table."""

    heading: str
    width: float
    """In digits of Arial 12."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, what it is about, and one table."""

    name: str
    title: str
    about: tuple[str, str]
    """Two lines that stand between the title and the table."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_FIELDS = (Column("Field id", 18), Column("Field", 28), Column("Value", 70))
_TEXT = Column("Text", 66)
_BLOCKS = (
    Column("Item", 6),
    Column("Part", 16),
    Column("Section id", 16),
    Column("Section", 20),
    Column("Sub-heading", 18),
    Column("Kind", 12),
    _TEXT,
)


def sheets(snapshot: Snapshot) -> tuple[Sheet, Sheet, Sheet]:
    """The sheets Report, Sections and Metadata."""
    title = snapshot.report.edition.title
    return (
        Sheet(
            "Report",
            title,
            (
                "What the report is about: the fields at its head. Its text is on the next sheet.",
                "Columns: the field’s permanent id, its name on the form, and what it says.",
            ),
            _FIELDS,
            tuple(_cut_values(_report(snapshot))),
        ),
        Sheet(
            "Sections",
            f"Sections of: {title}",
            (
                "The text of the report: one row for each sub-heading, paragraph, bullet"
                " or answer such as “No change”.",
                "An empty cell means there is no part or sub-heading. A row whose kind ends in"
                f" “{CONTINUED}” goes on with the text, and has the item number, of the row above.",
            ),
            _BLOCKS,
            tuple(_sections(snapshot)),
        ),
        Sheet(
            "Metadata",
            f"Metadata of: {title}",
            (
                "Where the report comes from: for checking that nothing was altered on its way.",
                "Columns: the entry’s permanent id, its name, and its value.",
            ),
            _FIELDS,
            tuple(_cut_values(_metadata(snapshot))),
        ),
    )


def _report(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    if snapshot.report.marking:
        yield "marking", MARKING_LABEL, snapshot.report.marking
    for field in snapshot.report.edition.header:
        typed = snapshot.report.typed(field.id)
        if field.id is FieldId.PERIOD:
            period = snapshot.period
            yield field.id, field.label, period.label
            yield "period_typed", f"{field.label} as typed", typed
            yield "period_start", f"{field.label}: first day", period.start.isoformat()
            yield "period_end", f"{field.label}: last day", period.end.isoformat()
        else:
            yield field.id, field.label, typed


def _metadata(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    yield "schema", "Form of the data", SCHEMA
    yield "report_id", "Report id", snapshot.report.id
    yield "version", "Version", str(snapshot.version)
    yield "supersedes", "In place of report", snapshot.supersedes or "None"
    yield "correction", "Reason for the correction", snapshot.correction or "None"
    yield "marking", MARKING_LABEL, marking.in_words(snapshot.report.marking)
    yield "edition", "Edition of the form", snapshot.report.edition.id
    yield "app_version", "Version of highlight-desktop", snapshot.app_version
    yield "submitted_at", "Submitted at (UTC)", snapshot.submitted_at.isoformat()
    yield "content_sha256", "SHA-256 of the content", snapshot.sha256


def _cut_values(fields: Iterator[tuple[str, str, str]]) -> Iterator[Row]:
    for field_id, label, value in fields:
        for number, part in enumerate(parts(value, _FIELDS[-1].width)):
            yield field_id, f"{label}, {CONTINUED}" if number else label, part


def _sections(snapshot: Snapshot) -> Iterator[Row]:
    report = snapshot.report
    item = count(1)
    for section in report.edition.sections:
        part = report.edition.part_of(section)
        place = (part.heading if part else "", section.id, section.heading)
        for subheading, kind, text in _answer(report.answer_to(section)):
            yield from _cut_text(next(item), place, subheading, kind, text)
    for subheading, kind, text in _prose(report.unplaced):
        yield from _cut_text(next(item), ("", "unplaced", NOT_YET_PLACED), subheading, kind, text)


def _cut_text(
    item: int, place: tuple[str, str, str], subheading: str, kind: str, text: str
) -> Iterator[Row]:
    for number, part in enumerate(parts(text, _TEXT.width)):
        yield item, *place, subheading, f"{kind} {CONTINUED}" if number else kind, part


def _answer(answer: Answer) -> Iterator[tuple[str, str, str]]:
    """Rows as (sub-heading, kind, text)."""
    if answer.prose:
        yield from _prose(answer.prose)
    else:
        yield "", str(answer.kind), answer.in_words


def _prose(prose: Prose) -> Iterator[tuple[str, str, str]]:
    subheading = ""
    for block in prose:
        if block.kind is BlockKind.SUBHEADING:
            subheading = shown_again(block.text)
        yield subheading, _kind(block), block.text


def shown_again(text: str) -> str:
    """A sub-heading as it stands beside the rows under it."""
    return text if len(text) <= _SHOWN_AGAIN else f"{text[:_SHOWN_AGAIN]}…"


def _kind(block: Block) -> str:
    return f"inner {block.kind}" if block.level else str(block.kind)
