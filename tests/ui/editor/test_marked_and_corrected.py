"""The page of a report that is marked, or corrects another: what is shown, saved and asked for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import Stored, new_id
from ui.editor.page import EditorPage, OpenReport
from ui.pages import open_report
from ui.widgets.marking_box import MarkingBox

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
WHY = "The April figures were wrong"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as store:
        yield store


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[OpenReport], EditorPage]:
    shown: list[EditorPage] = []

    def make(opened: OpenReport) -> EditorPage:
        page = EditorPage(opened)
        # Kept until the test is over: Python may not delete a page that Qt still shows.
        shown.append(page)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


@pytest.fixture
def report() -> Report:
    report, _ = Report(new_id(), edition.newest()).fill_in(FieldId.PERIOD, "8 to 21 June 2020")
    return replace(report, marking="OFFICIAL")


def hand_in(store: Store, stored: Stored) -> Stored:
    snapshot = freeze(
        stored.report,
        submitted_at=NOW,
        app_version="0.1.0",
        recipient=Recipient("Hub", ""),
        version=stored.version,
        supersedes=stored.supersedes,
        correction=stored.correction,
    )
    return store.record(stored.report.id, snapshot, now=NOW)


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def buttons(page: QWidget) -> list[str]:
    found = page.findChildren(QAbstractButton)
    return [each.text().replace("&", "") for each in found if each.isVisible()]


def test_a_marking_that_is_chosen_is_handed_over_to_be_saved(
    show: Callable[[OpenReport], EditorPage], report: Report
) -> None:
    page = show(OpenReport(report, NOW))
    asked: list[tuple[str, set[Place]]] = []
    page.save_requested.connect(lambda report, places: asked.append((report.marking, set(places))))
    page.go_to(Place("marking"))
    box = page.findChild(MarkingBox)
    assert page.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_Down)
    page.save_now()
    assert asked == [("OFFICIAL-SENSITIVE", {Place("marking")})]


def test_going_to_another_section_is_told(
    show: Callable[[OpenReport], EditorPage], report: Report
) -> None:
    page = show(OpenReport(report, NOW))
    told: list[Place] = []
    page.moved_on.connect(lambda: told.append(page.place))
    page.go_to(Place("section", "guidance"))
    assert told == [Place("section", "guidance")]


def test_the_marking_of_a_submitted_report_is_only_read(
    show: Callable[[OpenReport], EditorPage], report: Report, store: Store
) -> None:
    page = show(open_report(hand_in(store, store.create(report, now=NOW))))
    lines = {line.accessibleName(): line for line in page.findChildren(QLineEdit)}
    assert lines["Protective marking"].text() == "OFFICIAL"
    assert lines["Protective marking"].isReadOnly()
    assert page.findChild(MarkingBox) is None


def test_every_version_says_which_it_is_and_only_the_current_one_can_be_corrected(
    show: Callable[[OpenReport], EditorPage], report: Report, store: Store
) -> None:
    first = hand_in(store, store.create(report, now=NOW))
    page = show(open_report(first))
    assert "version" not in said(page)
    assert "Issue a correction…" in buttons(page)
    draft = store.correct(report.id, WHY, now=NOW)
    assert f"version 2, corrects version 1, because: {WHY}" in said(show(open_report(draft)))
    assert "Issue a correction…" not in buttons(show(open_report(draft)))
    second = show(open_report(hand_in(store, draft)))
    assert f"version 2 (current), corrects version 1, because: {WHY}" in said(second)
    superseded = show(open_report(store.load(report.id)))
    assert "version 1 (superseded)" in said(superseded)
    assert "Superseded by version 2. Read only." in said(superseded)
    assert "Issue a correction…" not in buttons(superseded)


def test_the_button_asks_for_a_correction(
    show: Callable[[OpenReport], EditorPage], report: Report, store: Store
) -> None:
    page = show(open_report(hand_in(store, store.create(report, now=NOW))))
    asked: list[bool] = []
    page.correct_requested.connect(lambda: asked.append(True))
    [button] = [each for each in page.findChildren(QAbstractButton) if "&correction" in each.text()]
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == [True]
