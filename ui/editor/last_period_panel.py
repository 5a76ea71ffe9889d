"""Knows the same topic in the last report: what was written then, and what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from highlight_desktop.report.edition import Section
from highlight_desktop.report.report import Report
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.link_button import LinkButton
from ui.widgets.paragraph_list import Paragraph, ParagraphList
from ui.widgets.text_labels import words

_VIEWS = ("What I wrote", "What has changed")
_THEIRS = "What was written"
_LIST_AT_LEAST_PX = 160
_PAUSE_MS = 1_200
"""Longer than text is ever left unsaved, so that nothing is compared under the author's fingers:
in 100 kB that takes 100 ms.
"""


@dataclass(frozen=True, slots=True)
class LastPeriod:
    """The report submitted before the one that is open."""

    report: Report
    label: str
    """Which it is: "1 to 31 December 2020, version 1"."""
    is_mine: bool = True
    """False for one that somebody else returned."""


class LastPeriodPanel(QFrame):
    """Read-only, in two views; a paragraph chosen in it can be copied across."""

    copied = Signal(object)
    """Carries the block to put into the text."""
    left = Signal()
    """The author wants to go back to the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self._last: LastPeriod | None = None
        self._report: Report | None = None
        self._section: Section | None = None
        self._can_copy = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._which = words(muted=True)
        self._views = QTabBar()
        self._told = words()
        self._list = ParagraphList()
        self._copy = LinkButton("Copy this paragraph across (Ctrl+Shift+Enter)")
        self._build()
        self._views.currentChanged.connect(self._on_view_chosen)
        self._list.activated.connect(self.copy_across)
        self._list.chosen_changed.connect(self._show_copy)
        self._copy.clicked.connect(self.copy_across)

    @property
    def has_report(self) -> bool:
        """True when there is an earlier report."""
        return self._last is not None

    @property
    def is_empty(self) -> bool:
        """True when there is no earlier report, or no section for it to stand beside."""
        return self._last is None or self._section is None

    def show_last(self, last: LastPeriod | None) -> None:
        """Take another report for the last one."""
        self._last = last
        self._views.setTabText(0, _VIEWS[0] if last is None or last.is_mine else _THEIRS)
        self._show()

    def show_section(self, report: Report, section: Section | None, *, can_copy: bool) -> None:
        """Show what belongs to this section, compared with what the report says now."""
        same = section is self._section
        self._report, self._section, self._can_copy = report, section, can_copy
        if same:
            self._pause.start()
            self._show_copy()
        else:
            self._show()

    def set_zoom(self, percent: int) -> None:
        """Show the paragraphs in this size."""
        self._list.set_zoom(percent)

    def take_focus(self) -> None:
        """Take the keys: to the paragraphs, or where there are none to the choice of view."""
        (self._views if self._list.isHidden() else self._list).setFocus()

    def copy_across(self) -> None:
        """Give the chosen paragraph to the text, and go on to the next."""
        chosen = self._list.chosen()
        if self._can_copy and chosen is not None and chosen.to_copy is not None:
            self.copied.emit(chosen.to_copy)
            announce(self, "Copied across.")
            self._list.go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What was not worked out while nobody saw it is worked out now."""
        super().showEvent(event)
        self._show()

    def _build(self) -> None:
        theme.mark(self._views, "views")
        self._views.setExpanding(False)
        self._views.setDrawBase(False)
        self._views.setUsesScrollButtons(False)
        self._views.setAccessibleName("What is shown of the last period")
        for name in _VIEWS:
            self._views.addTab(name)
        self._list.setAccessibleName("Last period, paragraph by paragraph")
        self._list.setMinimumHeight(_LIST_AT_LEAST_PX)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[theme.GAP_PX * 2] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words("Last period", rank="heading"))
        for widget in (self._which, self._views, self._told):
            column.addWidget(widget)
        column.addWidget(self._list, stretch=1)
        column.addWidget(self._copy)
        # Takes the room of the list while that is hidden, and none below it.
        column.addStretch(0)
        # In a window that is low, as at 300 %, all of it can still be reached.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        for ground in (scroll.viewport(), inside):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _on_view_chosen(self) -> None:
        self._show()

    def _on_pause(self) -> None:
        self._show()

    def _show(self) -> None:
        self._pause.stop()
        if self._last is None or self._report is None or self._section is None:
            return
        if not self.isVisible():
            return
        self._which.setText(self._last.label)
        told, paragraphs = self._shown(self._last.report, self._report, self._section)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._list.setVisible(bool(paragraphs))
        self._list.show_paragraphs(paragraphs)
        self._show_copy()

    def _shown(
        self, last: Report, report: Report, section: Section
    ) -> tuple[str, Sequence[Paragraph]]:
        from highlight_desktop.report import changes
        from ui.editor import shown_changes

        if self._views.currentIndex():
            return shown_changes.as_changed(changes.of_topic(section.topic, last, report))
        if not changes.heading(last, section.topic):
            return shown_changes.NOT_ASKED, []
        return shown_changes.as_written(changes.said(last, section.topic))

    def _show_copy(self) -> None:
        chosen = self._list.chosen()
        self._copy.setVisible(self._can_copy and chosen is not None)
        self._copy.setEnabled(chosen is not None and chosen.to_copy is not None)
