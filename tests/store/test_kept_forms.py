"""Added editions of the form in backups, and drafts that move to another edition."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop import forms
from highlight_desktop.errors import ReportLockedError, ReportNotFoundError, StoreError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import backup, restoring
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import Source, rescue
from highlight_desktop.store.stored import State, new_id

Written = Callable[..., Report]
HOUR = timedelta(hours=1)
NEW = replace(edition.find("2020-06"), id="2030-01", title="Highlights of the parks")


def submitted(store: Store, report: Report, now: datetime) -> None:
    store.create(report, now=now)
    hub = Recipient("Coordination Hub", "")
    frozen = freeze(report, submitted_at=now, app_version="1", recipient=hub, version=1)
    store.record(report.id, frozen, now=now)


def test_a_backup_brings_added_editions_back_to_a_new_computer(
    folder: Path, now: datetime, written: Written, tmp_path: Path
) -> None:
    forms.add(folder, NEW, "The file")
    with Store.open(folder) as store:
        store.create(written(), now=now)
        made = store.back_up(tmp_path / "stick", now=now)
        assert store.back_up(tmp_path / "stick", now=now + HOUR) == made
    kept = restoring.restore(made.path, tmp_path / "new", now=now)
    assert kept == []
    assert forms.load(tmp_path / "new").added == (NEW,)


def test_restoring_never_replaces_an_edition_that_is_there(
    folder: Path, now: datetime, tmp_path: Path
) -> None:
    forms.add(folder, NEW, "The file")
    with Store.open(folder) as store:
        made = store.back_up(tmp_path / "stick", now=now)
    other = replace(NEW, title="Issued elsewhere")
    forms.add(tmp_path / "new", other, "The file")
    restoring.restore(made.path, tmp_path / "new", now=now)
    assert forms.load(tmp_path / "new").added == (other,)


def test_an_edition_that_was_removed_is_in_no_later_backup(
    folder: Path, now: datetime, tmp_path: Path
) -> None:
    forms.add(folder, NEW, "The file")
    with Store.open(folder) as store:
        store.back_up(tmp_path / "one", now=now)
        store.forget(NEW)
        forms.remove(folder, NEW.id)
        made = store.back_up(tmp_path / "two", now=now)
    restoring.restore(made.path, tmp_path / "new", now=now)
    assert forms.load(tmp_path / "new").added == ()


def test_an_added_edition_is_a_change_that_the_next_backup_has(folder: Path, store: Store) -> None:
    store.know_forms()
    before = store.changes
    forms.add(folder, NEW, "The file")
    store.know_forms()
    assert store.changes > before
    before = store.changes
    store.know_forms()
    assert store.changes == before


def test_an_edition_with_reports_on_it_is_not_forgotten(
    store: Store, now: datetime, folder: Path
) -> None:
    report = Report(new_id(), NEW)
    store.create(report, now=now)
    store.discard(report.id, now=now)
    assert store.reports_on(NEW) == 1
    assert store.reports_on(edition.newest()) == 0
    store.forget(NEW)
    store.bring_back(report.id)
    assert store.load(report.id).report.edition == NEW
    assert store.folder == folder


def test_a_full_disk_keeps_no_backup_from_being_made(
    folder: Path, now: datetime, written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms.add(folder, NEW, "The file")
    with Store.open(folder) as store:
        store.create(written(), now=now)

        def full(_database: object) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(backup.kept_forms, "take_along", full)
        assert store.back_up(tmp_path / "stick", now=now).reports == 1


def test_a_damaged_form_is_made_good_from_its_file(folder: Path, now: datetime) -> None:
    forms.add(folder, NEW, "The file")
    report, change = Report(new_id(), NEW).fill_in(FieldId.AUTHOR, "Jo Wren")
    with Store.open(folder) as store:
        store.create(report, now=now)
        store.save(report, [change.place], now=now)
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TRIGGER edition_update")
        connection.execute("UPDATE edition SET definition = 'wiped'")
    done = rescue(folder, [], now=now)
    assert [each.source for each in done.reports] == [Source.DATABASE]
    with Store.open(folder) as store:
        assert store.load(report.id).report == report


def test_a_draft_moves_to_another_edition_and_what_it_was_lies_in_the_bin(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    before = store.create(report, now=now, notes=["As it came in."])
    moved = store.move(report.id, NEW, now=now + HOUR)
    assert moved.report.edition == NEW
    assert moved.report.id != report.id
    assert moved.state is State.DRAFT
    assert moved.notes[0] == "As it came in."
    assert any("Positive news stories" in note for note in moved.notes)
    assert [each.id for each in store.summaries()] == [moved.report.id]
    assert [each.id for each in store.discarded()] == [report.id]
    assert store.check().is_clean
    store.bring_back(report.id)
    assert store.load(report.id) == before


def test_only_a_draft_of_its_own_can_move(store: Store, now: datetime, written: Written) -> None:
    sent, binned = written(), written("Parks")
    submitted(store, sent, now)
    with pytest.raises(ReportLockedError):
        store.move(sent.id, NEW, now=now)
    correction = store.correct(sent.id, "A wrong figure", now=now)
    with pytest.raises(StoreError, match="A correction stays on the edition"):
        store.move(correction.report.id, NEW, now=now)
    store.create(binned, now=now)
    store.discard(binned.id, now=now)
    with pytest.raises(ReportNotFoundError):
        store.move(binned.id, NEW, now=now)
    assert len(store.summaries()) == 2


def test_a_moved_draft_is_found_and_goes_on_as_any_other(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    moved = store.move(report.id, NEW, now=now)
    found = store.search("talking books").best
    assert {each.report_id for each in found} == {moved.report.id}
    changed, change = moved.report.fill_in(FieldId.AUTHOR, "Somebody else")
    store.save(changed, [change.place], now=now + HOUR)
    assert store.load(changed.id).report == changed
    assert Place("section", "guidance") in store.history(changed.id)[0].places
