"""Knows how the user changes the preferences, and that nothing wrong is ever kept."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.rules import Rules
from highlight_desktop.settings import MOST_DUE_DAYS, Settings, desk_problem
from ui import theme
from ui.dialogs.preferences_form import PreferencesForm
from ui.theme import Appearance
from ui.widgets.checked_field import CheckedField
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox


class SettingsDialog(RoomyDialog):
    """The preferences to look through and change; `settings()` has them once accepted."""

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, rules: Rules | None = None
    ) -> None:
        super().__init__(70 * theme.GAP_PX, parent)
        self.setWindowTitle("Settings")
        self._fault = str(rules.fault) if rules and rules.fault else ""
        self._form = PreferencesForm(settings, rules)
        self._appearance = _AppearanceChoice()
        self._appearance.choose(Appearance(settings.appearance))
        self._collecting = _Collecting(settings, rules or Rules())
        self._lay_out()

    def settings(self) -> Settings:
        """The preferences as they stand in the fields."""
        chosen = replace(self._form.settings(), appearance=str(self._appearance.chosen()))
        return self._collecting.chosen_in(chosen)

    def accept(self) -> None:
        """Close with what was chosen; with a fault in a field stay, and go there."""
        if not (self._form.complain() or self._collecting.complain()):
            super().accept()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        if self._fault:
            column.addWidget(words(self._fault, bad=True))
        column.addWidget(self._form)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._appearance)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._collecting)
        self._scroll = RoomyScroll(rows)
        # Later, when there is room for what came to be below.
        self._collecting.opened.connect(self._show_end, Qt.ConnectionType.QueuedConnection)
        layout = self._column
        layout.addWidget(self._scroll, 1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(buttons)

    def _show_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())


class _AppearanceChoice(QGroupBox):
    """One of the appearances, all of them in sight."""

    def __init__(self) -> None:
        super().__init__("Appearance")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for number, appearance in enumerate(Appearance):
            button = QRadioButton(appearance.label)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)

    def choose(self, appearance: Appearance) -> None:
        self._group.button(list(Appearance).index(appearance)).setChecked(True)

    def chosen(self) -> Appearance:
        return list(Appearance)[self._group.checkedId()]


class _Collecting(QWidget):
    """The switch for the hub's desk, and how it is kept, for the few who have one."""

    opened = Signal()
    """The switch was ticked, and more stands below it."""

    def __init__(self, settings: Settings, rules: Rules) -> None:
        super().__init__()
        self._switch = TickBox("This computer collects &reports for the hub")
        self._switch.setChecked(settings.collects)
        self._due_days = CheckedField(
            "Da&ys until a report is due",
            "Counted from the last day of its period.",
            _days_problem,
        )
        self._due_days.set_text(str(settings.due_days))
        self._address = CheckedField(
            "A&ddress of the shared desk",
            "Only when several people collect. Leave it empty for a desk on this computer alone.",
            desk_problem,
        )
        self._address.set_text(settings.desk_address)
        if "desk_address" in rules.fixed:
            self._address.fix(rules.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(self._switch)
        self._before = settings
        for field in (self._due_days, self._address):
            field.setVisible(settings.collects)
            self._switch.toggled.connect(field.setVisible)
            column.addWidget(field)
        self._switch.toggled.connect(self._on_switched)

    def chosen_in(self, settings: Settings) -> Settings:
        """The settings with what was chosen here; what is hidden and wrong is not kept."""
        days, address = self._due_days, self._address
        return replace(
            settings,
            collects=self._switch.isChecked(),
            due_days=self._before.due_days if days.problem() else int(days.text()),
            desk_address="" if address.problem() else address.text(),
        )

    def _on_switched(self, collects: bool) -> None:
        if collects:
            self.opened.emit()

    def complain(self) -> bool:
        """Go to the first field with a fault and say what it is; False when there is none."""
        for field in (self._due_days, self._address) if self._switch.isChecked() else ():
            if field.problem():
                field.complain()
                return True
        return False


def _days_problem(text: str) -> str:
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and int(typed) <= MOST_DUE_DAYS:
        return ""
    return f"Type a number of days from 0 to {MOST_DUE_DAYS}."
