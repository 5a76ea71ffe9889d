"""What a start leaves for later is done once the window is up, and nothing is lost by it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import text

from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from highlight_desktop.store import closed
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import Summary, new_id
from tests.flows.conftest import written
from tests.flows.test_starting import refusal, start
from ui.acts.shelf import open_folder

__all__ = ["start"]
pytestmark = pytest.mark.flow

NOW = datetime.now(UTC)
PAGE_BYTES = 4096


def kept(folder: Path, number: int) -> None:
    with Store.open(folder) as store:
        for each in range(number):
            known = {"service_areas": f"Parks {each}"}
            store.create(begin(new_id(), edition.newest(), known), now=NOW)


def as_an_earlier_version_left_it(folder: Path) -> None:
    """Nothing has been read for the search."""
    with Store.open(folder) as store, store._database.transaction() as connection:
        for table in ("passage", "subject"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("UPDATE passage_index_state SET is_current = 0"))


def with_a_wiped_page(folder: Path) -> bytes:
    """As a failing disk gives it back, while the file system knows of no change."""
    file = folder / FILE_NAME
    content = bytearray(file.read_bytes())
    content[-PAGE_BYTES:] = bytes(PAGE_BYTES)
    file.write_bytes(content)
    closed.sign(file)
    return bytes(content)


def test_older_reports_are_read_for_the_search_while_the_author_writes(
    start, data_folder: Path
) -> None:
    kept(data_folder, 50)
    as_an_earlier_version_left_it(data_folder)
    person = start(data_folder)
    search = person.window._pages.search
    told: list[str] = []
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        pass
    person.window._reports.upkeep.reading.connect(lambda *_: told.append(search._reading.text()))
    person.begin_report()
    person.write("Swings mended.")
    person.wait(lambda: "All reports have been read now" in search._reading.text())
    assert any("Older reports are still being read: 8 of 50" in each for each in told)
    person.wait(lambda: person.editor.all_saved)
    search._words.setText("parks")
    search.look()
    person.wait(lambda: search._status.text() == "50 places.")
    assert search._reading.isHidden(), "it was said, and now everything is found"
    person.close()
    assert "Swings mended." in written(data_folder)


def test_a_window_that_is_closed_meanwhile_goes_on_at_the_next_start(
    start, data_folder: Path
) -> None:
    kept(data_folder, 50)
    as_an_earlier_version_left_it(data_folder)
    person = start(data_folder)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        pass
    with person.qtbot.waitSignal(person.window._reports.upkeep.reading, timeout=20_000):
        pass
    person.close()
    with Store.open(data_folder, at_leisure=True) as store:
        assert 0 < len(store.unread_for_search()) < 50


def test_damage_of_which_only_reading_tells_is_told_and_nothing_was_written(
    start, data_folder: Path
) -> None:
    kept(data_folder, 3)
    content = with_a_wiped_page(data_folder)
    person = start(data_folder)
    assert "is damaged" in refusal(person)
    buttons = person.window._pages.home.findChildren(QPushButton)
    assert any("Bring back" in each.text() for each in buttons if each.isVisible())
    person.close()
    assert (data_folder / FILE_NAME).read_bytes() == content


def test_what_looks_damaged_once_at_the_start_is_believed_only_of_the_whole_file(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(data_folder, 2)
    read_all, asked = Store.summaries, []

    def refused_once(store: Store) -> list[Summary]:
        asked.append(store)
        if len(asked) == 1:
            raise StoreDamagedError("unable to get the page")
        return read_all(store)

    monkeypatch.setattr(Store, "summaries", refused_once)
    contents = open_folder(data_folder, open_last=False)
    with contents.store:
        assert len(contents.summaries) == 2
        assert contents.store is not asked[0]


def test_what_has_lain_in_the_bin_long_enough_goes_after_the_start(
    start, data_folder: Path
) -> None:
    kept(data_folder, 1)
    with Store.open(data_folder) as store:
        [there] = store.summaries()
        store.discard(there.id, now=NOW - timedelta(days=31))
        with store._database.transaction() as connection:
            # Since when a clock that was set back would have it is of no account here.
            connection.execute(text("UPDATE report SET discarded_at = '2020-01-01T00:00:00+00:00'"))
    person = start(data_folder)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        pass
    with person.qtbot.waitSignal(person.window._reports.upkeep.reading, timeout=20_000):
        pass
    person.close()
    with Store.open(data_folder) as store:
        assert store.discarded() == []
