"""What two returns say otherwise, also when their forms are of two editions."""

from highlight_desktop.report import edition
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from tests.hub import desks
from ui.acts.comparing_returns import told
from ui.widgets.paragraph_list import Mark


def written(report: Report, text: str) -> Report:
    made, _ = report.write("activity", blocks_of(text)[0])
    return made


def test_between_two_editions_topics_are_compared() -> None:
    first, second = (each.id for each in edition.bundled()[:2])
    before = written(desks.report(0, edition_id=first), "Two gates were mended.")
    after = written(desks.report(0, edition_id=second), "Three gates were mended.")
    shown = told(before, after)
    changed = next(each for each in shown if each.text == "Two Three gates were mended.")
    marks = {text.strip(): mark for text, mark in changed.runs if text.strip()}
    assert (marks["Two"], marks["Three"]) == (Mark.GONE, Mark.NEW)
    heading = next(n for n, each in enumerate(shown) if each is changed) - 1
    assert shown[heading].spoken.startswith("Heading: ")


def test_between_two_of_one_edition_the_header_is_compared_too() -> None:
    before = desks.report(0, edition_id="2021-01")
    after, _ = before.fill_in(before.edition.header[1].id, "Somebody else")
    assert any("Somebody else" in each.text for each in told(before, after))


def test_the_same_report_twice_differs_in_nothing() -> None:
    made = desks.report(1)
    assert told(made, made) == []
