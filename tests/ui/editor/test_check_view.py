"""The whole report on one page, before it is submitted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, Place, Report
from ui.editor.check_view import CheckView
from ui.editor.prose_editor import ProseEditor

LONG = " ".join(f"park{number}" for number in range(1_500))
PROSE = (
    Block(BlockKind.SUBHEADING, "Parks"),
    Block(BlockKind.PARAGRAPH, LONG, bold=((0, 5),)),
    Block(BlockKind.BULLET, "<b>Mowing</b> & edging"),
)
REPORT = Report(
    "0" * 32,
    edition.newest(),
    {FieldId.SERVICE_AREAS: "Parks <i>and</i> Libraries"},
    {
        "guidance": Answer(AnswerKind.ANSWERED, PROSE),
        "activity": Answer(AnswerKind.NO_CHANGE, PROSE),
        "finance": Answer(AnswerKind.NOT_APPLICABLE, reason="Reported by Finance"),
    },
    unplaced=(Block(BlockKind.PARAGRAPH, "Where does this go?"),),
)


@pytest.fixture
def view(qtbot: QtBot) -> CheckView:
    view = CheckView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_report(REPORT, can_change=True)
    view.show()
    return view


def labels(view: CheckView) -> list[str]:
    return [each.text() for each in view.findChildren(QLabel)]


def test_text_is_shown_with_its_blocks_and_bold_and_nil_answers_in_words(view: CheckView) -> None:
    written, unplaced = view.findChildren(ProseEditor)
    assert written.prose() == PROSE
    assert written.isReadOnly()
    assert unplaced.prose() == REPORT.unplaced
    shown = labels(view)
    assert "No change" in shown
    assert "Not applicable – Reported by Finance" in shown
    assert "Not answered yet" in shown
    assert "Not filled in" in shown
    assert "Parks <i>and</i> Libraries" in shown


def test_each_text_is_as_tall_as_it_is_long_at_any_width(view: CheckView, qtbot: QtBot) -> None:
    for width in (800, 400):
        view.resize(width, 600)
        qtbot.waitUntil(lambda: view.widget().width() < view.width() + 1)
        for text in view.findChildren(ProseEditor):
            qtbot.waitUntil(lambda text=text: text.verticalScrollBar().maximum() == 0)
            assert text.height() >= text.document().size().height()


def test_every_place_of_the_form_has_a_way_to_change_it(view: CheckView) -> None:
    led_to: list[Place] = []
    view.change_wanted.connect(led_to.append)
    for button in view.findChildren(QPushButton):
        if button.accessibleName().startswith("Change "):
            button.click()
    form = REPORT.edition
    assert led_to == [
        *(Place("header", field.id) for field in form.header),
        *(Place("section", section.id) for section in form.sections),
        Place("unplaced"),
    ]


def test_a_submitted_report_has_nothing_to_change(view: CheckView) -> None:
    view.show_report(REPORT, can_change=False)
    names = [button.accessibleName() for button in view.widget().findChildren(QPushButton)]
    assert not any(name.startswith("Change") for name in names)


def test_escape_goes_back_from_the_title_and_from_a_text(view: CheckView, qtbot: QtBot) -> None:
    for focused in (view._title, view.findChild(ProseEditor)):
        with qtbot.waitSignal(view.closed):
            qtbot.keyClick(focused, Qt.Key.Key_Escape)


def test_everything_in_it_says_what_it_is(
    view: CheckView, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(view.widget()) == []
