"""Knows how the user changes the preferences, and that nothing wrong is ever kept."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from highlight_desktop import address, files
from highlight_desktop.settings import Settings
from ui import theme
from ui.checked_field import CheckedField, FolderField
from ui.marking_box import MarkingBox, MarkingField
from ui.roomy_dialog import RoomyDialog
from ui.theme import Appearance


class SettingsDialog(RoomyDialog):
    """The preferences to look through and change; `settings()` has them once accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(70 * theme.GAP_PX, parent)
        self.setWindowTitle("Settings")
        self._settings = settings
        self._hub_name = CheckedField("Name of the &hub", "The e-mail begins by greeting it.")
        self._hub_address = CheckedField(
            "E-mail &address of the hub",
            "Reports are addressed to it. Leave it empty to fill it in in each e-mail.",
            address.problem,
        )
        default = str(files.default_outbox_folder())
        self._folder = FolderField(
            "&Folder for outgoing files",
            f"Leave it empty for {default}",
            files.folder_problem,
            default,
        )
        self._marking = MarkingBox(settings.marking)
        self._appearance = _AppearanceChoice()
        self._lay_out()
        self._fill_in()

    def settings(self) -> Settings:
        """The preferences as they stand in the fields."""
        return replace(
            self._settings,
            hub_name=self._hub_name.text(),
            hub_address=self._hub_address.text(),
            outbox_folder=self._folder.text(),
            marking=self._marking.marking(),
            appearance=str(self._appearance.chosen()),
        )

    def accept(self) -> None:
        """Close with what was chosen; with a fault in a field stay, and go there."""
        for field in (self._hub_name, self._hub_address, self._folder):
            if field.problem():
                field.complain()
                return
        super().accept()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = self._column
        for field in (self._hub_name, self._hub_address, self._folder):
            layout.addWidget(field)
            layout.addSpacing(theme.GAP_PX)
        layout.addWidget(MarkingField("Protective &marking of new reports", self._marking))
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(self._appearance)
        layout.addStretch(1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(buttons)

    def _fill_in(self) -> None:
        self._hub_name.set_text(self._settings.hub_name)
        self._hub_address.set_text(self._settings.hub_address)
        self._folder.set_text(self._settings.outbox_folder)
        self._appearance.choose(Appearance(self._settings.appearance))


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
