"""Every judgement of the storage doctor, also those about Windows (faults S4, S6, S13, T1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.whereabouts import place, probing
from highlight_desktop.whereabouts.doctor import Diagnosis, Weight, examine, size_in_words
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.probing import Facts, Probes
from highlight_desktop.whereabouts.trial import Trial

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
LOCAL = PureWindowsPath(r"C:\Users\ann\AppData\Local\highlight-desktop")
GOOD = Facts(LOCAL, LOCAL, Drive.OWN, "NTFS", False, False, "", 10**10, Trial(locks=True), 1)


def judged(**changed: object) -> Diagnosis:
    return examine(replace(GOOD, **changed), now=NOW, last_saved=NOW)


def test_of_a_good_folder_all_is_told_and_nothing_is_to_be_done() -> None:
    found = judged()
    assert found.weight is Weight.GOOD
    assert found.concerns == []
    assert all(not each.remedy for each in found.observations)
    assert "10.0 GB free" in str(found.observations)


@pytest.mark.parametrize(
    ("changed", "weight", "words"),
    [
        ({"is_share": True}, Weight.BAD, "across the network"),
        ({"drive": Drive.NETWORK}, Weight.BAD, "across the network"),
        ({"drive": Drive.DISC}, Weight.BAD, "only read"),
        ({"drive": Drive.REMOVABLE}, Weight.DOUBTFUL, "pulled out"),
        ({"drive": Drive.MEMORY}, Weight.DOUBTFUL, "switched off"),
        ({"drive": Drive.UNKNOWN}, Weight.GOOD, ""),
        ({"cloud": "OneDrive"}, Weight.BAD, "OneDrive copies this folder"),
        ({"is_roaming": True}, Weight.BAD, "from computer to computer"),
        ({"trial": Trial("the disk is read-only")}, Weight.BAD, "the disk is read-only"),
        ({"trial": Trial(locks=False)}, Weight.BAD, "Locks do not work"),
        ({"trial": Trial(locks=None)}, Weight.GOOD, ""),
        ({"free_bytes": None}, Weight.DOUBTFUL, "could not be found out"),
        ({"free_bytes": 250_000_000}, Weight.DOUBTFUL, "250 MB free"),
        ({"free_bytes": 3_000_000}, Weight.BAD, "full: 3 MB free"),
        ({"names": 2}, Weight.BAD, "2 names"),
        ({"folder": PureWindowsPath("D:/link")}, Weight.GOOD, ""),
        ({"path": PureWindowsPath(f"C:/{'x' * 168}")}, Weight.BAD, "has 171 characters"),
        ({"path": PureWindowsPath(f"C:/{'x' * 167}")}, Weight.GOOD, ""),
        ({"path": PurePosixPath(f"/{'x' * 1000}")}, Weight.GOOD, ""),
    ],
)
def test_each_fault_is_told_with_what_to_do(
    changed: dict[str, object], weight: Weight, words: str
) -> None:
    found = judged(**changed)
    assert found.weight is weight
    told = " ".join(map(str, found.concerns))
    assert words in told
    assert all(each.remedy.endswith(".") for each in found.concerns)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), "1 January 1970, which cannot be"),
        (datetime(2099, 1, 1, tzinfo=UTC), "1 January 2099, which cannot be"),
        (NOW - timedelta(days=2), "7 March 2026, but a report was saved on 9 March 2026"),
        (NOW - timedelta(hours=23), ""),
        (NOW + timedelta(days=400), ""),
    ],
)
def test_a_clock_that_cannot_be_right_is_told(now: datetime, words: str) -> None:
    found = examine(GOOD, now=now, last_saved=NOW)
    assert words in " ".join(map(str, found.concerns))
    assert bool(found.concerns) is bool(words)


@settings(max_examples=50, deadline=None)
@given(st.datetimes(timezones=st.just(UTC)), st.none() | st.datetimes(timezones=st.just(UTC)))
def test_no_moment_is_too_odd_for_the_doctor(now: datetime, saved: datetime | None) -> None:
    assert examine(GOOD, now=now, last_saved=saved).observations


def test_the_worst_is_told_first() -> None:
    found = judged(free_bytes=200_000_000, cloud="OneDrive")
    assert [each.weight for each in found.concerns] == [Weight.BAD, Weight.DOUBTFUL]


@pytest.mark.parametrize(
    ("size", "words"), [(3_400_000_000, "3.4 GB"), (250_999_999, "250 MB"), (9, "less than 1 MB")]
)
def test_sizes_are_told_as_people_say_them(size: int, words: str) -> None:
    assert size_in_words(size) == words


def windows(**changed: Callable[[PurePath], object]) -> Probes:
    """A Windows that answers as it is told to; nobody has tried the real one yet."""
    answers = {
        "drive": lambda path: (place.windows_drive(path, 3), ""),
        "attributes": lambda _path: 0x10,
        "resolved": lambda path: path,
        "free_bytes": lambda _path: 10**10,
        "names": lambda _path: 1,
        "trial": lambda _path: Trial(locks=True),
    }
    environment = {"APPDATA": r"C:\Users\ann\AppData\Roaming", "OneDrive": r"C:\Users\ann\OneDrive"}
    return Probes(environment=environment, **{**answers, **changed})


def weighed(folder: str, probes: Probes) -> Diagnosis:
    return examine(probing.look(PureWindowsPath(folder), "reports.db", probes), now=NOW)


@pytest.mark.parametrize(
    ("folder", "weight"),
    [
        (str(LOCAL), Weight.GOOD),
        (r"C:\Users\ann\AppData\Roaming\highlight-desktop", Weight.BAD),
        (r"C:\Users\ann\OneDrive\Reports", Weight.BAD),
        (r"\\server\home\ann", Weight.BAD),
    ],
)
def test_a_folder_on_windows_is_judged(folder: str, weight: Weight) -> None:
    assert weighed(folder, windows()).weight is weight


def test_a_drive_letter_that_leads_to_a_share_is_found_by_where_it_leads() -> None:
    resolved = windows(resolved=lambda _path: PureWindowsPath(r"\\server\home\ann"))
    assert weighed(r"H:\reports", resolved).weight is Weight.BAD
    mapped = windows(drive=lambda path: (place.windows_drive(path, 4), ""))
    assert weighed(r"H:\reports", mapped).weight is Weight.BAD


def test_a_system_that_does_not_answer_is_no_fault_of_the_program() -> None:
    def refuse(_path: PurePath) -> object:
        raise OSError(5, "no answer")

    deaf = windows(**dict.fromkeys(("drive", "attributes", "resolved", "free_bytes"), refuse))
    assert weighed(str(LOCAL), deaf).weight is Weight.DOUBTFUL


def test_a_real_folder_is_judged_by_real_questions(tmp_path: Path) -> None:
    found = probing.look(tmp_path, "reports.db")
    assert found.trial == Trial(locks=True)
    assert found.names == 0
    assert found.free_bytes
    assert found.drive is not Drive.NETWORK


def test_a_link_and_a_second_name_of_the_database_are_found(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "reports.db").write_bytes(b"x")
    (tmp_path / "again.db").hardlink_to(real / "reports.db")
    (tmp_path / "link").symlink_to(real)
    found = probing.look(tmp_path / "link", "reports.db")
    assert (found.names, found.path) == (2, real)
    told = " ".join(str(each) for each in examine(found, now=NOW).observations)
    assert "2 names" in told
    assert f"are in “{real}”" in told
