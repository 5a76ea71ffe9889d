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


@pytest.mark.parametrize(
    ("kept", "days"), [(5, 5), (0, 0), (-3, 0), (999, 60), ("5", 2), (True, 2), (None, 2)]
)
def test_the_days_until_a_report_is_due_are_some_days(tmp_path: Path, kept: object, days: int):
    (tmp_path / "settings.json").write_text(json.dumps({"due_days": kept}), encoding="utf-8")

    assert settings.load(tmp_path).due_days == days


def test_the_desk_is_where_the_environment_says_or_else_the_settings() -> None:
    chosen = Settings(desk_address="postgresql+psycopg://hub@here/desk")

    assert settings.desk_address(chosen, {}) == chosen.desk_address
    assert settings.desk_address(chosen, {"HIGHLIGHT_DESK": " elsewhere "}) == "elsewhere"
    assert settings.desk_address(chosen, {"HIGHLIGHT_DESK": ""}) == ""


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://hub:secret@here/desk",
        "postgresql+psycopg://hub:@here/desk",
        "postgresql+psycopg://hub@here/desk?connect_timeout=3&password=secret",
        "postgresql+psycopg://hub:pa/ss@here/desk",
        "postgresql+psycopg://hub:p@ss?w#d@here/desk",
    ],
)
def test_a_password_is_never_kept_in_the_settings(tmp_path: Path, address: str) -> None:
    assert "Take the password out" in settings.desk_problem(address)
    with pytest.raises(SettingsError, match="password"):
        settings.save(Settings(desk_address=address), tmp_path)
    assert not (tmp_path / "settings.json").exists()


def test_an_address_of_a_desk_looks_like_one(tmp_path: Path) -> None:
    address = "postgresql+psycopg://hub@here:5432/desk"

    assert settings.desk_problem(address) == settings.desk_problem(" ") == ""
    assert "looks like" in settings.desk_problem("sqlite:///desk.db")
    settings.save(Settings(desk_address=address), tmp_path)
    assert settings.load(tmp_path).desk_address == address


def test_a_computer_collects_for_the_hub_only_when_told_so(tmp_path: Path) -> None:
    assert not Settings().collects
    kept = Settings(collects=True, desk_address="postgresql+psycopg://hub@db.council.example/desk")
    settings.save(kept, tmp_path)
    assert settings.load(tmp_path) == kept


def test_a_password_somebody_wrote_into_the_file_is_not_read(tmp_path: Path) -> None:
    for written in (
        "postgresql+psycopg://hub:pa/s@s@here/desk",
        "postgresql+psycopg://hub@here/desk?password=secret",
    ):
        address = json.dumps({"desk_address": written})
        (tmp_path / settings.FILE_NAME).write_text(address, encoding="utf-8")
        read = settings.load(tmp_path)
        assert read.desk_address == "postgresql+psycopg://hub@here/desk"
        settings.save(read, tmp_path)
        assert "s@s" not in (tmp_path / settings.FILE_NAME).read_text(encoding="utf-8")
