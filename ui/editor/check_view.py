"""Knows how a whole report is looked through on one page before it is submitted."""

from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from highlight_desktop.report.edition import AnswerKind, Section
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report
from highlight_desktop.settings import PLAIN_TEXT_PERCENT
from ui import theme
from ui.editor.prose_editor import ProseEditor
from ui.widgets.link_button import LinkButton
from ui.widgets.text_labels import heading, words

_LABEL_WIDTH_PX = 22 * theme.GAP_PX


class CheckView(QScrollArea):
    """The report as it would be sent, each place of it with a way back to it."""

    change_wanted = Signal(object)
    """Carries the Place."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = heading("Check your answers")
        self._can_change = False
        self._percent = PLAIN_TEXT_PERCENT

    def show_report(self, report: Report, *, can_change: bool) -> None:
        """Show a report from its beginning."""
        self._can_change = can_change
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(*[3 * theme.GAP_PX] * 4)
        self._column.setSpacing(theme.GAP_PX)
        self._add_top()
        for field in report.edition.header:
            self._add_field(field.label, report.typed(field.id), Place("header", field.id))
        if report.marking:
            self._add_field("Protective marking", report.marking, Place("marking"))
        part = None
        for section in report.edition.sections:
            entered = report.edition.part_of(section)
            if entered is not None and entered is not part:
                self._add_part(entered.heading)
            part = entered
            self._add_section(report, section)
        if report.unplaced:
            self._add_heading(NOT_YET_PLACED, Place("unplaced"))
            self._add_text(NOT_YET_PLACED, report.unplaced)
        self._column.addStretch(1)
        self.setWidget(page)

    def set_zoom(self, percent: int) -> None:
        """Show the texts in another size."""
        self._percent = percent
        for text in self.findChildren(_WholeText):
            text.set_zoom(percent)

    def focus_on(self) -> None:
        """Begin at the top."""
        self.verticalScrollBar().setValue(0)
        self._title.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc goes back to where one was."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add_top(self) -> None:
        self._title = heading("Check your answers")
        back = QPushButton("&Back to writing")
        back.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(words("The whole report, as it would be sent now.", muted=True))

    def _add_field(self, field: str, typed: str, place: Place) -> None:
        row = QHBoxLayout()
        name = words(field)
        name.setMaximumWidth(_LABEL_WIDTH_PX)
        value = words(typed or "Not filled in", muted=not typed)
        for label, share in ((name, 1), (value, 2)):
            # As far down as the words of the link beside them.
            label.setContentsMargins(0, theme.GAP_PX // 2, 0, 0)
            row.addWidget(label, share, Qt.AlignmentFlag.AlignTop)
        self._add_change(row, field, place)
        self._column.addLayout(row)

    def _add_part(self, text: str) -> None:
        self._column.addSpacing(3 * theme.GAP_PX)
        self._column.addWidget(words(text, rank="title"))

    def _add_section(self, report: Report, section: Section) -> None:
        answer = report.answer_to(section).as_sent()
        self._add_heading(section.name, Place("section", section.id))
        if answer.kind is AnswerKind.ANSWERED and answer.prose:
            self._add_text(section.name, answer.prose)
        elif answer.kind.is_nil:
            self._column.addWidget(words(answer.in_words))
        else:
            self._column.addWidget(words("Not answered yet", muted=True))

    def _add_heading(self, text: str, place: Place) -> None:
        self._column.addSpacing(2 * theme.GAP_PX)
        row = QHBoxLayout()
        row.addWidget(words(text, rank="heading"), 1)
        self._add_change(row, text, place)
        self._column.addLayout(row)

    def _add_change(self, row: QHBoxLayout, name: str, place: Place) -> None:
        if self._can_change:
            change = LinkButton("Change")
            change.setAccessibleName(f"Change {name}")
            change.setFixedWidth(change.sizeHint().width())
            change.clicked.connect(partial(self.change_wanted.emit, place))
            row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)

    def _add_text(self, name: str, prose: Prose) -> None:
        text = _WholeText()
        text.setAccessibleName(name)
        text.set_prose(prose)
        text.set_zoom(self._percent)
        self._column.addWidget(text)


class _WholeText(ProseEditor):
    """Text to read, as tall as it is long: the page scrolls, not each text in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc is the page's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()) + 2 * self.frameWidth())
