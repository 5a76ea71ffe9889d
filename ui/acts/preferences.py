"""Knows the settings in force, and how they are asked for, changed and kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import rules, settings
from highlight_desktop.errors import SettingsError
from highlight_desktop.rules import Rules
from highlight_desktop.settings import LAST_PERIOD, NOTHING, Settings
from ui.process.background import Background
from ui.theme import Appearance

if TYPE_CHECKING:
    from ui.dialogs.first_start_dialog import FirstStartDialog
    from ui.dialogs.settings_dialog import SettingsDialog


class Preferences(QObject):
    """Reads the settings in the background, and keeps there whatever is chosen."""

    changed = Signal(object)
    """Carries the Settings to show the program in."""
    ruled = Signal(object)
    """Carries the Rules that win over whatever is chosen; before the settings."""
    failed = Signal(object)

    def __init__(self, window: QWidget, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._own = Settings()
        self._rules = Rules()

    @property
    def settings(self) -> Settings:
        """The settings in force; until they are read, those of a newcomer."""
        return self._rules.applied_to(self._own)

    def load(self) -> None:
        """Read them, and the rules that win over them."""
        work = partial(_read, self._data_folder)
        self._background.run(work, self._on_read, self.failed.emit)

    def change(self, chosen: Settings) -> None:
        """Show the program in them from now on, and keep them.

        What was laid down stands in the fields as well, and is not what the user chose.
        """
        own: dict[str, Any] = {name: getattr(self._own, name) for name in self._rules.fixed}
        self._wear(replace(chosen, **own))
        self._keep()

    def greet(self) -> None:
        """Ask a newcomer once; whoever has settings, be they skipped, has been asked."""
        if not settings.are_kept(self._data_folder):
            from ui.dialogs.first_start_dialog import FirstStartDialog

            dialog = FirstStartDialog(self.settings, self._window, rules=self._rules)
            dialog.finished.connect(partial(self._on_greeted, dialog))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def choose(self) -> None:
        """Ask for all of them."""
        from ui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.settings, self._window, rules=self._rules)
        dialog.accepted.connect(partial(self._on_chosen, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_appearance(self, appearance: Appearance) -> None:
        """Light, dark or as the system has it."""
        self.change(replace(self._own, appearance=str(appearance)))

    def choose_beside(self, wanted: bool) -> None:
        """Whether the last period stands beside the text."""
        self.change(replace(self._own, beside=LAST_PERIOD if wanted else NOTHING))

    def keep_zoom(self, percent: int) -> None:
        """Kept without dressing the window anew, which would take a moment at each step."""
        self._own = replace(self._own, text_percent=percent)
        self._keep()

    def _on_greeted(self, dialog: FirstStartDialog, result: int) -> None:
        from ui.dialogs.first_start_dialog import FirstStartDialog

        is_saved = result == FirstStartDialog.DialogCode.Accepted
        self.change(dialog.settings() if is_saved else self._own)

    def _on_chosen(self, dialog: SettingsDialog) -> None:
        self.change(dialog.settings())

    def _on_read(self, read: tuple[Rules, Settings, SettingsError | None]) -> None:
        """Settings that cannot be read keep nobody from the reports."""
        self._rules, chosen, fault = read
        self.ruled.emit(self._rules)
        self._wear(chosen)
        if fault is not None:
            self.failed.emit(fault)

    def _wear(self, chosen: Settings) -> None:
        self._own = chosen
        self.changed.emit(self.settings)

    def _keep(self) -> None:
        work = partial(settings.save, self._own, self._data_folder)
        self._background.run(work, _nothing, self.failed.emit)


def _read(data_folder: Path) -> tuple[Rules, Settings, SettingsError | None]:
    """In the background: what is laid down, what was chosen, and why that cannot be read."""
    found = rules.of(data_folder)
    try:
        return found, settings.load(data_folder), None
    except SettingsError as error:
        return found, Settings(), error


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
