"""Knows how a report starts from an earlier one: what is taken over, and where it belongs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from highlight_desktop.report.changes import periods_unchanged
from highlight_desktop.report.edition import Edition, FieldId, Section, Topic
from highlight_desktop.report.marking import covers
from highlight_desktop.report.prose import Block, BlockKind, Prose, without_blanks
from highlight_desktop.report.report import (
    NOT_YET_PLACED,
    Report,
    printed_subheadings,
    written_answer,
)
from highlight_desktop.report.text import one_line


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A new draft that starts from an earlier report."""

    report: Report
    notes: tuple[str, ...]
    """What found no place of its own in the new form, one sentence each."""


def place_for(section: Section, edition: Edition) -> Section | None:
    """Where the text of another form's section belongs in this one: by its topic."""
    alike = [each for each in edition.sections if each.topic is section.topic]
    return next((each for each in alike if each.id == section.id), next(iter(alike), None))


def text_to_carry(last: Report, section: Section) -> Prose:
    """What a report says in a section in words of its own, and so what can be taken over.

    Text set aside by an answer such as No change was never sent and stays where it is, and so
    do the form's own sub-headings when nothing is written but them.
    """
    prose = last.answer_to(section).as_sent().prose
    return () if prose == printed_subheadings(section) else prose


def carry_over(
    last: Report,
    edition: Edition,
    report_id: str,
    *,
    typed_period: str,
    section_ids: Collection[str],
    unplaced: bool = True,
    usual: Mapping[str, str] | None = None,
    usual_marking: str = "",
) -> CarriedOver:
    """Start a report from the last one: header, marking, and the text of these of its sections.

    Every paragraph and bullet is marked as carried. Answers given instead of text have to be
    given again. What the new form has no section for is kept as text not yet placed. `usual`
    is what a new report's header begins with: it fills in what the last one has not. Of the
    last one's marking and the usual one the stricter is taken.
    """
    answers: dict[str, Prose] = {}
    homeless = _marked(without_blanks(last.unplaced)) if unplaced else ()
    notes = list(_unasked(last, edition))
    for section in last.edition.sections:
        prose = _marked(text_to_carry(last, section), section) if section.id in section_ids else ()
        home = place_for(section, edition)
        if home is not None and prose:
            answers[home.id] = answers.get(home.id, ()) + prose
        elif prose:
            homeless += prose
            notes.append(
                f"This edition has no section like “{section.name}”: its text is kept under"
                f" “{NOT_YET_PLACED}”."
            )
    header = _header(last, edition, typed_period, usual or {})
    marking = usual_marking if covers(usual_marking, last.marking) else last.marking
    report = Report(report_id, edition, header, {}, homeless, marking)
    for section_id, prose in answers.items():
        section = edition.section(section_id)
        answer = written_answer(section, (*prose, *_subheadings_left(section, prose)))
        report, _ = report.answer(section_id, answer)
    return CarriedOver(report, tuple(notes))


def ages(report: Report, earlier: Sequence[Report]) -> Mapping[str, int]:
    """For how many periods what waits to be confirmed has been the same, by its `folded` text.

    `earlier` are the reports before, newest first. Text not yet placed may have stood anywhere.
    """
    found: dict[str, int] = {}
    for section in report.edition.sections:
        for block in report.answer_to(section).prose:
            if block.carried:
                found[folded(block.text)] = periods_unchanged(block, earlier, section.topic)
    for block in report.unplaced:
        if block.carried:
            unchanged = (periods_unchanged(block, earlier, topic) for topic in Topic)
            found[folded(block.text)] = max(unchanged)
    return found


def folded(text: str) -> str:
    """A text as it is recognised again, whatever the spaces."""
    return " ".join(text.split())


def _header(
    last: Report, edition: Edition, typed_period: str, usual: Mapping[str, str]
) -> dict[FieldId, str]:
    header = {each.id: last.typed(each.id) or usual.get(each.id, "") for each in edition.header}
    return {**header, FieldId.PERIOD: typed_period}


def _unasked(last: Report, edition: Edition) -> Iterator[str]:
    for field in last.edition.header:
        typed = one_line(last.typed(field.id))
        if typed and not edition.has_field(field.id):
            yield f"This edition does not ask for “{field.label}”: “{typed}” was left out."


def _marked(prose: Prose, section: Section | None = None) -> Prose:
    """Everything that says something is marked: of sub-headings those with nothing below them.

    The form's own say nothing.
    """
    printed = printed_subheadings(section) if section else ()
    end = Block(BlockKind.SUBHEADING, "")
    return tuple(
        replace(
            block,
            carried=block.kind is not BlockKind.SUBHEADING
            or (
                below.kind is BlockKind.SUBHEADING and replace(block, carried=False) not in printed
            ),
        )
        for block, below in pairwise((*prose, end))
    )


def _subheadings_left(section: Section, prose: Prose) -> Prose:
    """The form's own sub-headings that the text does not have already."""
    written = {each.text.strip(" :").casefold() for each in prose}
    return tuple(
        each for each in printed_subheadings(section) if each.text.casefold() not in written
    )
