"""How many widgets a report is made of: each costs time when it is opened, whatever is in it."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.edition import newest
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from ui.editor.section_panel import SectionPanel

AT_MOST = 66


def widgets_of(qtbot: QtBot, text: str) -> int:
    section = newest().sections[0]
    report, _ = Report("a" * 32, newest()).write(section.id, blocks_of(text)[0])
    panel = SectionPanel(section, report.answer_to(section), read_only=False)
    qtbot.addWidget(panel)
    return len(panel.findChildren(QWidget))


@pytest.mark.parametrize("text", ["", "One bench.", "\n".join(["A bench was mended."] * 500)])
def test_a_tab_is_made_of_as_many_widgets_however_much_is_written_in_it(
    qtbot: QtBot, text: str
) -> None:
    assert widgets_of(qtbot, text) == widgets_of(qtbot, "") <= AT_MOST
