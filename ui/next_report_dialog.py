"""Knows what is asked before the next report starts from the last one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.carry import place_for, text_to_carry
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.following import next_period
from highlight_desktop.report.prose import Prose, word_count
from highlight_desktop.report.report import NOT_YET_PLACED, Report, title_in_words
from ui import theme
from ui.checked_field import CheckedField
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import words
from ui.tick_box import TickBox

_LIST_HEIGHT_PX = 22 * theme.GAP_PX
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
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Start the next report")
        self._last = last
        self._editions = editions
        self._edition = QComboBox()
        self._period = CheckedField(
            "Reporting &period",
            "The days after the last report's; change them if need be.",
            _period_problem,
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
        else:
            super().accept()

    @property
    def _form(self) -> Edition:
        return self._editions[self._edition.currentIndex()]

    def _lay_out(self) -> None:
        layout = self._column
        layout.addWidget(words("Start the next report", rank="heading"))
        layout.addWidget(words(f"From: {title_in_words(self._last)}", muted=True))
        layout.addSpacing(theme.GAP_PX)
        for each in self._editions:
            self._edition.addItem(f"{each.title} ({each.id})")
        self._edition.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._edition.setMinimumContentsLength(30)
        label = QLabel("&Form")
        label.setBuddy(self._edition)
        layout.addWidget(label)
        layout.addWidget(self._edition)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(self._period)
        layout.addWidget(self._understood)
        layout.addSpacing(theme.GAP_PX)
        self._add_boxes(layout)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(self._buttons())

    def _add_boxes(self, layout: QVBoxLayout) -> None:
        carried = self._to_carry()
        if not carried:
            layout.addWidget(words("There is no text to carry over; the header is."))
            return
        layout.addWidget(
            words(
                "Carry over this text. It is marked until you confirm, change or remove it, and"
                " cannot be submitted before."
            )
        )
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for key in carried:
            box = TickBox("")
            box.setChecked(True)
            self._boxes[key] = box
            column.addWidget(box)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(listed)
        needed_px = listed.sizeHint().height() + 2 * theme.GAP_PX
        # A dialog must fit a small screen with its letters twice as large.
        most_px = min(_LIST_HEIGHT_PX, self.screen().availableGeometry().height() // 5)
        scroll.setFixedHeight(min(most_px, needed_px))
        layout.addWidget(scroll)

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
        try:
            understood = period.read(self._period.text())
        except PeriodError:
            self._understood.hide()
        else:
            days = "1 day" if understood.days == 1 else f"{understood.days} days"
            self._understood.setText(f"{understood.label}, {days}")
            self._understood.show()


def _period_problem(typed: str) -> str:
    """It may be left for later, but what is typed must be a period."""
    if not typed.strip():
        return ""
    try:
        period.read(typed)
    except PeriodError as error:
        return str(error)
    return ""
