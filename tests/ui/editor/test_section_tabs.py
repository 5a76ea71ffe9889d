"""The tabs of the sections: seen whole, heard whole, moved between by keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFont, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from highlight_desktop.report.edition import bundled, newest
from ui import theme
from ui.editor.section_tabs import SectionTabs
from ui.editor.status import Status

SPACE_FOR_TABS_PX = 660
"""What a window of 1280 x 760 leaves for the tabs at 100 %."""

LOW_SPACE_FOR_TABS_PX = 590
"""What is left when a window fills a screen of 1366 x 768, with a task bar."""


@pytest.fixture
def tabs(qtbot: QtBot) -> SectionTabs:
    """The newest edition's sections after the header, each part with its caption."""
    tabs = SectionTabs()
    font = QFont(tabs.font())
    font.setPointSizeF(theme.FONT_SIZE_PT)
    tabs.setFont(font)
    qtbot.addWidget(tabs)
    tabs.add_section("Header")
    captions = {part.id: part.heading for part in newest().parts}
    for section in newest().sections:
        tabs.add_section(section.name, captions.pop(section.part, ""))
    tabs.resize(tabs.sizeHint().width(), SPACE_FOR_TABS_PX)
    with qtbot.waitExposed(tabs):
        tabs.show()
    return tabs


def spoken(tabs: SectionTabs, index: int) -> str:
    return tab_interface(tabs, index).text(QAccessible.Text.Name)


def tab_interface(tabs: SectionTabs, index: int) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(tabs).child(index)


def picture(tabs: SectionTabs) -> QImage:
    return tabs.grab().toImage()


def test_all_tabs_are_seen_at_once(tabs: SectionTabs) -> None:
    assert tabs.count() == 11
    assert tabs.tabRect(10).bottom() < SPACE_FOR_TABS_PX
    assert not any(button.isVisible() for button in tabs.findChildren(QToolButton))


def test_on_a_screen_of_768_pixels_they_stand_closer_so_that_all_are_seen(
    tabs: SectionTabs,
) -> None:
    roomy = tabs.tabRect(1).height()
    tabs.resize(tabs.width(), LOW_SPACE_FOR_TABS_PX)
    assert tabs.tabRect(1).height() < roomy
    assert tabs.tabRect(10).bottom() < LOW_SPACE_FOR_TABS_PX
    assert not any(button.isVisible() for button in tabs.findChildren(QToolButton))
    tabs.resize(tabs.width(), SPACE_FOR_TABS_PX)
    assert tabs.tabRect(1).height() == roomy


def test_every_edition_fits(qtbot: QtBot) -> None:
    for edition in bundled():
        tabs = SectionTabs()
        qtbot.addWidget(tabs)
        for section in edition.sections:
            tabs.add_section(section.name)
        assert tabs.sizeHint().height() < SPACE_FOR_TABS_PX


def test_a_long_heading_gets_more_lines_instead_of_being_cut(qtbot: QtBot) -> None:
    tabs = SectionTabs()
    qtbot.addWidget(tabs)
    for heading in ("Parks", "Parks, woods and the paths between all the villages of the county"):
        tabs.add_section(heading)
    short, long = (tabs.tabSizeHint(index) for index in range(2))
    assert long.width() == short.width()
    assert long.height() >= short.height() + tabs.fontMetrics().height()


def test_choosing_a_tab_moves_no_other(tabs: SectionTabs) -> None:
    before = [tabs.tabRect(index) for index in range(tabs.count())]
    tabs.setCurrentIndex(4)
    assert [tabs.tabRect(index) for index in range(tabs.count())] == before


def test_the_caption_of_a_part_has_its_own_space(tabs: SectionTabs) -> None:
    first, second = tabs.tabSizeHint(1).height(), tabs.tabSizeHint(2).height()
    assert first >= second + tabs.fontMetrics().height()


def test_a_screen_reader_hears_part_heading_and_status(tabs: SectionTabs) -> None:
    tabs.set_status(1, Status.IN_PROGRESS)
    section, part = newest().sections[0], newest().parts[0]
    assert spoken(tabs, 0) == "Header, Not yet started"
    assert spoken(tabs, 1) == f"{part.heading}. {section.name}, In progress"


def test_the_roles_are_those_of_tabs(tabs: SectionTabs) -> None:
    bar = QAccessible.queryAccessibleInterface(tabs)
    assert bar.role() == QAccessible.Role.PageTabList
    assert bar.text(QAccessible.Text.Name)
    assert tab_interface(tabs, 3).role() == QAccessible.Role.PageTab


def test_an_ampersand_is_not_a_shortcut(qtbot: QtBot) -> None:
    tabs = SectionTabs()
    qtbot.addWidget(tabs)
    tabs.add_section("Parks & trees")
    assert spoken(tabs, 0) == "Parks & trees, Not yet started"
    assert tabs.tabText(0) == "Parks && trees"


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        (Qt.Key.Key_Down, 3, 4),
        (Qt.Key.Key_Up, 3, 2),
        (Qt.Key.Key_Home, 3, 0),
        (Qt.Key.Key_End, 3, 10),
        (Qt.Key.Key_Up, 0, 0),
        (Qt.Key.Key_Down, 10, 10),
    ],
)
def test_keys_move_between_the_tabs(
    tabs: SectionTabs, qtbot: QtBot, key: Qt.Key, start: int, end: int
) -> None:
    tabs.setCurrentIndex(start)
    qtbot.keyClick(tabs, key)
    assert tabs.currentIndex() == end


def test_the_wheel_does_not_change_the_section(tabs: SectionTabs) -> None:
    at = QPointF(20, 20)
    wheel = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(tabs, wheel)
    assert tabs.currentIndex() == 0


def test_larger_letters_scroll_and_the_chosen_tab_comes_into_sight(
    tabs: SectionTabs, qtbot: QtBot
) -> None:
    font = tabs.font()
    font.setPointSizeF(2 * theme.FONT_SIZE_PT)
    tabs.setFont(font)
    assert any(button.isVisible() for button in tabs.findChildren(QToolButton))
    qtbot.keyClick(tabs, Qt.Key.Key_End)
    assert 0 <= tabs.tabRect(10).top() < tabs.tabRect(10).bottom() < tabs.height()


def test_a_bar_wider_than_high_still_shows_its_tabs(tabs: SectionTabs, qtbot: QtBot) -> None:
    tabs.resize(tabs.width(), tabs.width() - 30)
    up, down = (button for button in tabs.findChildren(QToolButton) if button.isVisible())
    assert not up.geometry().intersects(down.geometry())
    qtbot.keyClick(tabs, Qt.Key.Key_End)
    assert tabs.tabRect(10).bottom() < min(up.y(), down.y())
    qtbot.keyClick(tabs, Qt.Key.Key_Home)
    assert tabs.tabRect(0).top() == 0


def test_each_status_looks_different_without_colour(tabs: SectionTabs) -> None:
    shapes = {}
    for status in Status:
        tabs.set_status(0, status)
        assert tabs.status(0) is status
        mark = picture(tabs).copy(0, 0, 40, tabs.tabRect(0).height())
        grey = mark.convertToFormat(QImage.Format.Format_Grayscale8)
        shapes[status] = bytes(grey.constBits())
    nil = (Status.NO_CHANGE, Status.NOTHING_TO_REPORT, Status.NOT_APPLICABLE)
    assert len({shapes[status] for status in nil}) == 1
    assert len(set(shapes.values())) == 5


def test_the_status_is_written_in_words(tabs: SectionTabs) -> None:
    tabs.set_status(0, Status.NO_CHANGE)
    before = picture(tabs)
    tabs.set_status(0, Status.NOT_APPLICABLE)
    assert picture(tabs) != before


def test_the_focus_can_be_seen(tabs: SectionTabs, qtbot: QtBot) -> None:
    with qtbot.waitActive(tabs):
        tabs.activateWindow()
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(tabs.hasFocus, timeout=2000)
    focused = picture(tabs)
    tabs.clearFocus()
    assert picture(tabs) != focused


def test_the_bar_is_on_the_west_side(tabs: SectionTabs) -> None:
    assert tabs.shape() == QTabBar.Shape.RoundedWest


def test_a_bar_as_low_as_large_letters_leave_it_still_shows_the_current_tab(
    tabs: SectionTabs,
) -> None:
    for height_px in (260, 200):
        tabs.resize(tabs.width(), height_px)
        # Its width follows from its height.
        tabs.resize(tabs.sizeHint().width(), height_px)
        for index in (0, 10, 0):
            tabs.setCurrentIndex(index)
            assert 0 <= tabs.tabRect(index).top() < height_px


def test_a_caption_wraps_where_the_tabs_are_narrow(tabs: SectionTabs) -> None:
    part = "Part 3 – All that is left to say of keys that were lost, found, and lost again"
    last = tabs.add_section("Lost keys", part)
    before = tabs.tabSizeHint(last).height()
    tabs.set_narrow(True)
    assert tabs.tabSizeHint(last).height() > before
