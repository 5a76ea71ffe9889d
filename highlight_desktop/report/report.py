"""Knows what a report is: a header and one answer for each section of its edition.

Reports never change. Each edit gives a new report and the Change that was made, so that
the caller can save and redraw just that place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId, Section
from highlight_desktop.report.period import Period
from highlight_desktop.report.prose import Block, BlockKind, Prose, without_blanks
from highlight_desktop.report.text import listed, one_line

UNTITLED = "Untitled report"
"""What a report without a service area is called."""
NOT_YET_PLACED = "Not yet placed"
"""What text that belongs to no section is called wherever it is shown."""
_SHORT_ID_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in a report that can be edited, checked or pointed at."""

    kind: Literal["header", "section", "unplaced", "marking"]
    id: str = ""
    """The header field's or the section's id; empty for the unplaced text and the marking."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one section says."""

    kind: AnswerKind = AnswerKind.UNANSWERED
    prose: Prose = ()
    """The text. A nil answer keeps what had been written, so that it can be taken back."""
    reason: str = ""
    """Why a section is not applicable, one line."""
    completed: bool = False
    """The author's own mark that the section is finished; never asked for."""

    @property
    def in_words(self) -> str:
        """An answer given instead of text, with its reason: "Not applicable – closed"."""
        if self.kind is AnswerKind.NOT_APPLICABLE and self.reason:
            return f"{self.kind.label} – {self.reason}"
        return self.kind.label

    def as_sent(self) -> Self:
        """What of it leaves: text only if that is the answer, a reason only if not applicable."""
        written = self.kind is AnswerKind.ANSWERED
        applies = self.kind is not AnswerKind.NOT_APPLICABLE
        return replace(
            self,
            prose=without_blanks(self.prose) if written else (),
            reason="" if applies else one_line(self.reason),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: where, and what stood there before and after."""

    place: Place
    before: str | Answer | Prose
    after: str | Answer | Prose

    def __bool__(self) -> bool:
        """False when the edit made no difference."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Report:
    """One highlight report."""

    id: str
    """32 hexadecimal digits, given once and never reused."""
    edition: Edition
    header: Mapping[FieldId, str] = field(default_factory=dict)
    """What was typed in each header field; a field not there is empty."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By section id; a section not there is unanswered."""
    unplaced: Prose = ()
    """Text that came in and belongs to no section; never dropped."""
    marking: str = ""
    """The protective marking, such as OFFICIAL; empty for none."""

    def typed(self, field_id: FieldId) -> str:
        """What stands in a header field."""
        return self.header.get(field_id, "")

    def period(self) -> Period:
        """The reporting period. Raises PeriodError while it cannot be understood."""
        return period.read(self.typed(FieldId.PERIOD))

    def period_if_understood(self) -> Period | None:
        """The reporting period, or None while it cannot be understood."""
        try:
            return self.period()
        except PeriodError:
            return None

    def answer_to(self, section: Section) -> Answer:
        """The answer to a section; the form's own sub-headings stand ready in a new one."""
        return self.answers.get(section.id) or Answer(prose=printed_subheadings(section))

    def fill_in(self, field_id: FieldId, typed: str) -> tuple[Self, Change]:
        """Put text in a header field. Raises KeyError if the form has no such field."""
        if not self.edition.has_field(field_id):
            raise KeyError(field_id)
        change = Change(Place("header", field_id), self.typed(field_id), typed)
        return replace(self, header={**self.header, field_id: typed}), change

    def answer(self, section_id: str, answer: Answer) -> tuple[Self, Change]:
        """Answer a section. Raises KeyError if the form has no such section."""
        before = self.answer_to(self.edition.section(section_id))
        change = Change(Place("section", section_id), before, answer)
        return replace(self, answers={**self.answers, section_id: answer}), change

    def write(self, section_id: str, prose: Prose) -> tuple[Self, Change]:
        """Answer a section with text. Raises KeyError if the form has no such section."""
        return self.answer(section_id, written_answer(self.edition.section(section_id), prose))

    def set_aside(self, unplaced: Prose) -> tuple[Self, Change]:
        """Replace the text that belongs to no section."""
        return replace(self, unplaced=unplaced), Change(Place("unplaced"), self.unplaced, unplaced)

    def mark(self, marking: str) -> tuple[Self, Change]:
        """Give the report a protective marking, or take it away with empty text."""
        return replace(self, marking=marking), Change(Place("marking"), self.marking, marking)


def begin(report_id: str, edition: Edition, known: Mapping[str, str]) -> Report:
    """A new report; what is known of its header beforehand, by field id, stands in it already."""
    stands = {field.id: one_line(known.get(field.id, "")) for field in edition.header}
    return Report(report_id, edition, {key: text for key, text in stands.items() if text})


def short_id(report_id: str) -> str:
    """The beginning of an id, as people are shown it; no two of a billion reports share it."""
    return report_id[:_SHORT_ID_DIGITS]


def title_in_words(report: Report) -> str:
    """Which report this is, as far as its header says: "Parks · 8 to 21 June 2020"."""
    understood = report.period_if_understood()
    period = understood.label if understood else listed(report.typed(FieldId.PERIOD))
    areas = listed(report.typed(FieldId.SERVICE_AREAS)) or UNTITLED
    return " · ".join(each for each in (areas, period) if each)


def written_answer(section: Section, prose: Prose, *, completed: bool = False) -> Answer:
    """The answer that a text gives; no text but the form's own sub-headings is none."""
    written = without_blanks(prose) not in ((), printed_subheadings(section))
    return Answer(AnswerKind.ANSWERED if written else AnswerKind.UNANSWERED, prose, "", completed)


def printed_subheadings(section: Section) -> Prose:
    """The sub-headings that the form itself prints in a section."""
    return tuple(Block(BlockKind.SUBHEADING, text) for text in section.subheadings)
