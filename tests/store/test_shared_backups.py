"""Two computers may keep backups in one folder, and neither touches the other's (fault S9)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop import files
from highlight_desktop.errors import OutputError
from highlight_desktop.report.report import Report
from highlight_desktop.store import backup, identity, restoring
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import Source, rescue

Written = Callable[..., Report]


def weekly(store: Store, written: Written, folder: Path, now: datetime, times: int) -> None:
    for week in range(times):
        store.create(written(f"Area {week}"), now=now)
        store.back_up(folder, now=now + timedelta(weeks=week))


def test_each_thins_its_own_alone(tmp_path: Path, written: Written, now: datetime) -> None:
    shared = tmp_path / "shared"
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        weekly(one, written, shared, now, 20)
        weekly(other, written, shared, now, 18)
        assert len(backup.listed(shared)) == 38
        assert one.identity != other.identity
        later = now + timedelta(weeks=20)
        gone = backup.thin(shared, now=later, own=one.identity)
        assert len(gone) == 6
        assert {backup.named(each).identity for each in gone} == {one.identity}
        assert {each.identity for each in backup.listed(shared)} == {one.identity, other.identity}


def test_what_the_other_made_last_does_not_count_as_ones_own(
    tmp_path: Path, written: Written, now: datetime
) -> None:
    shared, report = tmp_path / "shared", written()
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        for store in (one, other):
            store.create(report, now=now)
        first = one.back_up(shared, now=now)
        assert other.back_up(shared, now=now).path != first.path
        assert one.back_up(shared, now=now + timedelta(hours=1)) == first


def nameless(store: Store, folder: Path, now: datetime) -> Path:
    """A backup as earlier versions called it."""
    made = store.back_up(folder, now=now)
    return made.path.rename(made.path.with_name(made.path.name.replace(f"-{made.identity}", "")))


def test_earlier_names_are_read_and_thinned_where_nobody_elses_lie_beside_them(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    for week in range(20):
        store.create(written(f"Area {week}"), now=now)
        nameless(store, tmp_path / "own", now + timedelta(weeks=week))
    assert [each.reports for each in backup.listed(tmp_path / "own")] == list(range(20, 0, -1))
    assert {each.identity for each in backup.listed(tmp_path / "own")} == {""}
    later = now + timedelta(weeks=20)
    with Store.open(tmp_path / "other") as other:
        theirs = other.back_up(tmp_path / "own", now=now)
        assert backup.thin(tmp_path / "own", now=later, own=store.identity or "0" * 8) == []
        theirs.path.unlink()
    assert len(backup.thin(tmp_path / "own", now=later, own=store.identity)) == 6


def test_who_one_is_outlives_a_restore_and_is_given_once(
    tmp_path: Path, written: Written, now: datetime
) -> None:
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        other.create(written(), now=now)
        theirs = other.back_up(tmp_path / "shared", now=now)
        one.create(written(), now=now)
        own = one.back_up(tmp_path / "shared", now=now).identity
        assert own == one.identity != other.identity
    restoring.restore(theirs.path, tmp_path / "one", now=now)
    with Store.open(tmp_path / "one") as one:
        assert one.identity == own


def test_a_rescue_takes_nothing_from_somebody_elses_backup(
    tmp_path: Path, written: Written, now: datetime
) -> None:
    shared, mine = tmp_path / "shared", written()
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        one.create(mine, now=now)
        one.back_up(shared, now=now)
        other.create(written("Somebody else’s"), now=now)
        other.back_up(shared, now=now + timedelta(days=1))
    (tmp_path / "one" / FILE_NAME).write_bytes(b"rubbish" * 1000)
    done = rescue(tmp_path / "one", [shared], now=now + timedelta(days=2))
    [brought_back] = done.reports
    assert brought_back.source is Source.BACKUP
    assert "Libraries" in brought_back.name


@pytest.mark.parametrize("content", [b"", b"xyz", b"\xff" * 8, b"0123456789abcdef"])
def test_a_note_that_is_not_ours_is_given_anew(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / FILE_NAME
    (tmp_path / f"{FILE_NAME}{identity.SUFFIX}").write_bytes(content)
    assert identity.known(database) == ""
    assert identity.given(database) == identity.known(database) != ""


def test_what_cannot_be_read_for_once_is_not_given_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object) -> None:
        raise OSError(5, "Input/output error")

    database, before = store._database.path, store.identity
    monkeypatch.setattr(Path, "open", refuse)
    assert identity.given(database) == ""
    assert identity.known(database) == ""
    monkeypatch.undo()
    assert identity.given(database) == before != ""


def test_where_it_cannot_be_kept_backups_are_made_all_the_same(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OutputError("No.")

    store.create(written(), now=now)
    store._database.path.with_name(f"{FILE_NAME}{identity.SUFFIX}").unlink()
    monkeypatch.setattr(files, "write_whole", refuse)
    made = store.back_up(tmp_path, now=now)
    assert made.identity == ""
    assert backup.listed(tmp_path) == [made]
