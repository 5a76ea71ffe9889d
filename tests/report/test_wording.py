"""The wording of a whole report: few hints, each with its place and what mends it."""

import ast
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from hypothesis import given, settings

from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.text import read_report
from highlight_desktop.report import edition, findings, wording
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.remark import Edit, Span
from highlight_desktop.report.report import Answer, Place, Report
from tests.report.strategies import reports

FORM = edition.find("2020-06")
FINANCE = Place("section", "finance")


def prose(*lines: str) -> Prose:
    return tuple(Block(BlockKind.PARAGRAPH, line) for line in lines)


def report(**answers: str | Answer) -> Report:
    given = {
        name: Answer(AnswerKind.ANSWERED, prose(*each.split("\n")))
        if isinstance(each, str)
        else each
        for name, each in answers.items()
    }
    header = {FieldId.PERIOD: "8 to 21 June 2020"}
    return Report("0" * 32, FORM, header, given)


def hints(report: Report) -> list[Finding]:
    return [each for each in findings.check(report) if each.code in wording.CODES]


def messages(report: Report) -> list[str]:
    return [each.message for each in hints(report)]


def mend(report: Report, finding: Finding) -> Report:
    """The report with a finding's fix made, as the window makes it."""
    answer = report.answers.get(finding.place.id)
    lines = list(answer.prose if answer else report.unplaced)
    for edit in reversed(finding.fix):
        text, span = lines[edit.span.block].text, edit.span
        mended = text[: span.start] + edit.text + text[span.end :]
        lines[span.block] = replace(lines[span.block], text=mended, bold=())
    if answer is None:
        return report.set_aside(tuple(lines))[0]
    return report.answer(finding.place.id, replace(answer, prose=tuple(lines)))[0]


def test_a_hint_says_what_where_and_what_mends_it_and_never_blocks() -> None:
    [hint] = hints(report(finance="All well.\nOpen the the gates."))
    assert hint == Finding(
        FINANCE,
        "doubled-word",
        "A word stands twice in “New financial implications since last reporting period”:"
        " “the the”.",
        blocks=False,
        span=Span(1, 8, 12),
        fix=(Edit(Span(1, 8, 12), ""),),
    )


def test_many_slips_of_one_kind_in_a_section_are_one_hint_that_mends_them_all() -> None:
    spaced = report(finance="\n".join(["Two  spaces  here."] * 40))
    [hint] = hints(spaced)
    assert hint.message.startswith("80 doubled spaces in “New financial")
    assert len(hint.fix) == 80
    assert hints(mend(spaced, hint)) == []


def test_a_hint_names_a_few_words_and_counts_the_rest() -> None:
    [message] = messages(report(finance="A QXA, QXB, QXC, QXD, QXE, QXF, QXG and QXA view"))
    assert message.endswith("“QXA”, “QXB”, “QXC”, “QXD”, “QXE” and 2 more.")


def test_hints_follow_the_order_of_the_form() -> None:
    places = [each.place.id for each in hints(report(workforce="a  b", guidance="a  b, a ) b"))]
    assert places == ["guidance", "guidance", "workforce"]


def test_an_acronym_or_a_sum_is_held_against_the_whole_report() -> None:
    assert messages(report(guidance="The MTFS cost £1.2m", finance="and £1,300,000")) == [
        "“MTFS” in “New guidance and impact” is not spelt out anywhere in the report.",
        "Like £ figures are written in two ways, “£1.2m” and “£1,300,000” in “New financial"
        " implications since last reporting period”. Choose one for them all.",
    ]
    spelt = report(guidance="The MTFS", finance="Medium Term Financial Strategy (MTFS)")
    assert hints(spelt) == []


def test_a_weekday_is_held_against_the_reports_own_period() -> None:
    [message] = messages(report(guidance="From Monday 9 June on"))
    assert message.endswith(": “Monday 9 June” falls on a Tuesday.")


def test_private_data_is_looked_for_in_fields_too_and_not_repeated() -> None:
    written = report(finance=Answer(AnswerKind.NOT_APPLICABLE, reason="Ask jo@council.example"))
    written, _ = written.fill_in(FieldId.AUTHOR, "Jo Wren, 01632 960123")
    found = hints(written)
    assert [(each.place, each.code, each.span) for each in found] == [
        (Place("header", "author"), "phone-number", None),
        (FINANCE, "email-address", None),
    ]
    assert not any("jo@" in each.message or "960123" in each.message for each in found)


def test_text_that_is_not_sent_is_not_looked_at_and_unplaced_text_is() -> None:
    assert hints(report(finance=Answer(AnswerKind.NO_CHANGE, prose("the the")))) == []
    stray, _ = report().set_aside(prose("the the"))
    assert [each.place for each in hints(stray)] == [Place("unplaced")]


def test_a_real_report_gives_a_handful_at_most(samples: list[Path]) -> None:
    for path in samples:
        assert len(hints(read_report(arrive(path), "0" * 32).report)) <= 8


@settings(max_examples=60, deadline=None)
@given(reports())
def test_on_any_report_spans_stand_inside_their_text_and_a_fix_leaves_its_finding_gone(
    report: Report,
) -> None:
    for hint in hints(report):
        place = hint.place
        answer = report.answers.get(place.id)
        lines = answer.prose if place.kind == "section" and answer else report.unplaced
        for span in [*([hint.span] if hint.span else []), *(edit.span for edit in hint.fix)]:
            assert 0 <= span.start < span.end <= len(lines[span.block].text)
        if hint.fix:
            assert hint not in hints(mend(report, hint))


def test_every_rule_that_makes_a_remark_has_its_sentence() -> None:
    """A rule whose words were forgotten would break the check of the first report it fits."""
    folder = Path(wording.__file__).parent
    named = set()
    for path in folder.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "Remark(" in source:
            rules = import_module(f"highlight_desktop.report.{path.stem}")
            named |= {rules.CODE} if hasattr(rules, "CODE") else _codes(source)
    assert named == set(wording.CODES)


def _codes(source: str) -> set[str]:
    """The names of rules are the words and the words with hyphens that a module of rules holds."""
    words = (each.value for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Constant))
    return {each for each in words if re.fullmatch("[a-z]+(-[a-z]+)*", str(each))}
