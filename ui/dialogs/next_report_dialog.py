"""Knows what is asked before the next report starts from the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.carry import place_for, text_to_carry
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.following import next_period
from highlight_desktop.report.prose import Prose, word_count
from highlight_desktop.report.report import NOT_YET_PLACED, Report, title_in_words
from ui import theme
from ui.dialogs.period_dialog import in_words
from ui.dialogs.period_field import PeriodField
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox

_QUESTIONS_HEIGHT_PX = (14 * theme.GAP_PX, 72 * theme.GAP_PX)
"""The least and the most: where the screen is small, the questions scroll."""
_CARRIED = (
    "Carry over this text. It is marked until you confirm, change or remove it, and cannot be"
    " submitted before."
)
_NOTHING_CARRIED = "There is no text to carry over; the header is."
_UNPLACED = ""
"""Stands for the text that belongs to no section, where others have the section's id."""


@dataclass(frozen=True, slots=True)
class NextReport:
    """What the author chose."""

    edition: Edition
    typed_period: str
    section_ids: frozenset[str]
    """Of the last report's form: the sections whose text is carried over."""
    unplaced: bool
    """Carry over what was not yet placed."""


class NextReportDialog(RoomyDialog):
    """Asked for one report; once accepted, `chosen()` has the answers."""

    def __init__(
        self, last: Report, editions: Sequence[Edition], parent: QWidget | None = None
    ) -> None:
        """`editions` in the order to offer them in; the first is chosen already."""
        today = datetime.now().astimezone().date()
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Start the next report")
        self._last = last
        self._editions = editions
        self._edition = ChoiceBox()
        self._edition.view().setAccessibleName("Form")
        self._period = PeriodField(
            "Reporting &period",
            "The days after the last report's; change them if need be.",
            (today, today),
        )
        self._understood = words(muted=True)
        self._boxes: dict[str, TickBox] = {}
        self._lay_out()
        self._edition.currentIndexChanged.connect(self._name_boxes)
        self._period.edited.connect(self._show_understood)
        self._name_boxes()
        self._fill_in_period()

    def chosen(self) -> NextReport:
        """The answers as they stand."""
        ticked = {each for each, box in self._boxes.items() if box.isChecked()}
        return NextReport(
            self._form, self._period.text(), frozenset(ticked - {_UNPLACED}), _UNPLACED in ticked
        )

    def accept(self) -> None:
        """Close to start it; with a fault in the period stay, and go there."""
        if self._period.problem():
            self._period.complain()
            self._scrolled.ensureWidgetVisible(self._period)
        else:
            super().accept()

    @property
    def _form(self) -> Edition:
        return self._editions[self._edition.currentIndex()]

    def _lay_out(self) -> None:
        layout = self._column
        layout.addWidget(words("Start the next report", rank="heading"))
        layout.addWidget(words(f"From: {title_in_words(self._last)}", muted=True))
        questions = QWidget()
        column = QVBoxLayout(questions)
        column.setContentsMargins(0, 0, theme.GAP_PX, 0)
        self._add_questions(column)
        self._scrolled = _Scrolled(questions, self.minimumWidth())
        layout.addWidget(self._scrolled, stretch=1)
        layout.addWidget(self._buttons())

    def _add_questions(self, column: QVBoxLayout) -> None:
        for each in self._editions:
            self._edition.addItem(f"{each.title} ({each.id})")
        self._edition.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._edition.setMinimumContentsLength(30)
        label = QLabel("&Form")
        label.setBuddy(self._edition)
        column.addWidget(label)
        column.addWidget(self._edition)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._period)
        column.addWidget(self._understood)
        column.addSpacing(theme.GAP_PX)
        carried = self._to_carry()
        column.addWidget(words(_CARRIED if carried else _NOTHING_CARRIED))
        for key in carried:
            box = TickBox("")
            box.setChecked(True)
            self._boxes[key] = box
            column.addWidget(box)
        column.addStretch(1)

    def _to_carry(self) -> dict[str, Prose]:
        texts = {each.id: text_to_carry(self._last, each) for each in self._last.edition.sections}
        texts[_UNPLACED] = self._last.unplaced
        return {key: prose for key, prose in texts.items() if word_count(prose)}

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        start = buttons.addButton("&Start the report", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(start, "primary")
        start.setDefault(True)
        buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _name_boxes(self) -> None:
        """Each says what it carries, how much, and when the chosen form has no place for it."""
        for key, prose in self._to_carry().items():
            count = word_count(prose)
            told = "1 word" if count == 1 else f"{count:,} words"
            name = NOT_YET_PLACED
            if key != _UNPLACED:
                section = self._last.edition.section(key)
                name = section.name
                if place_for(section, self._form) is None:
                    told += f", to “{NOT_YET_PLACED}”"
            self._boxes[key].setText(f"{name} ({told})".replace("&", "&&"))

    def _fill_in_period(self) -> None:
        last = self._last.period_if_understood()
        self._period.set_text(next_period(last).label if last else "")
        self._show_understood()

    def _show_understood(self) -> None:
        understood = self._period.period()
        self._understood.setVisible(understood is not None)
        if understood is not None:
            self._understood.setText(in_words(understood))


class _Scrolled(QScrollArea):
    """As tall as the questions are, where the screen has room."""

    def __init__(self, questions: QWidget, width_px: int) -> None:
        super().__init__()
        self._questions = questions
        self._width_px = width_px - 8 * theme.GAP_PX
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_QUESTIONS_HEIGHT_PX[0])
        self.setWidget(questions)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The height of wrapped words, which Qt would not ask for."""
        height = self._questions.heightForWidth(self._width_px)
        return QSize(self._width_px, min(height, _QUESTIONS_HEIGHT_PX[1]))
