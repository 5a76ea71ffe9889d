"""Choosing a protective marking, or typing the council's own words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.settings import Settings
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.submit_dialog import SubmitDialog, readers_in_words
from ui.widgets.marking_box import MarkingBox, MarkingField


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[MarkingBox]:
    box = MarkingBox()
    field = MarkingField("Protective &marking", box)
    qtbot.addWidget(field)
    field.show()
    yield box
    field.close()


def test_a_marking_is_chosen_by_key(box: MarkingBox) -> None:
    told: list[str] = []
    box.edited.connect(lambda: told.append(box.marking()))
    assert (box.marking(), box.currentText()) == ("", "None")
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert told == ["OFFICIAL", "OFFICIAL-SENSITIVE"]


def test_a_marking_is_typed(box: MarkingBox) -> None:
    line = box.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "Council internal")
    assert box.marking() == "Council internal"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert box.count() == 3


def test_a_wheel_that_passes_over_it_changes_nothing(box: MarkingBox) -> None:
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(turned)
    assert box.marking() == ""


def test_settings_have_the_marking_of_new_reports(
    qtbot: QtBot, nameless: Callable[[QWidget], list[str]]
) -> None:
    dialog = SettingsDialog(Settings(marking="OFFICIAL"))
    qtbot.addWidget(dialog)
    assert dialog.settings().marking == "OFFICIAL"
    dialog.findChild(MarkingBox).choose("")
    assert dialog.settings().marking == ""
    assert nameless(dialog) == []


def test_the_last_question_reminds_of_who_will_read_it(qtbot: QtBot) -> None:
    dialog = SubmitDialog("Parks", Settings(), [], "OFFICIAL-SENSITIVE")
    qtbot.addWidget(dialog)
    texts = [each.text() for each in dialog.findChildren(QWidget) if hasattr(each, "text")]
    assert any("marked OFFICIAL-SENSITIVE" in text and "public" in text for text in texts)
    assert "no protective marking" in readers_in_words("")
