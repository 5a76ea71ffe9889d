"""Knows which settings a command works with, and that rules which cannot be kept are told."""

from pathlib import Path

from highlight_desktop import rules, settings
from highlight_desktop.commands import console
from highlight_desktop.settings import Settings


def in_force(data_folder: Path) -> Settings:
    """For a command that needs no rules: a fault in them is one line, and stops nothing.

    Raises SettingsError for settings that cannot be read.
    """
    found = rules.of(data_folder)
    if found.fault is not None:
        console.tell(str(found.fault))
    return found.applied_to(settings.load(data_folder))
