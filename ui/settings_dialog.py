"""Knows how the user changes the preferences, and that nothing wrong is ever kept."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.settings import Settings
from ui import theme
from ui.preferences_form import PreferencesForm
from ui.roomy_dialog import RoomyDialog, RoomyScroll
from ui.theme import Appearance


class SettingsDialog(RoomyDialog):
    """The preferences to look through and change; `settings()` has them once accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(70 * theme.GAP_PX, parent)
        self.setWindowTitle("Settings")
        self._form = PreferencesForm(settings)
        self._appearance = _AppearanceChoice()
        self._appearance.choose(Appearance(settings.appearance))
        self._lay_out()

    def settings(self) -> Settings:
        """The preferences as they stand in the fields."""
        return replace(self._form.settings(), appearance=str(self._appearance.chosen()))

    def accept(self) -> None:
        """Close with what was chosen; with a fault in a field stay, and go there."""
        if not self._form.complain():
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
        column.addWidget(self._form)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._appearance)
        layout = self._column
        layout.addWidget(RoomyScroll(rows), 1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(buttons)


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
