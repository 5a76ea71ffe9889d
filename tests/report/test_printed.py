"""A report as plain text, in the layout of the paper form."""

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, Report

PRINTED = """\
Part 1 - COVID-19

NEW GUIDANCE AND IMPACT

Parks

- Gates are mended.
  - North gate first.

More next month.

NEW CHALLENGES AND ACTIVITY

Not applicable – None here

RECOVERY ACTIVITIES

No change
"""


def test_a_report_is_printed_in_the_order_of_the_form() -> None:
    report = Report("0" * 32, edition.find("2021-01"), {FieldId.AUTHOR: "Jo Wren"})
    prose = (
        Block(BlockKind.SUBHEADING, "Parks"),
        Block(BlockKind.BULLET, "Gates are mended."),
        Block(BlockKind.BULLET, "North gate first.", level=1),
        Block(BlockKind.PARAGRAPH, "More next month."),
    )
    report, _ = report.answer("guidance", Answer(AnswerKind.ANSWERED, prose))
    report, _ = report.answer("activity", Answer(AnswerKind.NOT_APPLICABLE, reason="None here"))
    report, _ = report.answer("recovery", Answer(AnswerKind.NO_CHANGE))
    report, _ = report.set_aside((Block(BlockKind.PARAGRAPH, "A stray line."),))
    text = as_text(report)
    title = "SERVICE HIGHLIGHT REPORT – COVID-19 AND KEY SERVICE UPDATES"
    assert text.startswith(f"A stray line.\n\n{title}\n\n")
    assert "REPORT AUTHOR:\tJo Wren\n" in text
    assert PRINTED in text
