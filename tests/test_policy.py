"""The rules that IT sets for a computer: read strictly, and none where IT gave none."""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop import policy, windows
from highlight_desktop.errors import SettingsError
from highlight_desktop.policy import Folders, Hub, Marking, Policy, Retention

PATH = Path("policy.toml")


def test_where_it_gave_none_nothing_is_ever_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "places", lambda: [tmp_path / "none" / policy.FILE_NAME])
    assert policy.load() == Policy()
    assert Retention().by_state == {}


def test_the_first_place_that_has_a_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (tmp_path / name / policy.FILE_NAME for name in ("machine", "program"))
    for number, path in enumerate((first, second), 1):
        path.parent.mkdir()
        path.write_text(f"[retention]\ndrafts = {number}\n", encoding="utf-8")
    monkeypatch.setattr(policy, "places", lambda: [first, second])
    assert (policy.load().retention.drafts, policy.load().path) == (1, first)
    first.unlink()
    assert policy.load().retention.drafts == 2


def test_it_lies_where_only_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "posix":
        assert policy.places() == [Path("/etc/highlight-desktop/policy.toml")]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert policy.places()[-1] == Path(sys.executable).parent / "policy.toml"


def test_months_for_each_state() -> None:
    text = """
        [retention]
        drafts = 12
        submitted = 84
        superseded = 24
        bin_days = 90
        backups = 12
        logs = 6
    """
    read = policy.read(text.encode(), PATH)
    assert read.retention == Retention(12, 84, 24, 90, 12, 6)
    assert read.retention.by_state == {"draft": 12, "submitted": 84, "superseded": 24}


def test_marking_hub_and_folders_are_laid_down_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM", "parks")
    monkeypatch.setenv("HOME", "/home/ann")
    text = """
        [marking]
        default = "OFFICIAL-SENSITIVE"
        lowest = "OFFICIAL"
        [hub]
        name = "The desk"
        address = "hub@council.example"
        [folders]
        outbox = "~/Reports"
        backups = "/srv/$TEAM/backups"
    """
    read = policy.read(text.encode(), PATH)
    assert read.marking == Marking("OFFICIAL-SENSITIVE", "OFFICIAL")
    assert read.hub == Hub("The desk", "hub@council.example")
    assert read.folders == Folders("/home/ann/Reports", "/srv/parks/backups")
    assert read.retention == Retention()


def test_on_windows_it_lies_with_the_data_of_all_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tried with a stand-in: it never ran on Windows itself."""
    monkeypatch.setattr(windows, "IS_HERE", True)
    monkeypatch.setenv("PROGRAMDATA", "/ProgramData")
    assert policy.places()[0] == Path("/ProgramData/highlight-desktop/policy.toml")
    with pytest.raises(SettingsError, match=r"folders\.outbox has “con” in it, which Windows"):
        policy.read(b"[folders]\noutbox = '/srv/con'", PATH)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[retention]\ndraft = 12", "retention.draft is not a key of a policy"),
        ("[retentions]\ndrafts = 12", "retentions is not a key of a policy"),
        ("drafts = 12", "drafts is not a key of a policy"),
        ("retention = 12", "retention must be a table"),
        ("[retention]\ndrafts = '12'", "retention.drafts must be a whole number of months"),
        ("[retention]\ndrafts = true", "retention.drafts must be a whole number of months"),
        ("[retention]\ndrafts = 1.5", "retention.drafts must be a whole number of months"),
        ("[retention]\ndrafts = 0", "retention.drafts must be 1 to 1200 months"),
        ("[retention]\ndrafts = -3", "retention.drafts must be 1 to 1200 months"),
        ("[retention]\ndrafts = 1201", "retention.drafts must be 1 to 1200 months"),
        ("[retention]\nbin_days = 'x'", "retention.bin_days must be a whole number of days"),
        ("[retention]\nbin_days = 3651", "retention.bin_days must be 1 to 3650 days"),
        ("[retention", "it is not TOML"),
        ("[retention]\ndrafts = 1\ndrafts = 2", "it is not TOML"),
        ("[marking]\nhighest = 'OFFICIAL'", "marking.highest is not a key of a policy"),
        ("[marking]\nlowest = 3", "marking.lowest must be a text"),
        ("[marking]\nlowest = ''", "marking.lowest must be a text"),
        ('[marking]\nlowest = "OFF\\u000AICIAL"', "marking.lowest must be one line"),
        (
            "[marking]\ndefault = 'OFFICIAL'\nlowest = 'OFFICIAL-SENSITIVE'",
            "marking.default must not be lower than marking.lowest",
        ),
        ("[hub]\naddress = 'the hub'", "hub.address is no e-mail address"),
        ("[hub]\nmail = 'hub@council.example'", "hub.mail is not a key of a policy"),
        ("hub = 'hub@council.example'", "hub must be a table"),
        ("[folders]\noutbox = 'Documents'", "folders.outbox must be a whole path, and is “Doc"),
        ("[folders]\nbackup = '/srv/backups'", "folders.backup is not a key of a policy"),
        (f"[folders]\nbackups = '/{'x' * 200}'", "folders.backups must be one line of at most"),
    ],
)
def test_a_fault_is_named_by_its_path(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)) as raised:
        policy.read(text.encode(), PATH)
    assert "nothing is removed" in raised.value.remedy


def test_a_file_that_cannot_be_read_is_no_absence_of_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / policy.FILE_NAME).mkdir()
    monkeypatch.setattr(policy, "places", lambda: [tmp_path / policy.FILE_NAME])
    with pytest.raises(SettingsError):
        policy.load()


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_whatever_the_file_holds_it_is_rules_or_a_sentence(content: bytes) -> None:
    with suppress(SettingsError):
        assert policy.read(content, PATH).path == PATH
