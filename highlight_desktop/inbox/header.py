"""Knows how the header fields of a report are written at its top."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from highlight_desktop.errors import PeriodError
from highlight_desktop.inbox.headings import ALIKE, Catalogue, Label, fold, in_capitals, likeness
from highlight_desktop.report import period
from highlight_desktop.report.edition import Edition, FieldId
from highlight_desktop.report.text import one_line

_LONGEST_LABEL = 60


@dataclass(slots=True)
class Header:
    """What the lines above the first section hold."""

    values: dict[FieldId, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    """The labels as typed."""
    rest: list[str] = field(default_factory=list)
    """Lines that belong to no field of the form, word for word."""
    notes: list[str] = field(default_factory=list)


def read(lines: Iterable[str], edition: Edition, known: Catalogue) -> Header:
    """Header fields of this edition; a value may go on until the next label or empty line."""
    header = Header()
    current: list[str] | None = None
    for line in lines:
        label = known.label(line) or _like_a_label(line, edition, header)
        if label:
            current = _begin(label, line, edition, known, header)
        elif _is_foreign_label(line):
            header.rest.append(line)
            current = None
        elif not line.strip():
            header.rest.append("")
            # A label may stand alone, its value below it.
            current = current if current == [] else None
        elif current is not None and not _is_whole_without(line, current, header):
            current.append(line.strip())
        else:
            header.rest.append(line)
            current = None
    return header


def _begin(
    label: Label, line: str, edition: Edition, known: Catalogue, header: Header
) -> list[str] | None:
    """Take in a label and what follows it on its line; returns where its value goes on."""
    ids = {each.id for _, each, _ in known.labels[label.key]}
    field_id = next((each.id for each in edition.header if each.id in ids), None)
    if field_id is None or header.values.get(field_id):
        why = "is not in this form" if field_id is None else "is there twice"
        header.notes.append(f"“{label.typed}” {why}: “{line.strip()[:200]}” was kept unplaced.")
        header.rest.append(line)
        return None
    header.labels.append(label.typed)
    header.values[field_id] = [label.value] if label.value else []
    return header.values[field_id]


def _like_a_label(line: str, edition: Edition, header: Header) -> Label | None:
    """A misspelt label, with its colon."""
    typed, colon, value = line.partition(":")
    if not colon or len(typed) > _LONGEST_LABEL or value[:1].strip():
        return None
    for own in edition.header:
        if likeness(fold(typed), fold(own.label)) >= ALIKE:
            header.notes.append(f"“{typed.strip()}” was guessed to be the label “{own.label}”.")
            return Label(fold(own.label), f"{typed}:".strip(), value.strip())
    return None


def _is_whole_without(line: str, current: list[str], header: Header) -> bool:
    """True when the line would make a period that is understood one that is not."""
    is_period = current is header.values.get(FieldId.PERIOD)
    return is_period and _is_period(current) and not _is_period([*current, line])


def _is_period(lines: list[str]) -> bool:
    try:
        period.read(one_line(" ".join(lines)))
    except PeriodError:
        return False
    return True


def _is_foreign_label(line: str) -> bool:
    """True for "DATE OF MEETING: ...": a label, by its capitals, but none of ours."""
    typed, colon, value = line.partition(":")
    short = 1 <= len(typed.split()) <= 5 and len(typed) <= _LONGEST_LABEL
    return bool(colon and short and in_capitals(typed) and not value[:1].strip())
