"""Knows how a draft moves to another edition of the form: every word of it goes along.

Unlike a report that starts from an earlier one, what moves stays the author's own work in
progress: answers, marks of completion and text set aside keep their state. What the other form
has no place for is kept as text not yet placed, and a note says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from highlight_desktop.report.carry import place_for
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId, Section
from highlight_desktop.report.prose import Block, BlockKind, Prose, without_blanks
from highlight_desktop.report.report import (
    NOT_YET_PLACED,
    Answer,
    Report,
    printed_subheadings,
    written_answer,
)
from highlight_desktop.report.text import one_line


@dataclass(frozen=True, slots=True)
class Transferred:
    """A draft on another edition of the form."""

    report: Report
    notes: tuple[str, ...]
    """What found no place of its own there, one sentence each."""


def to_edition(draft: Report, edition: Edition, report_id: str) -> Transferred:
    """The same draft on another edition, under a new id."""
    homeless: list[Block] = []
    notes: list[str] = []
    for field in draft.edition.header:
        typed = draft.typed(field.id)
        if one_line(typed) and not edition.has_field(field.id):
            homeless.append(Block(BlockKind.PARAGRAPH, f"{field.label}: {one_line(typed)}"))
            notes.append(
                f"This edition does not ask for “{field.label}”: what stood there is kept under"
                f" “{NOT_YET_PLACED}”."
            )
    arriving: dict[str, list[tuple[Section, Answer]]] = {}
    for section in draft.edition.sections:
        answer = draft.answers.get(section.id)
        if answer is None or not _says_something(answer, section):
            continue
        home = place_for(section, edition)
        if home is None:
            homeless += _in_words(answer, section)
            notes.append(
                f"This edition has no section like “{section.name}”: its text is kept under"
                f" “{NOT_YET_PLACED}”."
            )
        else:
            arriving.setdefault(home.id, []).append((section, answer))
    answers = {}
    for home in edition.sections:
        if home.id in arriving:
            answers[home.id], left = _at_home(home, arriving[home.id])
            homeless += left
            notes += _about(home, arriving[home.id], left)
    header = {key: typed for key, typed in draft.header.items() if edition.has_field(FieldId(key))}
    unplaced = (*draft.unplaced, *homeless)
    return Transferred(
        Report(report_id, edition, header, answers, unplaced, draft.marking), tuple(notes)
    )


def _says_something(answer: Answer, section: Section) -> bool:
    untouched = answer.prose in ((), printed_subheadings(section))
    return answer.kind is not AnswerKind.UNANSWERED or answer.completed or not untouched


def _at_home(
    home: Section, arriving: Sequence[tuple[Section, Answer]]
) -> tuple[Answer, list[Block]]:
    """What a section of the new form says, and what of it found no place there."""
    source, only = arriving[0]
    if len(arriving) == 1 and (not only.kind.is_nil or only.kind in home.answers):
        prose = _under(home, source, only.prose)
        if only.kind.is_nil:
            return replace(only, prose=prose), []
        return written_answer(home, prose, completed=only.completed), []
    written: list[Block] = []
    left: list[Block] = []
    for section, answer in arriving:
        if answer.kind.is_nil:
            left += _in_words(answer, section)
        else:
            written += _own_words(answer.prose, section)
    return written_answer(home, _under(home, None, tuple(written))), left


def _under(home: Section, source: Section | None, prose: Prose) -> Prose:
    """Text with the sub-headings that the new form prints, and not the old form's empty ones."""
    if source is not None:
        prose = _own_words(prose, source)
    stand = {each.text.strip(" :").casefold() for each in prose}
    missing = (each for each in printed_subheadings(home) if each.text.casefold() not in stand)
    return (*prose, *missing)


def _own_words(prose: Prose, section: Section) -> Prose:
    printed = printed_subheadings(section)
    return () if printed and without_blanks(prose) == printed else prose


def _in_words(answer: Answer, section: Section) -> Iterator[Block]:
    """An answer that has no section of its own: under its old heading, with all it held."""
    yield Block(BlockKind.SUBHEADING, section.name)
    if answer.kind.is_nil:
        yield Block(BlockKind.PARAGRAPH, one_line(answer.in_words))
        if answer.reason and answer.kind is not AnswerKind.NOT_APPLICABLE:
            yield Block(BlockKind.PARAGRAPH, one_line(answer.reason))
    yield from _own_words(answer.prose, section)


def _about(
    home: Section, arriving: Sequence[tuple[Section, Answer]], left: Sequence[Block]
) -> Iterator[str]:
    names = " and ".join(f"“{section.name}”" for section, _ in arriving)
    if len(arriving) > 1:
        yield f"{names} stand together under “{home.name}” in this edition."
    if left:
        yield f"What {names} answered instead of text is kept under “{NOT_YET_PLACED}”."
