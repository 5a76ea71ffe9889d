"""Knows the JSON of the command line: the keys that scripts rely on, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from highlight_desktop.report.edition import AnswerKind, Edition, FieldId, Section
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.prose import to_plain, without_blanks
from highlight_desktop.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from highlight_desktop.errors import HighlightError, PeriodError
    from highlight_desktop.inbox.take_in import TakenIn
    from highlight_desktop.report.changes import BlockChange, SectionChanges
    from highlight_desktop.report.period import Period
    from highlight_desktop.report.report import Answer, Report
    from highlight_desktop.store.backup import Backup
    from highlight_desktop.store.hits import Hits
    from highlight_desktop.store.stored import Stored, Summary
    from highlight_desktop.verification.verdict import Verification

Plain = dict[str, object]


def of_report(stored: Stored) -> Plain:
    """A whole report. Text without a section follows as "unplaced" when there is any."""
    report = stored.report
    whole: Plain = {
        "id": report.id,
        "edition": report.edition.id,
        "state": str(stored.state),
        "version": stored.version,
        "supersedes": stored.supersedes,
        "header": _header(report),
        "sections": [
            _section(report.edition, section, report.answer_to(section))
            for section in report.edition.sections
        ],
        "sha256": stored.sha256,
    }
    unplaced = to_plain(without_blanks(report.unplaced))
    return {**whole, "unplaced": unplaced} if unplaced else whole


def of_import(taken: TakenIn) -> Plain:
    """One file that came in, as a draft or as the submitted report it carries."""
    return {
        "file": one_line(str(taken.path)),
        "report": taken.stored.report.id,
        "edition": taken.stored.report.edition.id,
        "words_read": taken.imported.words_read,
        "words_kept": taken.imported.words_kept,
        "notes": list(taken.imported.notes),
    }


def of_verification(file: str, checked: Verification) -> Plain:
    """What was found out about one document; what cannot be told of it is null.

    "verdict" is as_submitted, altered or not_ours; an "alteration" is changed, removed, added,
    moved or redrawn, and its "column" is empty for a whole row or line.
    """
    snapshot = checked.snapshot
    return {
        "file": file,
        "verdict": str(checked.verdict),
        "report": snapshot and snapshot.report.id,
        "version": snapshot and snapshot.version,
        "submitted_at": _moment(snapshot.submitted_at) if snapshot else None,
        "sha256": snapshot and snapshot.sha256,
        "differences": [
            {
                "place": each.place,
                "alteration": str(each.alteration),
                "column": each.column,
                "was": each.was,
                "now": each.now,
            }
            for each in checked.differences
        ],
        "notes": list(checked.notes),
    }


def of_backup(made: Backup, fault: str) -> Plain:
    """A backup; "fault" says why it cannot be used, and is null when it can.

    "identity" says whose reports they are, and is null where the file does not tell. Of the
    hub's desk "reports" are those returned, and "files", which is there only then, what came in.
    """
    told: Plain = {
        "file": one_line(str(made.path)),
        "made_at": made.made_at.isoformat(),
        "reports": made.reports,
        "fault": fault or None,
        "identity": made.identity or None,
    }
    return told | {"files": made.files} if made.is_of_desk else told


def of_summary(summary: Summary) -> Plain:
    """A report as the list has it; times are UTC."""
    return {
        "id": summary.id,
        "edition": summary.edition_id,
        "state": str(summary.state),
        "version": summary.version,
        "service_areas": summary.service_areas,
        "period": summary.period_typed,
        "edited_at": _moment(summary.edited_at),
        "submitted_at": _moment(summary.submitted_at),
    }


def of_hits(typed: str, found: Hits, refused: HighlightError | None = None) -> Plain:
    """Where words were found; "total" counts the places that are not in "hits" as well.

    "where" is reports or desk; on the hub's desk "sha256" says in which return, and "state" is
    returned, not_verified, superseded or conflict. Of a desk that could not be searched
    "not_searched" says why, and is there only then.

    "marks" are the words that were asked for, as [start, end) in characters of the snippet;
    "at" says where the first of them stands: in which block of the place, from 0, and where.
    """
    told: Plain = {
        "query": typed,
        "total": found.total,
        "hits": [
            {
                "where": "desk" if hit.sha256 else "reports",
                "sha256": hit.sha256,
                "report": hit.report_id,
                "state": hit.state,
                "version": hit.version,
                "service_areas": hit.service_areas,
                "period": hit.period_typed,
                "place": hit.place.kind,
                "id": str(hit.place.id),
                "heading": hit.heading,
                "topic": hit.topic or None,
                "at": {"block": hit.span.block, "start": hit.span.start, "end": hit.span.end},
                "snippet": hit.excerpt.text,
                "marks": [list(mark) for mark in hit.excerpt.marks],
            }
            for hit in found.best
        ],
    }
    return told | {"not_searched": [{"where": "desk", "why": str(refused)}]} if refused else told


def of_findings(stored: Stored, found: Sequence[Finding]) -> Plain:
    """What was found in a report; "ready" when nothing of it blocks."""
    return {
        "id": stored.report.id,
        "state": str(stored.state),
        "ready": not any(one.blocks for one in found),
        "findings": [
            {
                "place": one.place.kind,
                "id": str(one.place.id),
                "code": one.code,
                "message": one.message,
                "blocks": one.blocks,
            }
            for one in found
        ],
    }


def of_edition(edition: Edition) -> Plain:
    """An edition of the form."""
    return {
        "id": edition.id,
        "title": edition.title,
        "header": [{"id": str(field.id), "label": field.label} for field in edition.header],
        "sections": [
            {**_heading(edition, section), "answers": [str(kind) for kind in section.answers]}
            for section in edition.sections
        ],
    }


def of_period(period: Period) -> Plain:
    """A reporting period as it is understood."""
    return {
        "typed": period.typed,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": period.label,
        "days": period.days,
    }


def of_no_period(typed: str, error: PeriodError) -> Plain:
    """One that is not understood: the same keys, all null, and "error"."""
    return {
        "typed": typed,
        **dict.fromkeys(("start", "end", "label", "days")),
        "error": str(error),
    }


def of_changes(after: Report, before: Report | None, changes: Sequence[SectionChanges]) -> Plain:
    """What changed between two reports; "against" and "changed" are null without an earlier one.

    The state of a section is unchanged, changed, new (the earlier form has no such topic) or
    gone (the later one has none); its topic is null for text that belongs to no section.
    """
    return {
        "report": after.id,
        "against": before.id if before else None,
        "changed": any(section.differs for section in changes) if before else None,
        "sections": [
            {
                "topic": str(section.topic) if section.topic else None,
                "heading": section.heading,
                "state": str(section.state),
                "answer": {"before": str(section.before.kind), "after": str(section.after.kind)},
                "reason": {"before": section.before.reason, "after": section.after.reason},
                "blocks": [_block_change(change) for change in section.blocks],
            }
            for section in changes
        ],
    }


def _block_change(change: BlockChange) -> Plain:
    """A block that is the same, moved, edited, added or removed.

    "before" and "after" are its places in the two texts, from 0, or null; kind and level are
    those of the later text. Without the pieces "added" the old text remains, without those
    "removed" the new.
    """
    return {
        "state": str(change.state),
        "kind": str(change.shown.kind),
        "level": change.shown.level,
        "before": change.before.at if change.before else None,
        "after": change.after.at if change.after else None,
        "pieces": [{"text": piece.text, "state": str(piece.state)} for piece in change.pieces],
    }


def _header(report: Report) -> Plain:
    """A field the form does not have is null; one left empty is empty text."""
    period = report.period_if_understood()
    return {
        **{
            str(one): report.typed(one) if report.edition.has_field(one) else None
            for one in (FieldId.SERVICE_AREAS, FieldId.AUTHOR, FieldId.LOCAL_AUTHORITY)
        },
        "period": {
            "typed": report.typed(FieldId.PERIOD),
            "start": period and period.start.isoformat(),
            "end": period and period.end.isoformat(),
        },
    }


def _section(edition: Edition, section: Section, answer: Answer) -> Plain:
    """A section and its answer; text that a nil answer set aside is not part of it."""
    sent = answer.as_sent()
    applies = answer.kind is not AnswerKind.NOT_APPLICABLE
    return {
        **_heading(edition, section),
        "answer": str(answer.kind),
        **({} if applies else {"reason": sent.reason}),
        "completed": answer.completed,
        "prose": to_plain(sent.prose),
    }


def _heading(edition: Edition, section: Section) -> Plain:
    part = edition.part_of(section)
    return {
        "id": section.id,
        "part": part and part.heading,
        "heading": section.heading,
        "topic": str(section.topic),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
