"""Knows what stays in sight above the sections: which report this is, and whether it is saved."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from highlight_desktop.report.report import Report, title_in_words
from ui import theme
from ui.editor.autosave import SavedState
from ui.text_labels import words

CHECK_KEYS = "F8"
SUBMIT_KEYS = "Ctrl+Return"
PREVIEW_KEYS = "Ctrl+Shift+P"
_ONE_ROW_FROM_PX = 900


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
        names = QVBoxLayout()
        names.setSpacing(0)
        for label in (self._title, self._subtitle, self._remark):
            names.addWidget(label)
        self._remark.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_PX)
        head.addWidget(self._button("&All reports", self.list_requested))
        head.addLayout(names)
        head.addWidget(self._saved, stretch=1)
        self._names, self._head = names, head
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_PX)
        if may_correct:
            row.addWidget(self._button("Issue a &correction…", self.correct_requested))
        preview = self._button("Previe&w", self.preview_requested, keys=PREVIEW_KEYS)
        if read_only_because:
            row.addWidget(preview)
            row.addWidget(self._button("&Export again…", self.export_requested, primary=True))
        else:
            row.addWidget(self._button("&Check answers", self.check_requested, keys=CHECK_KEYS))
            row.addWidget(preview)
            submit = self._button("&Submit…", self.submit_requested, primary=True, keys=SUBMIT_KEYS)
            row.addWidget(submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setContentsMargins(
            theme.GAP_PX * 2, theme.GAP_PX, theme.GAP_PX * 2, theme.GAP_PX
        )
        self._parts.setSpacing(theme.GAP_PX)
        self._parts.addLayout(head, 1)
        self._parts.addLayout(row)
        self._parts.setAlignment(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._parts)
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        self.show_report(report)
        self.show_saved(saved)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """With little room, as with very large text, the buttons go beneath the names."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _ONE_ROW_FROM_PX
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        # The window's own title says it too, and the author needs to see which report it is.
        self._title.setVisible(is_wide)
        # The longest title of a form then stands on one line in a window of the usual width.
        self._head.setStretchFactor(self._names, 3 if is_wide else 2)

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
        self._remark.setVisible(bool(words))

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
