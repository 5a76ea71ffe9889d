"""Knows how the text and the last period share the room: beside each other, or by turns."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from highlight_desktop.report.prose import Block
from highlight_desktop.report.report import Report
from highlight_desktop.settings import PLAIN_TEXT_PERCENT
from ui.editor.last_period_panel import LastPeriod, LastPeriodPanel
from ui.editor.section_panel import SectionPanel

OVER_KEYS = ("F6",)
COPY_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
"""The second is the one on the number pad. Ctrl+Shift+Right would select words in the editor."""
NONE_YET = (
    "These services have submitted no report before this one. From the next one on, the last"
    " report stands beside the text."
)
BESIDE_SECTIONS = "The last report stands beside the sections; this page has none of its own."
_BESIDE_FROM_PX = 740
"""So wide there is room for both; the tabs leave as much in a page of 1,000."""
_SHARE = 0.32
_WIDTH_PX = (316, 420)
"""At least what its two tabs need, also where they speak of what somebody else wrote."""
_NO_LIMIT_PX = 16_777_215


class Desk(QWidget):
    """The text, and beside it the same topic in the last report.

    Where there is no room for both, or the author has put the last report away, it comes only
    while it is asked for, and then takes the place of the text if it must. Its panel is made when
    there is a last report.
    """

    text_wanted = Signal()
    """The author wants to go back to the text."""
    copying = Signal()
    """A paragraph of the last report is about to be put into the text."""
    told = Signal(str)
    """What came of something asked for that cannot be seen, in words."""

    def __init__(self, writing: QWidget) -> None:
        super().__init__()
        self._writing = writing
        self._beside: LastPeriodPanel | None = None
        self._report: Report | None = None
        self._percent = PLAIN_TEXT_PERCENT
        self._section: SectionPanel | None = None
        self._wanted, self._asked, self._roomy = True, False, True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(writing, stretch=1)
        self._share_room()

    # What the page asks for

    def shortcuts(self, page: QWidget) -> list[QAction]:
        """The keys that work wherever the focus is in the page."""
        return [
            _action(page, "Over to the last period, and back", OVER_KEYS, self._go_over_or_back),
            _action(page, "Copy the paragraph across", COPY_KEYS, self._copy),
        ]

    def show_last(self, last: LastPeriod | None) -> None:
        """What stands beside the text, or nothing."""
        if last is not None and self._beside is None:
            self._beside = self._made()
            self._share_width()
            self._show_section()
        if self._beside is not None:
            self._beside.show_last(last)
        self._share_room()

    def show_section(self, report: Report, section: SectionPanel | None) -> None:
        """Show what belongs beside this section, compared with what the report says now."""
        if section is not self._section:
            self._asked = False
        self._report, self._section = report, section
        self._show_section()
        self._share_room()

    def show_text(self) -> None:
        """The text comes first again; the last report stays only where there is room."""
        self._asked = False
        self._share_room()

    def set_zoom(self, percent: int) -> None:
        """Show the last report in this size."""
        self._percent = percent
        if self._beside is not None:
            self._beside.set_zoom(percent)

    def set_wanted(self, wanted: bool) -> None:
        """Show the last report beside the text, or put it away."""
        self._wanted, self._asked = wanted, False
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Room for both, or for one of them."""
        super().resizeEvent(event)
        width = event.size().width()
        self._roomy = width >= _BESIDE_FROM_PX
        self._share_width()
        self._share_room()

    # How the panel comes

    def _made(self) -> LastPeriodPanel:
        beside = LastPeriodPanel()
        beside.hide()
        beside.copied.connect(self._on_copied)
        beside.left.connect(self.text_wanted)
        if self._percent != PLAIN_TEXT_PERCENT:
            beside.set_zoom(self._percent)
        self._row.addWidget(beside, stretch=1)
        return beside

    def _show_section(self) -> None:
        if self._beside is not None and self._report is not None:
            section = self._section
            can_copy = section is not None and not section.editor.isReadOnly()
            form = section.section if section is not None else None
            self._beside.show_section(self._report, form, can_copy=can_copy)

    # What the author does

    def _go_over_or_back(self) -> None:
        beside = self._beside
        if beside is None or not beside.has_report:
            self.told.emit(NONE_YET)
        elif beside.isAncestorOf(self.window().focusWidget()):
            self.text_wanted.emit()
        elif beside.is_empty:
            self.told.emit(BESIDE_SECTIONS)
        else:
            self._asked = True
            self._share_room()
            beside.take_focus()

    def _copy(self) -> None:
        if self._beside is not None and not self._beside.isHidden():
            self._beside.copy_across()

    def _on_copied(self, block: Block) -> None:
        if self._section is not None:
            self.copying.emit()
            self._section.editor.add_block(block)
            if self._writing.isHidden():
                self.told.emit("Copied into your text.")

    def _share_room(self) -> None:
        if self._beside is not None:
            beside = (self._wanted and self._roomy) or self._asked
            self._beside.setVisible(beside and not self._beside.is_empty)
            self._writing.setHidden(not self._roomy and not self._beside.isHidden())

    def _share_width(self) -> None:
        if self._beside is not None:
            narrowest, widest = _WIDTH_PX
            beside = max(narrowest, min(widest, round(self.width() * _SHARE)))
            self._beside.setMinimumWidth(beside if self._roomy else 0)
            self._beside.setMaximumWidth(beside if self._roomy else _NO_LIMIT_PX)


def _action(page: QWidget, name: str, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
    action = QAction(name, page)
    action.setShortcuts([QKeySequence(each) for each in keys])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(slot)
    return action
