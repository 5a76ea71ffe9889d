"""Knows the settings in force, and how they are asked for, changed and kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import settings
from highlight_desktop.settings import LAST_PERIOD, NOTHING, Settings
from ui.background import Background
from ui.theme import Appearance

if TYPE_CHECKING:
    from ui.first_start_dialog import FirstStartDialog
    from ui.settings_dialog import SettingsDialog


class Preferences(QObject):
    """Reads the settings in the background, and keeps there whatever is chosen."""

    changed = Signal(object)
    """Carries the Settings to show the program in."""
    failed = Signal(object)

    def __init__(self, window: QWidget, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._settings = Settings()

    @property
    def settings(self) -> Settings:
        """The settings in force; until they are read, those of a newcomer."""
        return self._settings

    def load(self) -> None:
        """Read them."""
        work = partial(settings.load, self._data_folder)
        self._background.run(work, self._wear, self._on_not_read)

    def change(self, chosen: Settings) -> None:
        """Show the program in them from now on, and keep them."""
        self._wear(chosen)
        self._keep()

    def greet(self) -> None:
        """Ask a newcomer once; whoever has settings, be they skipped, has been asked."""
        if not settings.are_kept(self._data_folder):
            from ui.first_start_dialog import FirstStartDialog

            dialog = FirstStartDialog(self._settings, self._window)
            dialog.finished.connect(partial(self._on_greeted, dialog))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def choose(self) -> None:
        """Ask for all of them."""
        from ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._settings, self._window)
        dialog.accepted.connect(partial(self._on_chosen, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_appearance(self, appearance: Appearance) -> None:
        """Light, dark or as the system has it."""
        self.change(replace(self._settings, appearance=str(appearance)))

    def choose_beside(self, wanted: bool) -> None:
        """Whether the last period stands beside the text."""
        self.change(replace(self._settings, beside=LAST_PERIOD if wanted else NOTHING))

    def keep_zoom(self, percent: int) -> None:
        """Kept without dressing the window anew, which would take a moment at each step."""
        self._settings = replace(self._settings, text_percent=percent)
        self._keep()

    def _on_greeted(self, dialog: FirstStartDialog, result: int) -> None:
        from ui.first_start_dialog import FirstStartDialog

        is_saved = result == FirstStartDialog.DialogCode.Accepted
        self.change(dialog.settings() if is_saved else self._settings)

    def _on_chosen(self, dialog: SettingsDialog) -> None:
        self.change(dialog.settings())

    def _on_not_read(self, error: BaseException) -> None:
        """Settings that cannot be read keep nobody from the reports."""
        self._wear(Settings())
        self.failed.emit(error)

    def _wear(self, chosen: Settings) -> None:
        self._settings = chosen
        self.changed.emit(chosen)

    def _keep(self) -> None:
        work = partial(settings.save, self._settings, self._data_folder)
        self._background.run(work, _nothing, self.failed.emit)


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
