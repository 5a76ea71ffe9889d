"""Knows what stands in the way of submitting a report, and what is only worth a look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from highlight_desktop.errors import PeriodError
from highlight_desktop.report.edition import AnswerKind, FieldId, Section
from highlight_desktop.report.following import beside_last, in_others
from highlight_desktop.report.marking import MARKINGS, covers
from highlight_desktop.report.period import Period
from highlight_desktop.report.prose import BlockKind, Prose, to_confirm, without_blanks
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


def check(
    report: Report,
    last: Period | None = None,
    others: Sequence[Period] = (),
    lowest_marking: str = "",
) -> list[Finding]:
    """Everything found, in the order of the form: first its answers, then their wording.

    `last` is the period of the report that the same services submitted before, if any;
    `others` are those of any of their reports that may share days with this one.
    `lowest_marking` is what a report must be marked at least, by somebody's rules; empty for none.

    Only five things block: an empty header field, a period that is not understood, an
    unanswered section, text of the last period that nobody has confirmed, and too low a marking.
    The author's own "completed" marks never do.
    """
    # Its many rules are made when a report is first checked: no start waits for them.
    from highlight_desktop.report import wording

    spotted = (
        Finding(hint.place, hint.code, hint.message, blocks=False, span=hint.span, fix=hint.fix)
        for hint in wording.hints(report)
    )
    return [*_form(report, last, others, lowest_marking), *spotted]


def blocking(report: Report, lowest_marking: str = "") -> list[Finding]:
    """Only what stands in the way of submitting; the wording, which never does, is not read."""
    found = _form(report, lowest_marking=lowest_marking)
    return [finding for finding in found if finding.blocks]


def found_again(finding: Finding, among: Iterable[Finding]) -> Finding | None:
    """The same rule's finding in the same place, after the text may have been edited."""
    same = (each for each in among if (each.place, each.code) == (finding.place, finding.code))
    return next(same, None)


def _form(
    report: Report,
    last: Period | None = None,
    others: Sequence[Period] = (),
    lowest_marking: str = "",
) -> list[Finding]:
    """What is missing from the form or set aside, header first, then section by section."""
    found = [*_header(report), *_beside(last, others, report)]
    found += _marking(report.marking, lowest_marking)
    for section in report.edition.sections:
        found += _section(section, report.answer_to(section))
    if prose := without_blanks(report.unplaced):
        found.extend(_carried(Place("unplaced"), NOT_YET_PLACED, prose))
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


def _beside(last: Period | None, others: Sequence[Period], report: Report) -> Iterator[Finding]:
    place, this = Place("header", FieldId.PERIOD), report.period_if_understood()
    if this is None:
        return
    sentence = beside_last(last, this) if last else ""
    if sentence:
        yield Finding(place, "period-last", sentence, blocks=False)
    # What is said of the last report is not said again.
    others = [each for each in others if not last or each.start > last.end or each.end < last.start]
    if twice := in_others(this, others):
        yield Finding(place, "period-twice", twice, blocks=False)


def _marking(own: str, lowest: str) -> Iterator[Finding]:
    if not covers(own, lowest):
        higher = " or higher" if lowest in MARKINGS[:-1] else ""
        message = (
            f"Choose the protective marking {lowest}{higher}: it is asked for on this computer,"
            f" and the report has {own or 'none'}."
        )
        yield Finding(Place("marking"), "marking-too-low", message, blocks=True)


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
        yield from _carried(place, section.name, prose)
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


def _carried(place: Place, name: str, prose: Prose) -> Iterator[Finding]:
    if count := to_confirm(prose):
        paragraphs = "one paragraph is" if count == 1 else f"{count} paragraphs are"
        each = "it" if count == 1 else "each"
        message = f"In “{name}” {paragraphs} from last period. Confirm, change or remove {each}."
        yield Finding(place, "carried", message, blocks=True)
