"""Knows how an earlier version of a report is told apart: its time, its places, what it said."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from highlight_desktop.report.calendar_words import printed_moment
from highlight_desktop.report.changes import BlockChange, BlockState, Placed, compare_prose
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose, to_confirm, without_blanks
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, Place, Report
from ui.editor.shown_changes import changed_paragraph
from ui.widgets.local_time import offset_words
from ui.widgets.paragraph_list import Mark, Paragraph

_NAMED = 3
"""How many places one line of the list names."""


def time_in_words(moment: datetime, today: date) -> str:
    """When a version was saved: "Today 14:02", "Yesterday 09:30", "21 November 2026, 14:02".

    `moment` is shown in the time zone it carries.
    """
    day, offset = moment.date(), offset_words(moment)
    told = printed_moment(moment)
    if day == today:
        told = f"Today {moment:%H:%M}"
    elif day == today - timedelta(days=1):
        told = f"Yesterday {moment:%H:%M}"
    return f"{told} ({offset})" if offset else told


def places_in_words(report: Report, places: Sequence[Place]) -> str:
    """Where a version differs from the one before it, in the order of the form."""
    order = _places(report)
    names = [_name(report, place) for place in order if place in places]
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"


def has_carried(version: Report) -> bool:
    """True for a version with text of the last report that waits to be confirmed."""
    proses = [*(answer.prose for answer in version.answers.values()), version.unplaced]
    return any(to_confirm(prose) for prose in proses)


def since(version: Report, now: Report) -> list[Paragraph]:
    """What has changed between a version and now, place by place; nothing when nothing has."""
    told = []
    for place in _places(now):
        paragraphs = list(_in_place(place, version, now))
        if paragraphs:
            name = _name(now, place)
            told.append(_line(BlockKind.SUBHEADING, name, spoken=f"Heading: {name}"))
            told += paragraphs
    return told


def _places(report: Report) -> list[Place]:
    header = [Place("header", field.id) for field in report.edition.header]
    sections = [Place("section", section.id) for section in report.edition.sections]
    return [*header, Place("marking"), *sections, Place("unplaced")]


def _name(report: Report, place: Place) -> str:
    if place.kind == "header":
        return next(each.label for each in report.edition.header if each.id == place.id)
    if place.kind == "section":
        return report.edition.section(place.id).name
    return "Protective marking" if place.kind == "marking" else NOT_YET_PLACED


def _in_place(place: Place, version: Report, now: Report) -> Iterator[Paragraph]:
    if place.kind == "header":
        field_id = FieldId(place.id)
        yield from _texts(version.typed(field_id), now.typed(field_id))
    elif place.kind == "marking":
        yield from _texts(version.marking, now.marking)
    elif place.kind == "unplaced":
        yield from _proses(version.unplaced, now.unplaced)
    else:
        section = now.edition.section(place.id)
        yield from _answers(version.answer_to(section), now.answer_to(section))


def _answers(before: Answer, after: Answer) -> Iterator[Paragraph]:
    nil = before.kind.is_nil or after.kind.is_nil
    if nil and before.in_words != after.in_words:
        yield _remark(f"The section was {_answered(before)} and is now {_answered(after)}.")
    yield from _proses(before.prose, after.prose)
    if before.completed != after.completed:
        now = "is now" if after.completed else "is no longer"
        yield _remark(f"The section {now} marked as completed.")


def _answered(answer: Answer) -> str:
    if answer.kind.is_nil:
        return f"answered “{answer.in_words}”"
    return "answered with text" if answer.kind is AnswerKind.ANSWERED else "not answered"


def _texts(before: str, after: str) -> Iterator[Paragraph]:
    """One line that was edited, filled in or emptied."""
    was, now = (
        Placed(0, Block(BlockKind.PARAGRAPH, text)) if text else None for text in (before, after)
    )
    if was and now and before != after:
        yield changed_paragraph(BlockChange(BlockState.EDITED, was, now))
    elif now and not was:
        yield changed_paragraph(BlockChange(BlockState.ADDED, None, now))
    elif was and not now:
        yield changed_paragraph(BlockChange(BlockState.REMOVED, was, None))


def _proses(before: Prose, after: Prose) -> Iterator[Paragraph]:
    """The blocks that changed; those between them that did not are only counted."""
    if before == after:
        return
    changes = compare_prose(without_blanks(before), without_blanks(after))
    if all(change.state is BlockState.SAME for change in changes):
        yield _remark("The words are the same; bold, bullets, headings or blank lines changed.")
        return
    for same, group in groupby(changes, lambda change: change.state is BlockState.SAME):
        run = list(group)
        if same:
            count = "1 paragraph" if len(run) == 1 else f"{len(run):,} paragraphs"
            yield _remark(f"({count} unchanged)")
        else:
            yield from map(changed_paragraph, run)


def _remark(text: str) -> Paragraph:
    return _line(BlockKind.PARAGRAPH, text)


def _line(kind: BlockKind, text: str, spoken: str = "") -> Paragraph:
    return Paragraph(Block(kind, text), ((text, Mark.PLAIN),), spoken or text)
