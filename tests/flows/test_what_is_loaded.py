"""What a start has loaded by when: names instead of a clock, because they are the same anywhere."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.report import edition
from highlight_desktop.report.report import Report
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.test_starting import leave

pytestmark = pytest.mark.flow

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEVER_BEFORE_IT_IS_ASKED_FOR = {
    *("reportlab", "openpyxl", "PIL", "lxml", "pyexpat", "psycopg", "pypdf"),
    "sqlalchemy.dialects.postgresql",
    *("PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtTest", "PySide6.QtSql"),
    *("highlight_desktop.hub", "ui.hub", "ui.acts.collecting"),
    *("highlight_desktop.outbox.pdf", "highlight_desktop.outbox.workbook"),
    *("highlight_desktop.inbox.quarantine", "highlight_desktop.verification"),
}

NOT_BEFORE_READY = {
    *("highlight_desktop.report.wording", "highlight_desktop.inbox.clipboard.markup"),
    "highlight_desktop.whereabouts.doctor",
    *("ui.dialogs.about", "ui.dialogs.help_dialog", "ui.dialogs.next_report_dialog"),
    *("ui.dialogs.settings_dialog", "ui.dialogs.submit_dialog"),
    *("ui.editor.history_dialog", "ui.editor.spelling_dialog"),
}
"""Dialogs and rules that are loaded when they are first wanted."""


@pytest.fixture(autouse=True)
def not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """What coverage loads into the programs it follows is none of ours."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


def loaded_when(moment: str, data_folder: Path) -> tuple[set[str], list[str]]:
    """The modules that are there when a timed start leaves, and the sources that were read."""
    code = (
        "import json, linecache, sys;"
        f"sys.argv = ['highlight-desktop', '--data', {str(data_folder)!r},"
        f" '--exit-when', {moment!r}];"
        "from highlight_desktop.__main__ import main;"
        "code = main();"
        "print(json.dumps([sorted(sys.modules), sorted(linecache.cache)]));"
        "sys.exit(code)"
    )
    done = leave("-c", code)
    assert done.returncode == 0, done.stderr
    modules, sources = json.loads(done.stdout)
    return set(modules), sources


def test_at_the_first_paint_there_is_qt_and_next_to_nothing_of_ours(data_folder: Path) -> None:
    loaded, _ = loaded_when("painted", data_folder)
    assert {each for each in loaded if each.partition(".")[0] in ("ui", "resources")} == {
        *("ui", "ui.app", "ui.process", "ui.process.first_sight", "ui.process.loading")
    }
    assert {each for each in loaded if each.startswith("highlight_desktop.")} == {
        "highlight_desktop.__main__",
        "highlight_desktop.commands",
        "highlight_desktop.commands.arguments",
        "highlight_desktop.commands.console",
        "highlight_desktop.screen",
    }
    assert {each for each in loaded if each.startswith("PySide6.Qt")} == {
        *("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")
    }
    assert not loaded & {"sqlalchemy", "sqlite3", *NEVER_BEFORE_IT_IS_ASKED_FOR}
    assert not data_folder.exists(), "the reports were opened before the window was painted"


def test_a_report_is_ready_without_anything_that_makes_or_reads_documents(
    data_folder: Path,
) -> None:
    with Store.open(data_folder) as store:
        store.create(Report(new_id(), edition.newest()), now=NOW)
    loaded, sources = loaded_when("ready", data_folder)
    assert {"ui.editor.page", "highlight_desktop.store.reports"} <= loaded
    assert not loaded & {*NEVER_BEFORE_IT_IS_ASKED_FOR, *NOT_BEFORE_READY}
    read = [each for each in sources if each.endswith("main_window.py")]
    assert not read, "PySide reads the source of each module again: see ui.process.loading"
