"""Knows what stands in the way of submitting a report, and what is only worth a look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import wording
from highlight_desktop.report.edition import AnswerKind, FieldId, Section
from highlight_desktop.report.prose import BlockKind, without_blanks
from highlight_desktop.report.remark import Edit, Span
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, Place, Report


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a report, and where."""

    place: Place
    code: str
    """Permanent name of the rule, for scripts."""
    message: str
    """A sentence that says what is found and what to do."""
    blocks: bool
    """True when the report cannot be submitted like this; everything else is a hint."""
    span: Span | None = None
    """The characters it is about, or the first of them; None when it is about the whole place."""
    fix: tuple[Edit, ...] = ()
    """What safely mends it, in order and apart; empty where only the author can."""


def check(report: Report) -> list[Finding]:
    """Everything found, in the order of the form: first its answers, then their wording.

    Only three things block: an empty header field, a period that is not understood and an
    unanswered section. The author's own "completed" marks never do.
    """
    spotted = (
        Finding(hint.place, hint.code, hint.message, blocks=False, span=hint.span, fix=hint.fix)
        for hint in wording.hints(report)
    )
    return [*_form(report), *spotted]


def blocking(report: Report) -> list[Finding]:
    """Only what stands in the way of submitting; the wording, which never does, is not read."""
    return [finding for finding in _form(report) if finding.blocks]


def found_again(finding: Finding, among: Iterable[Finding]) -> Finding | None:
    """The same rule's finding in the same place, after the text may have been edited."""
    same = (each for each in among if (each.place, each.code) == (finding.place, finding.code))
    return next(same, None)


def _form(report: Report) -> list[Finding]:
    """What is missing from the form or set aside, header first, then section by section."""
    found = list(_header(report))
    for section in report.edition.sections:
        found += _section(section, report.answer_to(section))
    if without_blanks(report.unplaced):
        found.append(
            Finding(
                Place("unplaced"),
                "unplaced-text",
                "Some text belongs to no section yet. Move it to where it belongs,"
                f" or it is printed at the end under “{NOT_YET_PLACED}”.",
                blocks=False,
            )
        )
    return found


def _header(report: Report) -> Iterator[Finding]:
    for field in report.edition.header:
        place = Place("header", field.id)
        typed = report.typed(field.id).strip()
        if not typed:
            yield Finding(place, "missing-field", f"Fill in “{field.label}”.", blocks=True)
        elif field.id is FieldId.PERIOD:
            try:
                report.period()
            except PeriodError as error:
                yield Finding(place, "period", f"{field.label}: {error}", blocks=True)


def _section(section: Section, answer: Answer) -> Iterator[Finding]:
    place = Place("section", section.id)
    prose = without_blanks(answer.prose)
    if answer.kind is AnswerKind.UNANSWERED or (answer.kind is AnswerKind.ANSWERED and not prose):
        message = (
            f"Answer “{section.name}”: write something, or choose an answer such as No change."
        )
        yield Finding(place, "unanswered", message, blocks=True)
    elif answer.kind is AnswerKind.NOT_APPLICABLE and not answer.reason.strip():
        message = f"“{section.name}” is marked not applicable. Say why, so that nobody has to ask."
        yield Finding(place, "no-reason", message, blocks=False)
    elif answer.kind is AnswerKind.ANSWERED:
        # Authors write them with a colon or without.
        heads = [block.text for block in prose if block.kind is BlockKind.SUBHEADING]
        written = {head.strip(" :").casefold() for head in heads}
        for heading in section.subheadings:
            if heading.casefold() not in written:
                message = f"“{section.name}” has lost the form’s own sub-heading “{heading}”."
                yield Finding(place, "lost-subheading", message, blocks=False)
    if answer.kind.is_nil and prose:
        message = f"The text in “{section.name}” is not sent: it is marked “{answer.kind.label}”."
        yield Finding(place, "text-set-aside", message, blocks=False)
