"""Knows the head of the form: its fields, and how the period is understood while it is typed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.following import beside_last, in_others, next_period
from highlight_desktop.report.marking import from_typed
from highlight_desktop.report.marking import in_words as marking_in_words
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from highlight_desktop.report.text import one_line
from ui import theme
from ui.dialogs.period_dialog import PeriodDialog, in_words
from ui.dialogs.period_field import PICK, PICK_SPOKEN
from ui.widgets.alt_letters import AltLettersKeptOut
from ui.widgets.marking_box import LABEL, MarkingBox, MarkingField
from ui.widgets.text_labels import words, zoomed_fields

_EXAMPLES = {
    FieldId.SERVICE_AREAS: "For example: Parks and Libraries",
    FieldId.AUTHOR: "Your name and role",
    FieldId.PERIOD: "For example: 8 to 21 June 2020",
    FieldId.LOCAL_AUTHORITY: "The council or councils this report is for",
}
_WIDEST_PX = 640
_DAY, _FORTNIGHT = timedelta(days=1), timedelta(days=14)


class HeaderPanel(QWidget):
    """The header form of one report."""

    edited = Signal(str)
    """Carries the id of the field the author changed."""
    marked = Signal()
    """The author changed the protective marking."""
    left = Signal()
    """The keyboard has gone to another field or elsewhere."""

    def __init__(self, report: Report, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[FieldId, QLineEdit] = {}
        self._keys = AltLettersKeptOut(self)
        self._understood = words()
        self._last: Period | None = None
        self._others: Sequence[Period] = ()
        self._beside_last = words(muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX * 3] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words("About this report", rank="heading"))
        if not read_only:
            advice = "All of these are needed before the report can be submitted."
            column.addWidget(words(advice, muted=True))
        column.addLayout(self._form(report, read_only=read_only))
        self._marking = self._marking_box(report.marking, read_only=read_only)
        self._marked = MarkingField("Protective &marking", self._marking)
        column.addWidget(self._marked)
        column.addStretch()
        self._show_understood()

    def typed(self, field_id: FieldId) -> str:
        """What stands in a field, fit for the report."""
        return one_line(self._fields[field_id].text())

    def field(self, field_id: FieldId) -> QLineEdit:
        """Where one field is typed, to be searched."""
        return self._fields[field_id]

    def marking(self) -> str:
        """The protective marking; empty for none."""
        box = self._marking
        return box.marking() if isinstance(box, MarkingBox) else from_typed(box.text())

    def ask_for_marking(self, lowest: str, rule: str) -> None:
        """Offer this marking and higher ones only, and say why."""
        if isinstance(self._marking, MarkingBox):
            self._marking.offer_from(lowest)
            self._marked.tell_rule(rule)

    def focus_on_marking(self) -> None:
        """Put the cursor where the marking is chosen."""
        self._marking.setFocus()

    def show_last(self, last: Period | None, others: Sequence[Period] = ()) -> None:
        """Compare with the periods that the same services reported on before, or also."""
        self._last, self._others = last, others
        self._show_understood()

    def focus_on(self, field_id: FieldId) -> None:
        """Put the cursor behind what stands in a field: selected, a stray key would replace it."""
        field = self._fields[field_id]
        field.setFocus()
        if not field.isReadOnly():
            field.end(False)

    def set_zoom(self, percent: int) -> None:
        """Show what is typed in this size; the labels stay as they are."""
        self.setStyleSheet(zoomed_fields(self.font(), percent))
        for field in (*self._fields.values(), self._marking):
            field.setMaximumWidth(_WIDEST_PX * max(percent, 100) // 100)

    def _form(self, report: Report, *, read_only: bool) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(theme.GAP_PX)
        for field in report.edition.header:
            line = QLineEdit(report.typed(field.id))
            line.setReadOnly(read_only)
            line.setMaximumWidth(_WIDEST_PX)
            line.setPlaceholderText(_EXAMPLES[field.id])
            line.setAccessibleName(field.label)
            line.setCursorPosition(0)
            line.installEventFilter(self._keys)
            line.textEdited.connect(partial(self._on_text_edited, field.id))
            line.editingFinished.connect(self.left)
            self._fields[field.id] = line
            label = QLabel(field.label)
            label.setBuddy(line)
            if field.id is FieldId.PERIOD:
                form.addRow(label, line if read_only else self._with_picking(line))
                form.addRow(self._understood)
                form.addRow(self._beside_last)
            else:
                form.addRow(label, line)
        return form

    def _with_picking(self, line: QLineEdit) -> QWidget:
        """The line, and a button that picks its days from a calendar."""
        pick = QPushButton(PICK)
        pick.setAccessibleName(PICK_SPOKEN)
        pick.clicked.connect(self._on_pick)
        both = QWidget()
        both.setMaximumWidth(_WIDEST_PX)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, stretch=1)
        row.addWidget(pick)
        return both

    def _marking_box(self, marking: str, *, read_only: bool) -> MarkingBox | QLineEdit:
        if read_only:
            line = QLineEdit(marking_in_words(marking))
            line.setReadOnly(True)
            line.setMaximumWidth(_WIDEST_PX)
            line.setAccessibleName(LABEL)
            return line
        box = MarkingBox(marking)
        box.setMaximumWidth(_WIDEST_PX)
        box.edited.connect(self.marked)
        box.left.connect(self.left)
        return box

    def _on_text_edited(self, field_id: FieldId, _text: str) -> None:
        if field_id is FieldId.PERIOD:
            self._show_understood()
        self.edited.emit(field_id)

    def _on_pick(self) -> None:
        dialog = PeriodDialog(*self._days_to_begin_with(), parent=self)
        dialog.accepted.connect(partial(self._on_picked, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _days_to_begin_with(self) -> tuple[date, date]:
        """Those typed; else those after the last report; else the fortnight up to today."""
        try:
            now = period.read(self.typed(FieldId.PERIOD))
        except PeriodError:
            if self._last is None:
                today = datetime.now().astimezone().date()
                return today - _FORTNIGHT + _DAY, today
            now = next_period(self._last)
        return now.start, now.end

    def _on_picked(self, dialog: PeriodDialog) -> None:
        """As if it had been typed, so that it is saved, and undone, like that."""
        line = self._fields[FieldId.PERIOD]
        line.selectAll()
        line.insert(dialog.typed())
        line.setFocus()

    def _show_understood(self) -> None:
        """Say at once how the period reads; what is not understood is no error until submitting."""
        text, is_good = period_in_words(self.typed(FieldId.PERIOD))
        self._understood.setText(text)
        theme.mark(self._understood, "good", is_good)
        theme.mark(self._understood, "muted", not is_good)
        hint = hint_in_words(self.typed(FieldId.PERIOD), self._last, self._others)
        self._beside_last.setText(hint)
        self._beside_last.setVisible(bool(hint))
        self._fields[FieldId.PERIOD].setAccessibleDescription(f"{text}. {hint}" if hint else text)


def hint_in_words(typed: str, last: Period | None, others: Sequence[Period]) -> str:
    """A hint for beside the field when days are in no report, or in two; it stops nobody."""
    try:
        this = period.read(typed)
    except PeriodError:
        return ""
    hint = (beside_last(last, this) if last else "") or in_others(this, others)
    return f"Hint: {hint}" if hint else ""


def period_in_words(typed: str) -> tuple[str, bool]:
    """How a period is understood, as words for beside its field, and whether it is."""
    if not typed:
        return "Type the first and the last day in any usual way.", False
    try:
        understood = period.read(typed)
    except PeriodError as error:
        return str(error), False
    return in_words(understood), True
