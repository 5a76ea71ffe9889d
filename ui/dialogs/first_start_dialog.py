"""Knows what is asked once, before the first report, and that all of it may be skipped."""

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.rules import Rules
from highlight_desktop.settings import Settings
from ui import theme
from ui.dialogs.preferences_form import PreferencesForm
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words


class FirstStartDialog(RoomyDialog):
    """Asks for what new reports begin with; `settings()` has it once accepted."""

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, rules: Rules | None = None
    ) -> None:
        super().__init__(70 * theme.GAP_PX, parent)
        self.setWindowTitle("Welcome")
        self._form = PreferencesForm(settings, rules)
        self._column.addWidget(words("Welcome to your highlight reports", rank="heading"))
        self._column.addWidget(
            words(
                "This is asked once. All of it can be left empty, and changed later under"
                " File, Settings. It stays on this computer."
            )
        )
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(RoomyScroll(self._form), 1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())

    def settings(self) -> Settings:
        """The settings as they stand in the fields."""
        return self._form.settings()

    def accept(self) -> None:
        """Close with what was typed; with a fault in a field stay, and go there."""
        if not self._form.complain():
            super().accept()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("S&kip", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
