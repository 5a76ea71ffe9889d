"""Knows a report as plain text: the layout of the printed form, which can be imported again."""

from collections.abc import Iterator

from highlight_desktop.report.edition import Section
from highlight_desktop.report.prose import Block, BlockKind, Prose, without_blanks
from highlight_desktop.report.report import Answer, Report

_MARKS = ("- ", "  - ")


def as_text(report: Report) -> str:
    """The whole report as text, line ends "\\n", headings in capitals as in the paper form."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _unplaced(report.unplaced)
    yield report.edition.title.upper()
    yield ""
    for field in report.edition.header:
        yield f"{field.label.upper()}:\t{report.typed(field.id)}"
    part = None
    for section in report.edition.sections:
        entered = report.edition.part_of(section)
        if entered is not None and entered is not part:
            yield from ("", entered.heading)
        part = entered
        yield from _section(section, report.answer_to(section))


def _section(section: Section, answer: Answer) -> Iterator[str]:
    yield from ("", section.heading.upper(), "")
    if answer.kind.is_nil:
        yield answer.in_words
    yield from _blocks(answer.prose)


def _unplaced(unplaced: Prose) -> Iterator[str]:
    if unplaced:
        yield from _blocks(unplaced)
        yield ""


def _blocks(prose: Prose) -> Iterator[str]:
    """Blocks with a blank line between them, but for bullets, which stand close."""
    before: Block | None = None
    for block in without_blanks(prose):
        bullet = block.kind is BlockKind.BULLET
        if before is not None and not (bullet and before.kind is BlockKind.BULLET):
            yield ""
        yield (_MARKS[block.level] if bullet else "") + block.text
        before = block
