"""Preferences: kept whole, and read with tolerance."""

from pathlib import Path

from highlight_desktop import settings
from highlight_desktop.settings import Settings


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    kept = Settings("Llais y Dŵr", "hub@council.example", str(tmp_path), "contrast")

    settings.save(kept, tmp_path)

    assert settings.load(tmp_path) == kept


def test_an_appearance_nobody_knows_is_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text('{"appearance": "sepia", "hub_name": "The desk"}')

    read = settings.load(tmp_path)

    assert read == Settings(hub_name="The desk", appearance="system")
