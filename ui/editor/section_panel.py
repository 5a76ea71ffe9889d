"""Knows one section of the form on the screen: its heading, guidance, text and answers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.edition import AnswerKind, Section
from highlight_desktop.report.prose import Prose, without_blanks
from highlight_desktop.report.reading import time_in_words
from highlight_desktop.report.report import Answer, printed_subheadings, written_answer
from highlight_desktop.report.text import one_line
from ui import theme
from ui.editor.answer_keys import give_keys, told
from ui.editor.carried_marks import CarriedMarks
from ui.editor.carried_strip import CarriedStrip
from ui.editor.movable_text import MovableText
from ui.editor.move_menu import MoveMenu
from ui.editor.prose_editor import ProseEditor
from ui.widgets.announce import announce
from ui.widgets.flow_row import FlowRow
from ui.widgets.text_labels import words, zoomed_fields
from ui.widgets.tick_box import TickBox

SPELLING_KEYS = "F7"
_FOOT_IN_ROW_FROM_PX = 520


class SectionPanel(QWidget):
    """One section being answered, with text or with an answer such as No change."""

    edited = Signal(str)
    """Carries the section's id; the answer is asked for when it is needed."""
    cleaned = Signal(str)
    """What was changed in pasted text, in words."""
    left = Signal()
    """The keyboard has gone elsewhere."""
    move_wanted = Signal(str)
    """Carries the id of the section that `take_out` is asked for."""
    removal_wanted = Signal()
    """The text that an answer without text has set aside is to go."""
    answered_so = Signal(object, object)
    """An answer without text was given or taken back; carries the one before and the one now."""

    def __init__(
        self,
        section: Section,
        answer: Answer,
        *,
        read_only: bool,
        others: Sequence[Section] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`others` are the sections that text can be moved to from here."""
        super().__init__(parent)
        self.section = section
        self._read_only = read_only
        self._nil = answer.kind if answer.kind.is_nil else None
        self.editor: ProseEditor = MovableText()
        self.carried = CarriedMarks(self.editor)
        self.moving = MoveMenu(self, self.editor, others)
        self._nil_buttons: dict[AnswerKind, QPushButton] = {}
        self._reason = QLineEdit(answer.reason)
        self._remove = QPushButton("Remove the text below")
        self._completed = TickBox("I have com&pleted this section")
        self._foot = words(muted=True)
        self._length = ""
        self._since = ""
        self._build(answer)
        self._connect()
        self._show_answer()

    # What the page asks for

    def answer(self) -> Answer:
        """The answer as it stands on the screen."""
        prose, completed = self.editor.prose(), self._completed.isChecked()
        if self._nil is None:
            return written_answer(self.section, prose, completed=completed)
        return Answer(self._nil, prose, one_line(self._reason.text()), completed)

    def show_length(self, section: int, report: int) -> None:
        """Say how many words are here and in the whole report, and how long that takes to read."""
        here = "1 word" if section == 1 else f"{section:,} words"
        whole = "1" if report == 1 else f"{report:,}"
        self._length = f"{here} here, {whole} in the report: {time_in_words(report)} to read"
        self._show_foot()

    def show_since(self, since: str) -> None:
        """Say what the answer No change goes back to, there and at its button."""
        self._since = since
        if button := self._nil_buttons.get(AnswerKind.NO_CHANGE):
            button.setToolTip(told(AnswerKind.NO_CHANGE, since))
            button.setAccessibleDescription(since)
        self._show_answer()

    @property
    def nil(self) -> AnswerKind | None:
        """The answer that is given without text; None while there is none."""
        return self._nil

    def show_nil(self, kind: AnswerKind | None) -> None:
        """Give an answer without text, or with None take it back; the text stays as it is."""
        if kind is not self._nil:
            self._nil = kind
            self._show_answer()
            self._on_edited()

    def show_again(self) -> None:
        """What is written was changed from elsewhere."""
        self._show_answer()

    def remove_text(self) -> None:
        """Leave nothing of what is written, as one step to undo."""
        self.editor.replace_all(printed_subheadings(self.section))
        self.show_again()

    def take(self, prose: Prose) -> None:
        """Put text that belongs here below what is written; an answer without text gives way."""
        self.show_nil(None)
        self.editor.add_below(prose)
        self.carried.look()
        self._on_edited()

    def move_to(self, section_id: str) -> None:
        """Ask to move the blocks at the cursor, or those selected, to another section."""
        if not self.editor.isReadOnly() and section_id != self.section.id:
            self.move_wanted.emit(section_id)

    def take_out(self) -> Prose:
        """Remove the blocks at the cursor, or those selected, and return what they say."""
        return without_blanks(self.editor.take_out())

    def set_zoom(self, percent: int) -> None:
        """Show the reason for an answer in this size; the text is shown so by itself."""
        self._reason.setStyleSheet(zoomed_fields(self.font(), percent))

    def focus_on(self) -> None:
        """Put the cursor where the answer is given."""
        # A return may say what its form does not offer.
        nil = self._nil_buttons.get(self._nil) if self._nil is not None else None
        if self._nil is AnswerKind.NOT_APPLICABLE:
            self._reason.setFocus()
        elif nil is not None and nil.isEnabled():
            nil.setFocus()
        else:
            self.editor.setFocus()

    # How it is built

    def _build(self, answer: Answer) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX * 3] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words(self.section.name, rank="heading"))
        if self.section.advice:
            column.addWidget(words(self.section.advice, muted=True))
        if not self._read_only:
            column.addWidget(self._answers())
        column.addWidget(self._nil_banner())
        column.addWidget(self._tools())
        self.editor.setAccessibleName(self.section.heading)
        self.editor.setAccessibleDescription(self.section.advice)
        self.editor.setPlaceholderText("Write here: paragraphs, sub-headings and bullets.")
        self.editor.set_prose(answer.prose)
        self.carried.look()
        column.addWidget(CarriedStrip(self.carried, self))
        self.editor.setReadOnly(self._read_only)
        column.addWidget(self.editor, stretch=1)
        column.addLayout(self._make_footer(answer))
        # Takes the room of the text while that is hidden, and none beside it.
        column.addStretch(0)

    def _answers(self) -> FlowRow:
        """The answers other than text, each one click."""
        answers = FlowRow(spacing_px=theme.GAP_PX)
        answers.add(QLabel("Answer without text:"))
        for kind in self.section.answers:
            asks_why = kind is AnswerKind.NOT_APPLICABLE
            button = QPushButton(f"{kind.label}…" if asks_why else kind.label)
            button.setCheckable(True)
            button.setAccessibleName(f"Answer {kind.label}")
            self._nil_buttons[kind] = button
            answers.add(button)
        give_keys(self, self._nil_buttons, self.focus_on)
        return answers

    def _tools(self) -> QWidget:
        self._toolbar = FlowRow(spacing_px=theme.GAP_PX)
        for action in self.editor.actions_for_toolbar():
            self._toolbar.add(_tool_button(action))
        return self._toolbar

    def _nil_banner(self) -> QFrame:
        self._banner = QFrame()
        self._banner.setProperty("panel", "true")
        row = QVBoxLayout(self._banner)
        self._banner_words = words()
        row.addWidget(self._banner_words)
        self._reason.setPlaceholderText("For example: another directorate reports it")
        self._reason.setReadOnly(self._read_only)
        self._reason_label = QLabel("Why does it not appl&y?")
        self._reason_label.setBuddy(self._reason)
        row.addWidget(self._reason_label)
        row.addWidget(self._reason)
        self._remove.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._remove.clicked.connect(self.removal_wanted)
        row.addWidget(self._remove)
        return self._banner

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the foot's words stand below the tick."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _FOOT_IN_ROW_FROM_PX
        direction = QBoxLayout.Direction
        self._footer.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        side = Qt.AlignmentFlag.AlignRight if is_wide else Qt.AlignmentFlag.AlignLeft
        self._foot.setAlignment(side)

    def _make_footer(self, answer: Answer) -> QBoxLayout:
        self._completed.setChecked(answer.completed)
        if self._read_only:
            # To be made visible here would make it a window of its own.
            self._completed.hide()
        self._footer = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._footer.addWidget(self._completed)
        self._footer.addWidget(self._foot, stretch=1)
        return self._footer

    def _connect(self) -> None:
        self.editor.edited.connect(self._on_edited)
        self.editor.cleaned.connect(self._on_cleaned)
        self.editor.left.connect(self.left)
        self.editor.spelling_looked_at.connect(self._on_spelling_looked_at)
        self._reason.textEdited.connect(self._on_edited)
        self._reason.editingFinished.connect(self.left)
        self._reason.installEventFilter(self)
        self._completed.clicked.connect(self._on_edited)
        self.moving.chosen.connect(self.move_to)
        for kind, button in self._nil_buttons.items():
            button.clicked.connect(partial(self._on_nil_clicked, kind))

    # What the author does

    def _on_edited(self) -> None:
        self.edited.emit(self.section.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Undo the answer from its reason as well, once there is nothing typed to undo."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo)
            if undoing and not self._reason.isUndoAvailable():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _on_cleaned(self, notes: list[str]) -> None:
        self.cleaned.emit(" ".join(notes))

    def _on_spelling_looked_at(self) -> None:
        self._show_foot()

    def _on_nil_clicked(self, clicked: AnswerKind) -> None:
        """One click gives the answer, another takes it back; the text is kept either way."""
        before = self._nil
        self.show_nil(None if before is clicked else clicked)
        if self._nil is None or self._nil is AnswerKind.NOT_APPLICABLE:
            self.focus_on()
        if self._nil is not None:
            announce(self, self._banner_words.text())
        self.answered_so.emit(before, self._nil)

    def _show_answer(self) -> None:
        for kind, button in self._nil_buttons.items():
            button.setChecked(kind is self._nil)
        asks_why = self._nil is AnswerKind.NOT_APPLICABLE
        self._reason.setVisible(asks_why)
        self._reason_label.setVisible(asks_why)
        self._banner.setVisible(self._nil is not None)
        prose = self.editor.prose()
        kept = self._nil is not None and self._has_words(prose)
        self._remove.setVisible(kept and not self._read_only)
        since = self._since if self._nil is AnswerKind.NO_CHANGE else ""
        self._banner_words.setText(
            nil_in_words(self._nil, since, kept=kept, read_only=self._read_only)
        )
        self._toolbar.setVisible(self._nil is None and not self._read_only)
        self.editor.setVisible(self._nil is None or kept)
        self.editor.setReadOnly(self._read_only or self._nil is not None)

    def _has_words(self, prose: Prose) -> bool:
        """True when something is written but what the form itself prints."""
        return written_answer(self.section, prose).kind is AnswerKind.ANSWERED

    def _show_foot(self) -> None:
        to_check = self.editor.words_to_check()
        spellings = f"{to_check:,} spelling{'s' * (to_check > 1)} to check ({SPELLING_KEYS})"
        self._foot.setText(f"{self._length} · {spellings}" if to_check else self._length)


def nil_in_words(kind: AnswerKind | None, since: str = "", *, kept: bool, read_only: bool) -> str:
    """What the banner says about a section answered without text."""
    if kind is None:
        return ""
    answered = f"This section is answered “{kind.label}”. {since}".strip()
    if read_only:
        return answered
    if kept:
        answered += " What you wrote is kept below, but is not sent."
    return f"{answered} Press the button again to write instead."


def _tool_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.toolTip())
    return button
