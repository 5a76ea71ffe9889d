"""Knows what stays in sight above the sections: which report this is, and whether it is saved."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.report import Report, title_in_words
from ui import theme
from ui.editor.autosave import SavedState
from ui.widgets.text_labels import words

CHECK_KEYS = "F8"
SUBMIT_KEYS = "Ctrl+Return"
PREVIEW_KEYS = "Ctrl+Shift+P"
_ONE_ROW_FROM_PX = 1100


class TopBar(QFrame):
    """The report's name, the saved state, and the two things to do with the whole of it."""

    list_requested = Signal()
    check_requested = Signal()
    preview_requested = Signal()
    submit_requested = Signal()
    export_requested = Signal()
    correct_requested = Signal()

    def __init__(
        self,
        report: Report,
        read_only_because: str,
        saved: SavedState,
        *,
        lineage: str = "",
        may_correct: bool = False,
        may_export: bool = True,
    ) -> None:
        """`lineage` says which version it is, for all but a first one."""
        super().__init__()
        self._lineage = lineage
        self._title = words(rank="title")
        self._subtitle = words(muted=True)
        self._remark = words(muted=True)
        self._saved = words()
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._read_only_because = read_only_because
        self._list = self._button("&All reports", self.list_requested)
        self._remark.hide()
        self._lay_out(may_correct=may_correct, may_export=may_export)
        self.show_report(report)
        self.show_saved(saved)

    def _lay_out(self, *, may_correct: bool, may_export: bool) -> None:
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        for label in (self._title, self._subtitle, self._remark):
            names.addWidget(label)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_PX)
        if may_correct:
            row.addWidget(self._button("Issue a &correction…", self.correct_requested))
        preview = self._button("Previe&w", self.preview_requested, keys=PREVIEW_KEYS)
        if self._read_only_because:
            row.addWidget(preview)
            if may_export:
                row.addWidget(self._button("&Export again…", self.export_requested, primary=True))
        else:
            row.addWidget(self._button("&Check answers", self.check_requested, keys=CHECK_KEYS))
            row.addWidget(preview)
            submit = self._button("&Submit…", self.submit_requested, primary=True, keys=SUBMIT_KEYS)
            row.addWidget(submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._parts = QGridLayout()
        self._parts.setContentsMargins(
            theme.GAP_PX * 2, theme.GAP_PX, theme.GAP_PX * 2, theme.GAP_PX
        )
        self._parts.setSpacing(theme.GAP_PX)
        self._parts.addWidget(self._list, 0, 0)
        column.addLayout(self._parts)
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        self._place(is_wide=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """With little room, as with very large text, one row has what is needed most."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _ONE_ROW_FROM_PX
        if is_wide != self._is_wide:
            self._place(is_wide=is_wide)

    def _place(self, *, is_wide: bool) -> None:
        """Put the parts where there is room for them; the order of Tab stays the same."""
        self._is_wide = is_wide
        row = (self._names, self._saved, self._buttons) if is_wide else (self._buttons, self._saved)
        for column, widget in enumerate(row, start=1):
            self._parts.addWidget(widget, 0, column)
        if not is_wide:
            self._parts.addWidget(self._names, 1, 0, 1, 3)
        # The longest title of a form then stands on one line in a window of the usual width.
        for column, stretch in enumerate((0, 3, 1, 0) if is_wide else (0, 0, 1, 0)):
            self._parts.setColumnStretch(column, stretch)
        self._show_names()

    def _show_names(self) -> None:
        """In a narrow window its own title says which report it is, and the words are all told."""
        self._title.setVisible(self._is_wide)
        self._subtitle.setVisible(self._is_wide or bool(self._lineage))
        has_remark = bool(self._remark.text())
        self._remark.setVisible(has_remark)
        self._names.setVisible(self._is_wide or bool(self._lineage) or has_remark)

    @property
    def saved_words(self) -> str:
        """What the saved state says now."""
        return self._saved.text()

    def show_report(self, report: Report) -> None:
        """Name the report by what its header says so far."""
        self._title.setText(report.edition.title)
        parts = (title_in_words(report), self._lineage)
        self._subtitle.setText(" · ".join(part for part in parts if part))

    def show_saved(self, state: SavedState) -> None:
        """Say whether everything typed is saved."""
        if self._read_only_because:
            state = SavedState(self._read_only_because, is_good=False)
        self._saved.setText(f"✓ {state.words}" if state.is_good else state.words)
        self._saved.setAccessibleName(state.words)
        for name, holds in (
            ("good", state.is_good),
            ("bad", state.is_problem),
            ("muted", not state.is_good and not state.is_problem),
        ):
            theme.mark(self._saved, name, holds)

    def show_remark(self, words: str) -> None:
        """Say something about the last thing the author did; nothing takes it away again."""
        self._remark.setText(words)
        self._show_names()

    def _button(
        self, text: str, pressed: SignalInstance, *, primary: bool = False, keys: str = ""
    ) -> QPushButton:
        button = QPushButton(text)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        button.setProperty("primary", primary)
        button.clicked.connect(pressed)
        if keys:
            button.setToolTip(f"{text.replace('&', '')} ({keys})")
        return button
