"""What IT lays down, or a demonstration, holds whatever was chosen; a fault is never passed."""

from pathlib import Path

import pytest

from highlight_desktop import demonstrated, policy, rules, settings
from highlight_desktop.errors import SettingsError
from highlight_desktop.rules import Rules
from highlight_desktop.settings import Settings

OWN = Settings(hub_address="own@council.example", outbox_folder="/own", marking="OFFICIAL")


def in_force(data_folder: Path) -> Settings:
    return rules.of(data_folder).required().applied_to(settings.load(data_folder))


@pytest.fixture
def laid_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "etc" / policy.FILE_NAME
    path.parent.mkdir()
    monkeypatch.setattr(policy, "places", lambda: [path])
    return path


def test_where_nobody_lays_anything_down_everything_is_as_it_was_chosen(
    tmp_path: Path, laid_down: Path
) -> None:
    assert not laid_down.exists()
    assert rules.of(tmp_path) == Rules()
    assert Rules().applied_to(OWN) == OWN


def test_what_is_laid_down_holds_and_the_rest_is_as_it_was_chosen(
    tmp_path: Path, laid_down: Path
) -> None:
    laid_down.write_text("[hub]\naddress = 'hub@council.example'\n[folders]\nbackups = '/srv/b'\n")
    settings.save(OWN, tmp_path)
    found = in_force(tmp_path)
    assert (found.hub_address, found.backup_folder) == ("hub@council.example", "/srv/b")
    assert (found.outbox_folder, found.marking) == ("/own", "OFFICIAL")
    assert settings.load(tmp_path) == OWN


@pytest.mark.parametrize(
    ("chosen", "lowest", "in_force"),
    [
        ("", "OFFICIAL", "OFFICIAL"),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("Ours", "", "Ours"),
    ],
)
def test_new_reports_never_begin_below_the_lowest_marking(
    chosen: str, lowest: str, in_force: str
) -> None:
    found = Rules(lowest_marking=lowest).applied_to(Settings(marking=chosen))
    assert found.marking == in_force


def test_a_fault_in_the_rules_is_kept_with_its_path_and_leaves_the_settings_alone(
    tmp_path: Path, laid_down: Path
) -> None:
    laid_down.write_text("[hub]\nadress = 'hub@council.example'\n")
    found = rules.of(tmp_path)
    assert found.applied_to(OWN) == OWN
    with pytest.raises(SettingsError, match=r"hub\.adress is not a key of a policy"):
        found.required()
    with pytest.raises(SettingsError):
        in_force(tmp_path)


def test_a_demonstration_goes_nowhere_and_says_what_it_is(tmp_path: Path, laid_down: Path) -> None:
    laid_down.write_text("[hub]\naddress = 'real@council.example'\n[folders]\noutbox = '/real'\n")
    settings.save(Settings(hub_name="No hub", hub_address="hub@fenbridge.example"), tmp_path)
    demonstrated.mark(tmp_path, ["a" * 32])
    found = in_force(tmp_path)
    assert found.marking == rules.of(tmp_path).lowest_marking == demonstrated.MARKING
    assert (found.hub_name, found.hub_address) == ("No hub", "hub@fenbridge.example")
    assert found.outbox == tmp_path / "documents"
    assert found.second_backups is None


def test_a_demonstration_never_opens_the_shared_desk_of_this_computer(tmp_path: Path) -> None:
    demonstrated.mark(tmp_path, [])
    found = in_force(tmp_path)
    shared = {settings.DESK_VARIABLE: "postgresql+psycopg://hub@server/desk"}
    assert settings.desk_address(Settings(), shared)
    assert settings.desk_address(found, shared) == ""
    assert settings.desk_problem(found.desk_address) == ""


def test_a_demonstration_whose_settings_are_gone_still_sends_nothing_to_the_hub(
    tmp_path: Path, laid_down: Path
) -> None:
    laid_down.write_text("[hub]\naddress = 'real@council.example'\n")
    (tmp_path / demonstrated.FILE_NAME).write_bytes(b"damaged")
    (tmp_path / settings.FILE_NAME).write_bytes(b"damaged")
    found = rules.of(tmp_path).applied_to(Settings())
    assert (found.hub_address, found.marking) == ("", demonstrated.MARKING)
    assert demonstrated.came_with(tmp_path) == (frozenset(), 0)
