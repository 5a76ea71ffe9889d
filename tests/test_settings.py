"""Preferences: kept whole, and read with tolerance."""

import json
from pathlib import Path

import pytest

from highlight_desktop import settings
from highlight_desktop.errors import SettingsError
from highlight_desktop.settings import Settings


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    kept = Settings("Llais y Dŵr", "hub@council.example", str(tmp_path), "contrast")

    settings.save(kept, tmp_path)

    assert settings.load(tmp_path) == kept


def test_what_stands_beside_the_text_is_remembered_unless_nobody_knows_it(tmp_path: Path) -> None:
    settings.save(Settings(beside=settings.NOTHING), tmp_path)
    assert settings.load(tmp_path).beside == settings.NOTHING
    (tmp_path / settings.FILE_NAME).write_text('{"beside": "a plant"}')
    assert settings.load(tmp_path).beside == settings.LAST_PERIOD


def test_the_page_on_what_changed_is_not_made_until_somebody_wants_it(tmp_path: Path) -> None:
    assert not Settings().what_changed
    settings.save(Settings(what_changed=True), tmp_path)
    assert settings.load(tmp_path).what_changed
    (tmp_path / settings.FILE_NAME).write_text('{"what_changed": "perhaps"}')
    assert not settings.load(tmp_path).what_changed


def test_an_appearance_nobody_knows_is_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text('{"appearance": "sepia", "hub_name": "The desk"}')

    read = settings.load(tmp_path)

    assert read == Settings(hub_name="The desk", appearance="system")


def test_a_value_that_is_no_text_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text('{"hub_name": null, "hub_address": ["a@b.cd"]}')

    assert settings.load(tmp_path) == Settings()


def test_a_file_that_holds_no_settings_is_told_and_not_taken_for_the_first_ones(
    tmp_path: Path,
) -> None:
    (tmp_path / settings.FILE_NAME).write_text("[]")

    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load(tmp_path)


def test_half_a_character_pasted_into_a_name_is_kept_and_does_no_harm(tmp_path: Path) -> None:
    settings.save(Settings(hub_name="Hub \ud83d"), tmp_path)

    assert settings.load(tmp_path).hub_name == "Hub \ud83d"


def test_a_file_saved_by_a_windows_editor_with_its_mark_in_front_is_read(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_bytes(b'\xef\xbb\xbf{"hub_name": "The desk"}\r\n')

    assert settings.load(tmp_path) == Settings(hub_name="The desk")


@pytest.mark.parametrize(
    ("kept", "shown"), [(150, 150), (7, 80), (9000, 300), ("big", 100), (True, 100)]
)
def test_a_text_size_is_always_one_that_can_be_shown(
    tmp_path: Path, kept: object, shown: int
) -> None:
    (tmp_path / settings.FILE_NAME).write_text(json.dumps({"text_percent": kept}))

    assert settings.load(tmp_path).text_percent == shown
