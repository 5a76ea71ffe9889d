"""A new edition of the form arrives by file: looked at, added, used, moved to, removed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTextEdit

from highlight_desktop import forms
from highlight_desktop.commands import parse, run, self_test
from highlight_desktop.errors import EditionError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store import backup, proving
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, words_on
from ui.acts.edition_preview import EditionPreview
from ui.dialogs.editions_dialog import EditionsDialog
from ui.dialogs.move_drafts_dialog import MoveDraftsDialog
from ui.dialogs.moved_dialog import MovedDialog
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.dialogs.problem_dialog import ProblemDialog

pytestmark = pytest.mark.flow
OpenWindow = Callable[[Path], Person]
GUIDE = Path(__file__).parents[2] / "docs" / "form-designers-guide.md"
NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def fenced(language: str) -> list[str]:
    """The examples of the guide."""
    found = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found


@pytest.fixture
def outdoor() -> Edition:
    """The edition that the guide shows."""
    [example] = fenced("toml")
    return Edition.from_toml(example, "the guide")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The guide's example as its reader saves it."""
    path = tmp_path / "outdoor.toml"
    path.write_text(fenced("toml")[0], encoding="utf-8")
    return path


def draft(areas: str, form: Edition | None = None, **texts: str) -> Report:
    report = Report(new_id(), form or edition.newest())
    for field, typed in ((FieldId.SERVICE_AREAS, areas), (FieldId.PERIOD, "8 to 21 June 2026")):
        report, _ = report.fill_in(field, typed)
    for section_id, text in texts.items():
        answer = Answer(AnswerKind.ANSWERED, blocks_of(text)[0])
        report, _ = report.answer(section_id, answer)
    return report


def choose(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, Add a form edition…, and this file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    person.window._menus._add_edition.trigger()


def add(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(person, path, monkeypatch)
    person.click(person.dialog(EditionPreview), "Add this edition")
    person.wait(lambda: "Added: " in person.window._notice.told)


def offered(person: Person) -> list[str]:
    return [each.text() for each in person.window._menus._new.actions()]


def test_an_edition_is_looked_at_before_it_is_added_and_then_written_on(
    person: Person, file: Path, outdoor: Edition, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(person, file, monkeypatch)
    preview = person.dialog(EditionPreview)
    assert "Outdoor services highlight report (2027-04)" in words_on(preview)
    assert "3 header fields, 3 sections, in 2 parts" in words_on(preview)
    rows = [preview._form.model().index(row, 0) for row in range(preview._form.model().rowCount())]
    spoken = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert spoken[1:3] == [
        "Part 1: This period",
        "What was done (the three things a resident would notice)."
        " Section 1 · topic activity · any answer allowed",
    ]
    assert "topic finance · text, or No change or Nothing to report" in spoken[5]
    [text] = preview.findChildren(QTextEdit)
    assert "Outdoor services highlight report" in text.toPlainText()
    assert "Money (costs and income)" in text.toPlainText()
    assert forms.load(data_folder).added == ()
    person.click(preview, "Add this edition")
    person.wait(lambda: forms.load(data_folder).added == (outdoor,))
    person.wait(lambda: "Added: “Outdoor services" in person.window._notice.told)
    assert offered(person)[0] == "Outdoor services highlight report (2027-04)"
    home = person.window._pages.home._new.menu()
    assert home.actions()[0].text() == "Outdoor services highlight report (2027-04)"
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.window._menus.new_requested.emit("2027-04")
    assert person.editor.report.edition == outdoor


def test_it_is_there_after_a_restart_and_for_the_next_report(
    open_window: OpenWindow,
    file: Path,
    outdoor: Edition,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = draft("Parks", activity="The bandstand reopened.")
    with Store.open(data_folder) as store:
        store.create(last, now=NOW)
    person = open_window(data_folder)
    add(person, file, monkeypatch)
    person.dialog(MoveDraftsDialog).reject()
    person.close()
    person = open_window(data_folder)
    person.wait(lambda: offered(person)[0].endswith("(2027-04)"))
    person.window._pages.home._table.select(last.id, 0)
    person.window._menus.next_requested.emit()
    dialog = person.dialog(NextReportDialog)
    assert dialog.chosen().edition == outdoor
    dialog.reject()


@pytest.mark.parametrize("number", [0, 1])
def test_the_words_of_a_fault_are_those_of_the_guide(
    person: Person, file: Path, number: int, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = file.read_text(encoding="utf-8")
    wrong = (
        example.replace('topic = "finance"', 'topic = "money"'),
        example.replace('highlight report"', "highlight report"),
    )[number]
    file.write_text(wrong, encoding="utf-8")
    choose(person, file, monkeypatch)
    problem = person.dialog(ProblemDialog)
    assert words_on(problem).replace("\n", " ").strip() == fenced("text")[number].strip()
    assert forms.load(data_folder).added == ()
    assert not person.dialogs(EditionPreview)
    problem.reject()


def test_a_file_dropped_on_the_list_is_looked_at_and_reports_beside_it_come_in(
    person: Person, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "earlier.txt").write_text("GOOD NEWS\nThe pond is dug.\n", encoding="utf-8")
    names = [str(tmp_path / "earlier.txt"), str(file)]
    person.window._pages.home.files_dropped.emit(names)
    preview = person.dialog(EditionPreview)
    preview.reject()
    person.wait(lambda: person.window._pages.editor is not None)


def test_a_file_that_is_cancelled_adds_nothing(
    person: Person, file: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(person, file, monkeypatch)
    preview = person.dialog(EditionPreview)
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(EditionPreview))
    assert forms.load(data_folder).added == ()


def test_the_same_again_is_said_and_another_with_its_id_is_refused(
    person: Person, file: Path, outdoor: Edition, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(person, file, monkeypatch)
    choose(person, file, monkeypatch)
    problem = person.dialog(ProblemDialog)
    assert "which is here already" in words_on(problem)
    problem.reject()
    person.wait(lambda: not person.dialogs(ProblemDialog))
    file.write_text(replace(outdoor, title="Indoor services").to_toml(), encoding="utf-8")
    choose(person, file, monkeypatch)
    problem = person.dialog(ProblemDialog)
    told = words_on(problem)
    assert "“outdoor.toml” has the id “2027-04”, and another edition of the form has it" in told
    problem.reject()
    assert forms.load(data_folder).added == (outdoor,)


def test_drafts_move_when_they_are_ticked_and_lose_no_word(
    open_window: OpenWindow, file: Path, outdoor: Edition, data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    parks = draft("Parks", activity="The bandstand reopened.", good_news="A prize was won.")
    waste = draft("Waste", finance="Fuel costs more.")
    with Store.open(data_folder) as store:
        for each in (parks, waste):
            store.create(each, now=NOW)
    person = open_window(data_folder)
    add(person, file, monkeypatch)
    asked = person.dialog(MoveDraftsDialog)
    assert not asked._move.isEnabled()
    asked._boxes[parks.id].click()
    asked._move.click()
    moved = person.dialog(MovedDialog)
    [told] = moved.findChildren(QTextEdit)
    assert "no section like “Positive news stories”" in told.toPlainText()
    assert "lies in the bin" in told.toPlainText()
    moved.reject()
    person.close()
    with Store.open(data_folder) as store:
        listed = {each.service_areas: each for each in store.summaries()}
        assert listed["Waste"].edition_id == "2021-01"
        report = store.load(listed["Parks"].id).report
        assert [each.id for each in store.discarded()] == [parks.id]
    assert report.edition == outdoor
    assert report.answers["activity"].prose[0].text == "The bandstand reopened."
    assert [each.text for each in report.unplaced] == ["Positive news stories", "A prize was won."]
    before = [proving.ids_in(each.path) for each in backup.listed(data_folder / backup.FOLDER)]
    assert {parks.id, waste.id} in before


def test_a_move_is_undone_by_one_button(
    open_window: OpenWindow, file: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parks = draft("Parks", good_news="A prize was won.")
    with Store.open(data_folder) as store:
        before = store.create(parks, now=NOW)
    person = open_window(data_folder)
    add(person, file, monkeypatch)
    asked = person.dialog(MoveDraftsDialog)
    asked._all.click()
    asked._move.click()
    person.click(person.dialog(MovedDialog), "Undo the move")
    home = person.window._pages.home
    person.wait(lambda: [each.id for each in home._reports] == [parks.id])
    person.close()
    with Store.open(data_folder) as store:
        assert store.load(parks.id) == before
        [binned] = store.discarded()
        assert binned.edition_id == "2027-04"


def test_a_draft_that_is_open_is_saved_and_left_before_it_moves(
    person: Person, file: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_id = person.begin_report()
    person.write("Typed just now.")
    add(person, file, monkeypatch)
    asked = person.dialog(MoveDraftsDialog)
    asked._all.click()
    asked._move.click()
    person.dialog(MovedDialog).reject()
    assert person.window._pages.is_list
    person.close()
    with Store.open(data_folder) as store:
        [listed] = store.summaries()
        report = store.load(listed.id).report
    assert listed.id != report_id
    texts = [each.text for each in report.unplaced]
    assert texts == ["New guidance and impact", "Typed just now."]


def test_drafts_move_later_from_the_list_of_editions_and_what_cannot_is_told(
    open_window: OpenWindow, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    june = edition.find("2020-06")
    parks, waste = draft("Parks", june, finance="Fuel."), draft("Waste", june, finance="Tyres.")
    with Store.open(data_folder) as store:
        for each in (parks, waste):
            store.create(each, now=NOW)
    person = open_window(data_folder)
    person.window._menus._editions.trigger()
    dialog = person.dialog(EditionsDialog)
    person.wait(lambda: dialog._list.count() == 3)
    dialog._list.setCurrentRow(1)
    person.click(dialog, "Move drafts to it")
    person.wait(lambda: "There are no drafts on another edition" in words_on(dialog))
    dialog._list.setCurrentRow(0)
    person.click(dialog, "Move drafts to it")
    asked = person.dialog(MoveDraftsDialog)
    assert set(asked._boxes) == {parks.id, waste.id}
    assert person.window._store is not None
    person.window._store.discard(waste.id, now=NOW)
    asked._all.click()
    asked._move.click()
    problem = person.dialog(ProblemDialog)
    assert "1 draft could not be moved." in words_on(problem)
    assert waste.id in words_on(problem)
    problem.reject()
    person.dialog(MovedDialog).reject()
    dialog.reject()
    person.close()
    with Store.open(data_folder) as store:
        moved = [each.edition_id for each in store.summaries()]
        binned = {each.service_areas for each in store.discarded()}
    assert moved == ["2021-01"]
    assert binned == {"Parks", "Waste"}


def test_an_edition_without_reports_is_removed_and_one_with_them_stays(
    person: Person, file: Path, outdoor: Edition, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(person, file, monkeypatch)
    person.window._menus._editions.trigger()
    dialog = person.dialog(EditionsDialog)
    person.wait(lambda: dialog._list.count() == 4)
    assert "Added from a file, no reports" in dialog._list.item(0).text()
    assert dialog._remove.isEnabled()
    dialog._list.setCurrentRow(1)
    assert not dialog._remove.isEnabled()
    assert "Came with the program" in dialog._list.item(1).text()
    dialog._list.setCurrentRow(0)
    dialog._remove.click()
    person.wait(lambda: dialog._list.count() == 3)
    assert "can be added again" in words_on(dialog)
    assert forms.load(data_folder).added == ()
    assert not offered(person)[0].endswith("(2027-04)")
    choose(person, file, monkeypatch)
    person.click(person.dialog(EditionPreview), "Add this edition")
    person.wait(lambda: dialog._list.count() == 4)
    assert person.window._store is not None
    person.window._store.create(Report(new_id(), outdoor), now=NOW)
    dialog._remove.click()
    problem = person.dialog(ProblemDialog)
    assert "so it stays" in words_on(problem)
    problem.reject()
    assert forms.load(data_folder).added == (outdoor,)
    person.click(dialog, "Look at it")
    preview = person.dialog(EditionPreview)
    assert "Outdoor services highlight report" in words_on(preview)
    preview.reject()
    dialog.reject()


def test_an_edition_is_saved_as_the_file_another_one_begins_from(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.window._menus._editions.trigger()
    dialog = person.dialog(EditionsDialog)
    person.wait(lambda: dialog._list.count() == 3)
    path = tmp_path / "begun.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    person.click(dialog, "Save as a file")
    person.wait(lambda: "Saved as" in words_on(dialog))
    assert Edition.from_toml(path.read_text(encoding="utf-8"), "begun") == edition.newest()
    path.write_text(path.read_text(encoding="utf-8").replace("2021-01", "2027-05"), "utf-8")
    dialog.reject()
    add(person, path, monkeypatch)
    assert offered(person)[0].endswith("(2027-05)")


def test_an_earlier_report_on_an_added_edition_is_imported_in_the_window(
    person: Person, file: Path, outdoor: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(person, file, monkeypatch)
    letter = tmp_path / "earlier.txt"
    letter.write_text(
        "OUTDOOR SERVICES HIGHLIGHT REPORT\n\nWHAT COMES NEXT\nThe pond is dug.\n", "utf-8"
    )
    person.window._pages.home.files_dropped.emit([str(letter)])
    person.wait(lambda: person.window._pages.editor is not None)
    assert person.editor.report.edition == outdoor
    assert person.editor.report.answers["plans"].prose[0].text == "The pond is dug."


def test_a_file_that_is_no_edition_among_the_added_ones_is_told_at_the_start(
    open_window: OpenWindow, data_folder: Path
) -> None:
    (data_folder / forms.FOLDER).mkdir(parents=True)
    (data_folder / forms.FOLDER / "draft.toml").write_text("id = 3\n", encoding="utf-8")
    person = open_window(data_folder)
    person.wait(lambda: "“draft.toml”, line 1: id must be text" in person.window._notice.told)


def test_the_command_line_knows_an_edition_that_was_put_into_the_folder(
    file: Path, outdoor: Edition, data_folder: Path, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    forms.add(data_folder, outdoor, "The file")
    assert run(parse(["--data", str(data_folder), "editions"])) == 0
    assert "2027-04  Outdoor services highlight report (3 sections)" in capsys.readouterr().out
    letter = tmp_path / "earlier.txt"
    letter.write_text("WHAT WAS DONE\nThe bandstand reopened.\n", encoding="utf-8")
    asked = ["--data", str(data_folder), "import", str(letter), "--edition", "2027-04"]
    assert run(parse(asked)) == 0
    assert "edition 2027-04, 6 of 6 words kept" in capsys.readouterr().out
    assert run(parse(["--data", str(data_folder), "import", str(file)])) == 2
    assert "is the file of a form edition, not a report." in capsys.readouterr().err
    assert run(parse(["--data", str(data_folder), "backup", "--to", str(tmp_path / "stick")])) == 0
    [made] = (tmp_path / "stick").iterdir()
    assert run(parse(["--data", str(tmp_path / "new"), "restore", str(made)])) == 0
    assert run(parse(["--data", str(tmp_path / "new"), "editions"])) == 0
    assert "2027-04  Outdoor" in capsys.readouterr().out
    (data_folder / forms.FOLDER / "bad.toml").write_text("", encoding="utf-8")
    assert run(parse(["--data", str(data_folder), "editions"])) == 2
    said = capsys.readouterr()
    assert "2027-04" in said.out
    assert "“bad.toml”: id is missing." in said.err


def test_the_self_test_tries_added_editions_and_fails_on_a_file_that_is_none(
    outdoor: Edition, tmp_path: Path
) -> None:
    forms.add(tmp_path, outdoor, "The file")
    assert self_test.documents(tmp_path, tmp_path).endswith("2020-05, 2020-06, 2021-01, 2027-04")
    (tmp_path / forms.FOLDER / "odd.toml").write_text("", encoding="utf-8")
    with pytest.raises(EditionError, match=r"“odd.toml”"):
        self_test.documents(tmp_path, tmp_path)
