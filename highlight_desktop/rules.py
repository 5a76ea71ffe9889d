"""Knows which settings are not the user's to choose: IT has laid them down, or a demonstration."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from highlight_desktop import demonstrated, policy, settings
from highlight_desktop.errors import SettingsError
from highlight_desktop.policy import Policy
from highlight_desktop.report.marking import MARKINGS, covers
from highlight_desktop.settings import Settings

BY_IT = "Your council’s IT has laid this down for this computer."
BY_DEMONSTRATION = "This is so in every demonstration."
_OUTBOX = "documents"
"""In a demonstration: where its documents go, so that they are removed with it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a data folder."""

    fixed: Mapping[str, str] = field(default_factory=dict)
    """Settings that cannot be chosen, by their names, and what they are."""
    why: str = BY_IT
    """Who fixed them, as a sentence."""
    lowest_marking: str = ""
    """What a report must be marked at least; empty for anything."""
    is_demonstration: bool = False
    """Whether the reports there are demonstration reports."""
    fault: SettingsError | None = None
    """Why IT's rules cannot be kept; nothing may be submitted or removed then."""

    @property
    def on_marking(self) -> str:
        """What a report must be marked, in a sentence; empty for anything."""
        if self.is_demonstration:
            return self.why
        if not self.lowest_marking:
            return ""
        higher = " or higher" if self.lowest_marking in MARKINGS[:-1] else ""
        return f"{self.lowest_marking}{higher}. {self.why}"

    def applied_to(self, chosen: Settings) -> Settings:
        """Settings as they are in force, whatever was chosen."""
        values: dict[str, Any] = dict(self.fixed)
        kept = replace(chosen, **values)
        if not covers(kept.marking, self.lowest_marking):
            kept = replace(kept, marking=self.lowest_marking)
        return kept

    def required(self) -> "Rules":
        """These rules, if they can be kept. Raises SettingsError when they cannot."""
        if self.fault is not None:
            raise self.fault
        return self


def of(data_folder: Path) -> Rules:
    """The rules for a data folder: those of a demonstration if it is one, else those of IT."""
    if demonstrated.is_one(data_folder):
        return _of_demonstration(data_folder)
    try:
        return _of_policy(policy.load())
    except SettingsError as error:
        return Rules(fault=error)


def _of_policy(laid_down: Policy) -> Rules:
    named = {
        "marking": laid_down.marking.default,
        "hub_name": laid_down.hub.name,
        "hub_address": laid_down.hub.address,
        "outbox_folder": laid_down.folders.outbox,
        "backup_folder": laid_down.folders.backups,
    }
    fixed = {name: value for name, value in named.items() if value}
    return Rules(fixed, lowest_marking=laid_down.marking.lowest)


def _of_demonstration(folder: Path) -> Rules:
    """Whatever IT has laid down is for real reports: none of it may go to the real hub."""
    chosen = Settings()
    with suppress(SettingsError):
        chosen = settings.load(folder)
    fixed = {
        "marking": demonstrated.MARKING,
        "hub_name": chosen.hub_name,
        "hub_address": chosen.hub_address,
        "outbox_folder": str(folder.absolute() / _OUTBOX),
        "backup_folder": "",
        "desk_address": settings.THIS_COMPUTER,
    }
    return Rules(fixed, BY_DEMONSTRATION, demonstrated.MARKING, is_demonstration=True)
