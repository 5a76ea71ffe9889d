"""The hub's desk is backed up as reports are: proved, counted, thinned, and put back whole."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine

from highlight_desktop.errors import (
    CancelledError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import ageing, backup, desk_backup, ladder, proving, restoring
from highlight_desktop.store.database import Database
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.desk_place import SharedPlace
from highlight_desktop.store.expectations import Absence, Cadence, Council, Expected
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
HOUR = timedelta(hours=1)
EVER_SINCE = 24


def receive(desk: Desk, report: Report | None, now: datetime, content: bytes = b"pdf") -> str:
    """A file comes in, with a report in it or without one; its hash."""
    snapshot = report and freeze(
        report, submitted_at=now, app_version="1", recipient=Recipient("Hub", "")
    )
    own = sha256(content).hexdigest()
    verdict = Verdict.AS_SUBMITTED if snapshot else Verdict.UNREADABLE
    found = snapshot.sha256 if snapshot else None
    arrival = Arrival(own, f"{content[:9].decode()}.pdf", "inbox", "", now, verdict, (), found)
    assert desk.record(arrival, content, snapshot)
    return own


def kept_on(folder: Path) -> set[str]:
    with Desk.open(folder) as desk:
        return {each.sha256 for each in desk.arrivals()}


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def test_a_backup_holds_every_file_and_return_and_its_name_counts_them(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written("Libraries"), now)
        receive(desk, None, now, b"notes")
        made = desk.back_up(copies, now=now)
        assert made.path.name == f"highlight-desk-{now:%Y%m%dT%H%M%SZ}-1-2-{desk.identity}.db"
    assert (made.reports, made.files, made.is_of_desk) == (1, 2, True)
    assert backup.listed(copies, DESK) == [made]
    assert proving.counted(made.path, DESK) == (1, 2)
    held = desk_backup.held(made.path)
    [only] = held.returns
    assert (held.files, only.service_areas, only.version) == (2, "Libraries", 1)
    assert (only.first_day, only.last_day) == (date(2020, 6, 8), date(2020, 6, 21))
    assert (only.submitted_at, only.is_superseded) == (now.replace(microsecond=0), False)


def test_backups_of_reports_and_of_the_desk_lie_in_one_folder_and_are_never_mixed_up(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Store.open(folder) as store, Desk.open(folder) as desk:
        store.create(written(), now=now)
        receive(desk, written("Parks"), now)
        of_reports, of_desk = store.back_up(copies, now=now), desk.back_up(copies, now=now)
        assert of_reports.identity == of_desk.identity == desk.identity != ""
    assert backup.listed(copies) == [of_reports]
    assert backup.listed(copies, DESK) == [of_desk]
    assert desk_backup.is_of_desk(of_desk.path)
    assert not desk_backup.is_of_desk(of_reports.path)
    assert not desk_backup.is_of_desk(copies / "nothing.db")
    renamed = of_desk.path.rename(copies / "from the stick.db")
    assert desk_backup.is_of_desk(renamed)
    with pytest.raises(StoreDamagedError, match="not made by this program"):
        restoring.restore(renamed, folder, now=now)
    with pytest.raises(StoreDamagedError, match="not made by this program"):
        desk_backup.restore(of_reports.path, folder, now=now)


def test_it_is_behind_after_each_thing_that_can_be_done_at_a_desk_and_never_otherwise(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    area = Expected("Parks", "A. Director", "", Council.BOTH, Cadence.FORTNIGHTLY)
    with Desk.open(folder) as desk:
        assert not desk.is_behind(copies)
        own = receive(desk, None, now - timedelta(days=1_000), b"notes")
        steps: list[Callable[[], object]] = [
            lambda: None,
            lambda: receive(desk, written("Libraries"), now),
            lambda: desk.expect([area], now=now),
            lambda: desk.expect([], now=now + HOUR),
            lambda: desk.note_absence(
                Absence("Parks", date(2020, 6, 8), date(2020, 6, 21), "Snow"), now=now
            ),
            lambda: desk.remove_for_good([own], EVER_SINCE, now=now),
        ]
        for number, step in enumerate(steps):
            step()
            assert desk.is_behind(copies), number
            desk.back_up(copies, now=now + number * HOUR)
            assert not desk.is_behind(copies), number
            desk.arrivals()
            desk.search("Libraries")
    # Nor on another day, nor in another folder than the one that has it.
    with Desk.open(folder) as desk:
        assert not desk.is_behind(copies)
        assert desk.is_behind(copies.with_name("stick"))
    newest = backup.listed(copies, DESK)[0].path
    newest.write_bytes(newest.read_bytes()[:5_000])
    with Desk.open(folder) as desk:
        assert desk.is_behind(copies)


def test_where_nothing_has_changed_no_second_copy_is_kept(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        first = desk.back_up(copies, now=now)
        assert desk.back_up(copies, now=now + HOUR) == first
    assert [each.name for each in copies.iterdir()] == [first.path.name]


def test_restoring_keeps_what_it_replaces_and_both_can_be_put_back(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        old = receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
        new = receive(desk, None, now, b"later")
    [kept] = desk_backup.restore(made.path, folder, now=now + HOUR)
    assert kept_on(folder) == {old}
    assert kept.parent == folder / backup.FOLDER
    desk_backup.restore(kept, folder, now=now + 2 * HOUR)
    assert kept_on(folder) == {old, new}


def test_a_damaged_desk_is_set_aside_as_it_is_and_the_newest_whole_backup_takes_its_place(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        own = receive(desk, written(), now)
        good = desk.back_up(copies, now=now)
        receive(desk, None, now, b"later")
        bad = desk.back_up(copies, now=now + HOUR)
        identity = desk.identity
    bad.path.write_bytes(bad.path.read_bytes()[:9_000])
    place = folder / DESK.kind.file_name
    place.write_bytes(b"rubbish")
    with pytest.raises(StoreDamagedError):
        Desk.open(folder)
    gone = copies.with_name("gone")
    newest = desk_backup.newest_whole([gone, copies], identity, now=now + 2 * HOUR)
    assert newest == good
    [aside] = desk_backup.restore(good.path, folder, now=now)
    assert aside.read_bytes() == b"rubbish"
    assert restoring.set_aside_in(folder, DESK) == [aside]
    assert restoring.set_aside_in(folder) == []
    assert kept_on(folder) == {own}


def test_somebody_elses_backup_is_not_the_one_that_is_offered(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
    assert desk_backup.newest_whole([copies], made.identity, now=now) == made
    assert desk_backup.newest_whole([copies], "0" * 8, now=now) is None
    assert desk_backup.newest_whole([copies], "", now=now) == made


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE arrival SET content = x'00'", "a file in it is not as it came in"),
        ("UPDATE returned SET snapshot = x'00'", "a return in it was altered"),
        ("UPDATE arrival SET content = 'text'", "its tables cannot be read"),
    ],
)
def test_a_backup_with_a_changed_letter_is_refused(
    folder: Path, copies: Path, written: Written, now: datetime, change: str, why: str
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
    with closing(sqlite3.connect(made.path, isolation_level=None)) as connection:
        connection.execute(change)
    for use in (
        lambda: desk_backup.held(made.path),
        lambda: desk_backup.restore(made.path, folder, now=now),
    ):
        with pytest.raises(StoreDamagedError, match=why):
            use()


def test_a_backup_of_a_newer_program_is_left_alone(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = made.path.read_bytes()
    with pytest.raises(StoreTooNewError):
        desk_backup.restore(made.path, folder, now=now)
    assert made.path.read_bytes() == before


def test_a_return_without_a_date_is_told_as_damage(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
    with closing(sqlite3.connect(made.path, isolation_level=None)) as connection:
        connection.execute("UPDATE returned SET submitted_at = 'long ago'")
    with pytest.raises(StoreDamagedError, match="has no date"):
        desk_backup.held(made.path)


def test_it_says_what_it_costs_and_how_far_it_is_and_can_be_stopped(
    folder: Path, copies: Path, now: datetime
) -> None:
    told: list[tuple[str, int, int]] = []

    def stop(step: str, done: int, of: int) -> None:
        told.append((step, done, of))
        if done > 2:
            raise CancelledError("Stopped.")

    with Desk.open(folder) as desk:
        for letter in "abcdefgh":
            receive(desk, None, now, letter.encode() * 1_000_000)
        with pytest.raises(CancelledError):
            desk.back_up(copies, now=now, progress=stop)
        assert list(copies.iterdir()) == []
        assert len(desk.arrivals()) == 8
        assert told[0][0] == "Backing up the hub’s desk, 8 MB"
        assert all(done <= of for _, done, of in told)
        told.clear()
        desk.back_up(copies, now=now, progress=lambda *each: told.append(each))
    assert told[-1][0] == "Reading the backup of the hub’s desk back"


def test_without_room_no_copy_is_begun_and_it_says_how_much_is_needed(
    folder: Path,
    copies: Path,
    written: Written,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        with pytest.raises(StoreError, match="it needs 1 MB, and 0 MB are free"):
            desk.back_up(copies, now=now)
    assert list(copies.iterdir()) == []


def test_of_large_ones_six_are_kept_at_most_and_the_newest_always(
    folder: Path,
    copies: Path,
    written: Written,
    now: datetime,
) -> None:
    with Desk.open(folder) as desk:
        receive(desk, written(), now)
        made = desk.back_up(copies, now=now)
    content = made.path.read_bytes()
    for hours in range(6, 24 * 60, 6):
        at = now - timedelta(hours=hours)
        name = made.path.name.replace(f"{now:%Y%m%dT%H%M%SZ}", f"{at:%Y%m%dT%H%M%SZ}")
        (copies / name).write_bytes(content)
    stay = {each.made_at for each in backup.listed(copies, DESK)}
    usual = len(stay - ladder.surplus(stay, now))
    backup.thin(copies, now=now, own=made.identity, sort=DESK)
    assert len(backup.listed(copies, DESK)) == usual > 6
    with made.path.open("r+b") as file:
        file.truncate(desk_backup.LARGE_BYTES)
    backup.thin(copies, now=now, own=made.identity, sort=DESK)
    left = {each.made_at for each in backup.listed(copies, DESK)}
    assert left == stay - ladder.surplus(stay, now, rungs=ladder.SPARING)
    assert len(left) <= 6
    assert max(left) == now.replace(microsecond=0)


def test_what_is_removed_for_good_goes_from_the_backups_of_the_desk_and_from_what_was_set_aside(
    folder: Path, copies: Path, written: Written, now: datetime
) -> None:
    long_ago = now - timedelta(days=1_000)
    with Desk.open(folder) as desk:
        file = receive(desk, None, long_ago, b"a file of no use to anybody")
        came_with = receive(desk, written("Museums"), long_ago)
        [returned] = desk.returns()
        old = desk.back_up(copies, now=long_ago)
        aside = folder / "desk.db.corrupt-20200101T000000Z"
        aside.write_bytes(b"a file of no use to anybody")
        gone = desk.remove_for_good([file, returned.sha256], EVER_SINCE, now=now)
        assert set(gone) == {file, returned.sha256}
        held = ageing.copies(gone, folder, [copies], DESK)
        assert held == ageing.Copies((old,), (aside,))
        assert held.of_desk(is_wanted=True) == held
        assert not held.of_desk(is_wanted=False)
        assert ageing.replace_copies(desk, held, [copies], now=now) == [old.path, aside]
        [fresh] = backup.listed(copies, DESK)
        assert not desk_backup.hashes_in(fresh.path) & {file, came_with, returned.sha256}
        assert not ageing.copies(gone, folder, [copies], DESK)
    assert json.dumps(fresh.reports) == "0"
    assert not aside.exists()


def test_a_shared_desk_is_in_the_backups_of_its_server_and_in_none_of_ours(
    copies: Path, now: datetime
) -> None:
    with Desk(SharedPlace(create_engine("sqlite://"), "desk on server")) as desk:
        assert desk.is_shared
        with pytest.raises(StoreError, match="in the backups of its server"):
            desk.back_up(copies, now=now)
        with pytest.raises(StoreError, match="in the backups of its server"):
            desk.is_behind(copies)
    assert not copies.exists()


def an_older_desk(folder: Path) -> Path:
    """A desk as the version before made it."""
    older = replace(DESK.kind, migrations=DESK.kind.migrations[:-1])
    with closing(Database.open(folder, older)):
        return folder / DESK.kind.file_name


def test_before_the_desk_is_brought_forward_a_proved_copy_of_it_is_kept(folder: Path) -> None:
    an_older_desk(folder)
    with Desk.open(folder) as desk:
        assert desk.returns() == []
    [kept] = backup.listed(folder / backup.FOLDER, DESK)
    assert proving.counted(kept.path, DESK) == (0, 0)
    assert desk_backup.held(kept.path).files == 0
    desk_backup.restore(kept.path, folder, now=kept.made_at)
    Desk.open(folder).close()


def test_without_room_for_that_copy_the_desk_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = an_older_desk(folder)
    before = place.read_bytes()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(StoreError, match="There is no room"):
        Desk.open(folder)
    assert place.read_bytes() == before
