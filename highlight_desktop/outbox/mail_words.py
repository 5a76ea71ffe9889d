"""Knows what the e-mail says: its subject, what is attached to it, and how to check that."""

import re
import unicodedata
from collections.abc import Iterator

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import short_id
from highlight_desktop.report.snapshot import Snapshot

_LIMIT = 255
"""Letters in a subject: what is longer may be cut on its way ([MS-OXCMAIL] 2.1.3.2.8)."""
_AREAS_SHOWN, _AREAS_SHOWN_AT_LEAST = 120, 30
"""Letters of the service areas in a subject: a list of mails shows no more."""
_OTHERS = " and others"
_BETWEEN_AREAS = re.compile(r"\s*[,;|]\s+|\s+/\s+")
_TURNS_THE_LINE = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that set what follows from right to left, and with it the rest of a subject."""


def subject(snapshot: Snapshot) -> str:
    """The marking, the form, the service areas, the period, the version and what it corrects."""
    report = snapshot.report
    marking = f"{report.marking} – " if report.marking else ""
    version = f"version {snapshot.version}"
    if snapshot.supersedes:
        version += f" (corrects version {snapshot.version - 1})"
    before, after = f"{marking}{report.edition.title}: ", f", {snapshot.period.label}, {version}"
    room = max(_AREAS_SHOWN_AT_LEAST, min(_AREAS_SHOWN, _LIMIT - len(before + after)))
    areas = _shortened(report.typed(FieldId.SERVICE_AREAS), room)
    return _TURNS_THE_LINE.sub("", f"{before}{areas}{after}")


def message(snapshot: Snapshot) -> str:
    """The words of the e-mail: a greeting, what is attached, how to check it, whom it is from."""
    name = snapshot.recipient.name
    lines = [
        f"Dear {name}," if name else "Hello,",
        "",
        f"Here is our highlight report for {snapshot.period.label}.",
        "",
        *_about(snapshot),
        "",
        "Two files are attached:",
        f"- the report as a PDF, to read and print{_last_page(snapshot)}",
        "- the same text as an Excel workbook, to sort and count",
        "",
        *_how_to_check(snapshot),
        "",
        "Kind regards",
        snapshot.report.typed(FieldId.AUTHOR),
    ]
    return "\n".join(lines) + "\n"


def _about(snapshot: Snapshot) -> Iterator[str]:
    """What the header of the report says, whole, where the subject may have it shortened."""
    report = snapshot.report
    for field in report.edition.header:
        if field.id not in (FieldId.PERIOD, FieldId.AUTHOR):
            yield f"{field.label}: {report.typed(field.id)}"
    yield f"Form: {report.edition.title}"
    yield f"Version: {snapshot.version}{_what_it_corrects(snapshot)}"
    if snapshot.correction:
        yield f"Reason for the correction: {snapshot.correction}"
    if report.marking:
        yield f"Protective marking: {report.marking}"


def _what_it_corrects(snapshot: Snapshot) -> str:
    if not snapshot.supersedes:
        return ""
    before = f"version {snapshot.version - 1} (report {short_id(snapshot.supersedes)})"
    return f", which corrects and replaces {before}"


def _last_page(snapshot: Snapshot) -> str:
    return "; its last page says what changed since the last report" if snapshot.since else ""


def _how_to_check(snapshot: Snapshot) -> tuple[str, ...]:
    """The command on a line of its own: mail programs break lines at its hyphen."""
    return (
        "To make sure that a file was not altered after we submitted the report, save it, open"
        " highlight-desktop and choose “Check a document…”, or type:",
        "highlight-desktop verify FILE",
        "",
        "The report has this content hash (SHA-256), which would be another if a single character"
        " of it were changed:",
        snapshot.sha256,
    )


def _shortened(areas: str, limit: int) -> str:
    """As many whole service areas as there is room for; of a single long one, whole words."""
    if len(areas) <= limit:
        return areas
    room = limit - len(_OTHERS)
    ends = [found.start() for found in _BETWEEN_AREAS.finditer(areas) if found.start() <= room]
    if ends and ends[-1] > 0:
        return areas[: ends[-1]] + _OTHERS
    end = limit - 1
    while unicodedata.combining(areas[end]) and end > 1:
        end -= 1
    return areas[:end].rsplit(" ", 1)[0] + "…"
