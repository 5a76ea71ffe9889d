"""Knows how the header fields of a report are written at its top."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from highlight_desktop.inbox.headings import ALIKE, Catalogue, fold, in_capitals, likeness
from highlight_desktop.report.edition import Edition, FieldId

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
        elif current is not None:
            current.append(line.strip())
        else:
            header.rest.append(line)
    return header


def _begin(
    label: tuple[str, str], line: str, edition: Edition, known: Catalogue, header: Header
) -> list[str] | None:
    """Take in a label and what follows it on its line; returns where its value goes on."""
    typed, value = label
    field_id = _field(typed, edition, known)
    if field_id is None or header.values.get(field_id):
        why = "is not in this form" if field_id is None else "is there twice"
        header.notes.append(f"“{typed}” {why}: “{line.strip()[:200]}” was kept as unplaced text.")
        header.rest.append(line)
        return None
    header.labels.append(typed)
    return header.values.setdefault(field_id, []) if not value else _put(header, field_id, value)


def _put(header: Header, field_id: FieldId, value: str) -> list[str]:
    header.values[field_id] = [value]
    return header.values[field_id]


def _field(typed: str, edition: Edition, known: Catalogue) -> FieldId | None:
    """The form's own field under this label."""
    folded = fold(typed).rstrip("- ")
    ids = {each.id for _, each, _ in known.labels.get(folded, ())}
    own = {each.id: fold(each.label) for each in edition.header}
    for field_id, label in own.items():
        if field_id in ids or (folded not in known.labels and likeness(folded, label) >= ALIKE):
            return field_id
    return None


def _like_a_label(line: str, edition: Edition, header: Header) -> tuple[str, str] | None:
    """A misspelt label, with its colon."""
    typed, colon, value = line.partition(":")
    if not colon or len(typed) > _LONGEST_LABEL or value[:1].strip():
        return None
    for own in edition.header:
        if likeness(fold(typed), fold(own.label)) >= ALIKE:
            header.notes.append(f"“{typed.strip()}” was guessed to be the label “{own.label}”.")
            return f"{typed.strip()}:", value.strip()
    return None


def _is_foreign_label(line: str) -> bool:
    """True for "DATE OF MEETING: ...": a label, by its capitals, but none of ours."""
    typed, colon, value = line.partition(":")
    short = 1 <= len(typed.split()) <= 5 and len(typed) <= _LONGEST_LABEL
    return bool(colon and short and in_capitals(typed) and not value[:1].strip())
