"""Takes a picture of every page and dialog, in each appearance, for people to look at.

python -m tests.pictures out/pictures      (QT_SCALE_FACTOR=2 in front for 200 %, 3 for 300 %)

One function per page builds the widget with made-up data and yields it under a name.
"""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QEvent, QLocale, QMimeData, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.errors import OutputError, StoreError
from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.quarantine.isolation import Contents
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.text import read_report
from highlight_desktop.inbox.word import document
from highlight_desktop.inbox.word_report import read as read_word
from highlight_desktop.outbox import documents, pdf
from highlight_desktop.outbox.submit import Document
from highlight_desktop.report import edition
from highlight_desktop.report.carry import carry_over, folded
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.search_words import Excerpt
from highlight_desktop.report.snapshot import Recipient, freeze, proof
from highlight_desktop.report.timeline import timeline
from highlight_desktop.settings import Settings
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.history import Cause, Version
from highlight_desktop.store.hits import Hit, Hits
from highlight_desktop.store.salvage import Found, Rescue, Source
from highlight_desktop.store.stored import State, Summary
from highlight_desktop.verification.verdict import (
    Alteration,
    Difference,
    Verdict,
    Verification,
    judged,
)
from highlight_desktop.whereabouts.doctor import examine
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.probing import Facts
from highlight_desktop.whereabouts.trial import Trial
from tests.demonstration_pictures import demonstrations
from tests.edition_pictures import form_editions
from tests.hub_pictures import hub, hub_dialogs
from tests.inbox.clipboard import corpus
from tests.inbox.word.word_packages import docx, item, p, run, styled, table
from tests.keeping_pictures import checked_data, keeping_house, support
from tests.return_pictures import returns
from tests.screens import offscreen
from ui import theme
from ui.acts.checking import verdict_dialog
from ui.acts.searching import NOT_SEARCHED
from ui.app import icon
from ui.confirmation_page import ConfirmationPage, Ready
from ui.dialogs.about import AboutBox, LicencesDialog
from ui.dialogs.correction_dialog import CorrectionDialog
from ui.dialogs.first_start_dialog import FirstStartDialog
from ui.dialogs.help_dialog import HelpDialog
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.dialogs.own_words_dialog import OwnWordsDialog
from ui.dialogs.period_dialog import PeriodDialog
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.dialogs.rescued_dialog import RescuedDialog
from ui.dialogs.restore_question import RestoreQuestion
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.submit_dialog import SubmitDialog
from ui.dialogs.unsaved_found_dialog import UnsavedFoundDialog
from ui.dialogs.unsaved_question import UnsavedQuestion
from ui.dialogs.whereabouts_dialog import MoveQuestion, WhereaboutsDialog
from ui.editor.find_bar import FindBar
from ui.editor.history_dialog import HistoryDialog
from ui.editor.large_paste_dialog import LargePasteDialog
from ui.editor.last_period_panel import LastPeriod, LastPeriodPanel
from ui.editor.page import EditorPage, OpenReport
from ui.editor.prose_editor import ProseEditor
from ui.editor.spelling_dialog import SpellingDialog
from ui.editor.timeline_dialog import TimelineDialog
from ui.editor.timeline_words import told
from ui.editor.version_words import since
from ui.home.backups_dialog import BackupsDialog
from ui.home.page import HomePage
from ui.menus import Menus
from ui.process.background import Background
from ui.process.first_sight import FirstSight
from ui.process.spelling import Spelling
from ui.search.page import SearchPage
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.paragraph_list import ParagraphList
from ui.widgets.problems_panel import ProblemsPanel

APPEARANCES = (theme.Appearance.LIGHT, theme.Appearance.DARK, theme.Appearance.CONTRAST)
PAGE = QSize(1280, 760)
"""The window as it opens; on a smaller screen a page gets what is left of that."""
_TITLE_BAR_PX = 30
_FRAME_PX = 60
"""The title bar and the menu bar, in the units of the layout."""

EDITED_AT = datetime(2021, 1, 29, 14, 2, tzinfo=UTC)

WORD_BODY = (
    p(edition.find("2021-01").title)
    + table(["SERVICE AREAS:", "Parks"], ["REPORT AUTHOR:", "Robin Hale"])
    + p("NEW GUIDANCE AND IMPACT")
    + styled("What the new guidance asks of the depots", "Heading1")
    + p(run("Vehicles are cleaned ") + run("twice a day", "<w:b/>") + run(" at both depots."))
    + item("Keys are handed over at the gate")
    + item("Gloves are in each cab", level=1)
    + table(["Depot", "Vehicles"], ["Ashby Road", "14"], ["Mill Lane", "9"])
    + p(run("Drivers have signed for it.") + run("Ask the union again.", "<w:vanish/>"))
    + p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
)
"""An earlier report in Word, with something of all that is kept or left out."""

Pictured = Iterator[tuple[str, QWidget]]


def home() -> Pictured:
    for count in (0, 1, 40):
        page = HomePage()
        page.show_editions(edition.bundled())
        page.show_reports(summaries(count))
        yield f"home-{count}", page
    yield "home-opening", HomePage()
    collecting = HomePage()
    collecting.show_editions(edition.bundled())
    collecting.show_reports(summaries(12))
    collecting.offer_hub(True)
    yield "home-collecting", collecting
    refused = HomePage()
    refused.show_problem(
        "Another program has your reports open.", "Close it there, then choose Try again."
    )
    yield "home-problem", refused
    found = HomePage()
    found.show_reports(summaries(40))
    QTest.keyClicks(found.findChild(QLineEdit), "parks draft")
    yield "home-found", found
    for name, column in (("home-sorted", 0), ("home-sorted-by-period", 1)):
        ordered = HomePage()
        ordered.show_reports(summaries(12))
        ordered.sorting.menu.actions()[column].trigger()
        yield name, ordered


def through_periods() -> Pictured:
    reports = []
    for period, text in (
        ("1 to 14 June 2026", "Two gates were mended.\nThe pond froze over."),
        (
            "15 to 28 June 2026",
            "Three gates were mended.\nThe pond froze over.",
        ),
        ("29 June to 12 July 2026", ""),
        ("13 to 26 July 2026", "Three gates were mended.\nA pair of swans came to the pond."),
    ):
        report = Report(f"{len(reports):032x}", edition.newest())
        report, _ = report.fill_in(FieldId.PERIOD, period)
        report, _ = report.write("activity", blocks_of(text)[0])
        if not text:
            report, _ = report.answer("activity", Answer(AnswerKind.NO_CHANGE))
        reports.append(report)
    topics = {each.topic: each.name for each in report.edition.sections}
    topic = report.edition.section("activity").topic
    shown = told(timeline(reports, topic), report.id)
    yield "through-periods", TimelineDialog({topic: shown}, topics, topic)
    yield "through-periods-nothing", TimelineDialog({}, topics, topic)


def search() -> Pictured:
    yield "search-how", SearchPage()
    for name, count, total in (("none", 0, 0), ("1", 1, 1), ("50", 50, 1234)):
        page = SearchPage()
        typed, *_ = page.findChildren(QLineEdit)
        typed.setText("Mill Lane “talking books”")
        page.show_hits(Hits(total, tuple(hits(count))))
        page.findChild(ParagraphList).setFocus()
        yield f"search-{name}", page
    received = replace(hits(1)[0], state="superseded", version=2, sha256="7" * 64)
    both = SearchPage()
    both.show_hits(Hits(9, tuple(each for own in hits(4) for each in (own, received))))
    yield "search-with-desk", both
    away = SearchPage()
    why = "The shared desk, desk on db.council.example, does not answer. Try again in a while."
    away.show_hits(Hits(4, tuple(hits(4))), f"{NOT_SEARCHED} {why}")
    yield "search-without-desk", away
    page = SearchPage()
    page.show_hits(Hits(1_000, tuple(hits(50)), has_older=True))
    page.show_reading(1_208, 9_800)
    yield "search-still-reading", page


def first_sight() -> Pictured:
    yield "first-sight", FirstSight()


def hits(count: int) -> list[Hit]:
    """Places in reports of a made-up council, some with long names."""
    text = (
        "… three stops were left out in the snow. Mill Lane, which has most readers, got its"
        " talking books by post, and the crates for Mill Lane North follow on Monday; …"
    )
    marks = tuple((m.start(), m.end()) for m in re.finditer("Mill|Lane|talking|books", text))
    short = Excerpt("Mill Lane reopened.", ((0, 4), (5, 9)), (0, 4))
    return [
        Hit(
            report_id=each.id,
            service_areas=each.service_areas,
            period_typed=each.period_typed,
            state=str(each.state),
            version=each.version,
            place=Place("section", "activity"),
            heading="New challenges and activity" if number % 2 else "Good news",
            topic="activity",
            excerpt=Excerpt(text, marks, marks[0]) if number % 3 else short,
            span=Span(0, 0, 4),
        )
        for number, each in enumerate(summaries(count))
    ]


def settings() -> Pictured:
    chosen = Settings(hub_name="Resilience Hub", hub_address="highlights@council.example")
    yield "first-start", FirstStartDialog(Settings())
    yield "settings", SettingsDialog(chosen)
    wrong = SettingsDialog(replace(chosen, hub_address="Hub <hub@council.example>"))
    wrong.show()
    wrong.accept()
    yield "settings-problem", wrong


def help_pages() -> Pictured:
    window = QMainWindow()
    Menus(window.menuBar(), edition.bundled())
    window.setCentralWidget(editor_page(OpenReport(sample(), EDITED_AT)))
    told = HelpDialog(window)
    yield "help", told
    keys = HelpDialog(window)
    keys.findChild(QListWidget).setCurrentRow(5)
    yield "help-keys", keys
    window.setWindowIcon(icon())
    yield "about", AboutBox(window)
    licences = LicencesDialog(window)
    licences.findChild(QListWidget).setCurrentRow(2)
    yield "licences", licences


def submit() -> Pictured:
    chosen = Settings(hub_address="highlights@council.example", outbox_folder="/home/anna/Reports")
    title = "Parks, Libraries and Registration · 8 to 21 June 2026"
    last, none = "25 May to 7 June 2026, version 1", "These services have submitted no report."
    yield "submit", SubmitDialog(title, chosen, [], "OFFICIAL-SENSITIVE", why_not=none)
    chosen = replace(chosen, what_changed=True)
    yield "submit-hints", SubmitDialog(title, chosen, findings(0, 7), against=last)


def history() -> Pictured:
    """A version compared with now; nothing to compare; a submitted report, only to look at."""
    now = sample()
    was, _ = now.fill_in(FieldId.AUTHOR, "Alex Morton, Director of Services")
    blocks, _ = blocks_of(
        "The rules of 4 January closed every library building to visitors, while home delivery"
        " may carry on.\nSigns at 31 park gates were replaced within a week, in English and Polish."
    )
    was, _ = was.answer("guidance", Answer(AnswerKind.ANSWERED, blocks))
    was, _ = was.answer("decisions", Answer(AnswerKind.NO_CHANGE))
    everywhere = [Place("section", each.id) for each in now.edition.sections]
    versions = [
        Version(1, EDITED_AT - timedelta(days=12), Cause.EDITED, ()),
        Version(2, EDITED_AT - timedelta(days=1), Cause.EDITED, tuple(everywhere)),
        Version(3, EDITED_AT - timedelta(hours=2), Cause.RESTORED, (everywhere[0],)),
        Version(4, EDITED_AT, Cause.EDITED, (Place("header", "author"), everywhere[3])),
    ]
    yield "history-now", HistoryDialog(now, versions, EDITED_AT.date(), read_only=False)
    for name, before, read_only in (
        ("compared", was, False),
        ("same", now, False),
        ("submitted", was, True),
    ):
        dialog = HistoryDialog(now, versions, EDITED_AT.date(), read_only=read_only)
        dialog._list.setCurrentRow(2)
        dialog.show_comparison(2, since(before, now))
        yield f"history-{name}", dialog


def correction() -> Pictured:
    title = "Parks, Libraries and Registration · 8 to 21 June 2026"
    yield "correction", CorrectionDialog(title, 1)
    yield "period", PeriodDialog(EDITED_AT.date(), EDITED_AT.date() + timedelta(days=13))
    refused = CorrectionDialog(title, 1)
    refused.show()
    refused.accept()
    yield "correction-problem", refused


def verdicts() -> Pictured:
    snapshot = freeze(
        sample(), submitted_at=EDITED_AT, app_version="0.1.0", recipient=Recipient("Hub", "")
    )
    name = "highlight-report_parks-and-libraries_2021-01-01_to_2021-01-31_v1_0f3c2a91.xlsx"
    place = "Sections, row {} (item {}, “Financial impact”)"
    changed = Difference(
        place.format(24, 20), Alteration.CHANGED, "Text", "Takings are £1,240", "Takings are £12,40"
    )
    gone = "Sections (item 22, “Financial impact”)"
    removed = Difference(gone, Alteration.REMOVED, was="Two posts are frozen")
    note = "A column “Reviewer” was added to the sheet “Sections”; it is not part of the report."
    yield "verdict-good", verdict_dialog(name, judged(snapshot, [], []))
    yield "verdict-noted", verdict_dialog(name, judged(snapshot, [], [note]))
    several = [replace(changed, place=place.format(row, row - 4)) for row in range(6, 30)]
    yield "verdict-altered", verdict_dialog(name, judged(snapshot, [changed, removed], [note]))
    yield "verdict-altered-much", verdict_dialog(name, judged(snapshot, several, [note]))
    foreign = Verification(Verdict.NOT_OURS, notes=("No report is attached to the PDF.",))
    yield "verdict-not-ours", verdict_dialog("Minutes & actions.pdf", foreign)


def returned_report() -> Pictured:
    collecting = SettingsDialog(Settings(collects=True))
    yield "settings-collecting", collecting


def bin_of_drafts() -> Pictured:
    deleted = HomePage()
    deleted.show_reports(summaries(12))
    deleted.show_bin(binned())
    deleted.show()
    deleted.show_deleted(f"{4:032x}")
    yield "home-deleted", deleted
    opened = HomePage()
    opened.show_reports(summaries(12))
    opened.show_bin(binned())
    opened.findChild(QComboBox).setCurrentIndex(1)
    yield "home-bin", opened


def binned() -> list[Summary]:
    until = datetime(2026, 12, 21, 14, 2, tzinfo=UTC)
    drafts = [each for each in summaries(16) if each.state is State.DRAFT]
    return [replace(each, kept_until=until) for each in drafts]


def confirmation() -> Pictured:
    yield "confirmation", ConfirmationPage(ready())
    copied = ConfirmationPage(ready())
    button = next(b for b in copied.findChildren(QPushButton) if "subject" in b.text())
    QTest.keyClick(button, Qt.Key.Key_Space)
    yield "confirmation-copied", copied


def problems() -> Pictured:
    for name, found in (
        ("problem", findings(1, 0)),
        ("problems", findings(9, 5)),
        ("hints", findings(0, 2)),
    ):
        page = QWidget()
        panel = ProblemsPanel()
        layout = QVBoxLayout(page)
        layout.addWidget(panel)
        layout.addStretch(1)
        page.resize(page_size())
        page.show()
        panel.show_findings(found)
        yield f"findings-{name}", page


def dialogs() -> Pictured:
    told = OutputError(
        "“parks-and-libraries-2026-06-08.pdf” could not be written: the disk is full.",
        "Make room on the disk, or choose another folder, and try again.",
    )
    yield "dialog-problem", show_problem(None, told)
    fault = show_problem(None, KeyError("section"), Path("/home/anna/.local/share/program.log"))
    QTest.keyClick(fault.findChildren(QPushButton)[1], Qt.Key.Key_Space)
    yield "dialog-fault", fault
    beside, parent = Background(), QWidget()
    looked_at = threading.Event()
    task = beside.run(looked_at.wait, lambda _result: None, lambda _error: None)
    progress = ProgressDialog("Submitting the report", task, parent)
    task.progressed.emit("Writing the workbook", 2, 4)
    yield "dialog-progress", progress
    looked_at.set()
    beside.close()
    yield "dialog-large-paste", LargePasteDialog(48_210, has_formatting=True)
    unsaved = UnsavedQuestion(str(told), parent)
    unsaved.show_waiting("/home/anna/.local/share/highlight-desktop")
    unsaved.show_copied("/home/anna/Documents/parks-and-libraries, not saved.txt")
    yield "dialog-unsaved", unsaved


def editor() -> Pictured:
    """The bundled sample report half written, and every state a section can be in."""
    whole = sample()
    drafted = replace(
        whole,
        answers={
            **whole.answers,
            "guidance": replace(whole.answers["guidance"], completed=True),
            "decisions": Answer(AnswerKind.NO_CHANGE, whole.answers["decisions"].prose),
            "finance": Answer(AnswerKind.NOT_APPLICABLE, reason="Reported by Corporate Finance"),
            "good_news": Answer(),
        },
    )
    for name, place in (
        ("writing", Place("section", "activity")),
        ("header", Place("header", "period")),
        ("no-change", Place("section", "decisions")),
        ("not-applicable", Place("section", "finance")),
        ("blank", Place("section", "good_news")),
    ):
        page = editor_page(OpenReport(drafted, EDITED_AT))
        page.go_to(place)
        yield f"editor-{name}", page
    for percent in (80, 300):
        zoomed = editor_page(OpenReport(drafted, EDITED_AT))
        zoomed.zoom.show(percent)
        zoomed.go_to(Place("section", "activity"))
        yield f"editor-zoom-{percent}", zoomed
    zoomed = editor_page(OpenReport(drafted, EDITED_AT))
    zoomed.zoom.show(300)
    zoomed.go_to(Place("header", "period"))
    yield "editor-zoom-header", zoomed
    yield from finding_text(drafted)
    slips, _ = blocks_of(
        "The the gates are open , and jo@council.example answers.\nOn Monday 9 June 2020 we"
        " spent £20k and £30,000 of the MTFS  (see [the plan](https://council.example)."
    )
    answers = {**drafted.answers, "activity": Answer(AnswerKind.ANSWERED, slips)}
    doubtful = editor_page(OpenReport(replace(drafted, answers=answers), EDITED_AT))
    doubtful.check()
    chosen = next(each for each in doubtful.check() if each.code == "email-address")
    doubtful._problems.chosen.emit(chosen)
    yield "editor-hints", doubtful
    problems = editor_page(OpenReport(Report("0" * 32, edition.find("2020-05")), EDITED_AT))
    problems.check()
    yield "editor-problems", problems
    mended = editor_page(OpenReport(Report("0" * 32, edition.find("2020-05")), EDITED_AT))
    left = mended.check()
    mended._problems.tick_off([*left[1:3], *left[4:]])
    yield "editor-ticked-off", mended
    checked = editor_page(OpenReport(drafted, EDITED_AT))
    checked.check()
    yield "editor-check", checked
    whole_checked = editor_page(OpenReport(whole, EDITED_AT))
    whole_checked.check()
    whole_checked._problems.close_list()
    yield "editor-check-whole", whole_checked
    previewed = editor_page(OpenReport(drafted, EDITED_AT))
    previewed._split.open()
    previewed.show_preview(pdf.render(proof(drafted, proofed_at=EDITED_AT, app_version="0.1.0")))
    # Pages are drawn in a thread of Qt's own.
    QTest.qWait(300)
    yield "editor-preview", previewed
    failing = editor_page(OpenReport(drafted, EDITED_AT))
    failing.save_failed(StoreError("The disk is full.", "Make room on it."))
    yield "editor-not-saved", failing
    notes = ("“KEY UPDATES” was read as the heading “Key service updates”.",) * 3
    stray, _ = blocks_of("A paragraph that stood before the first heading.")
    imported = editor_page(OpenReport(replace(drafted, unplaced=stray), EDITED_AT, notes=notes))
    imported.go_to(Place("unplaced"))
    yield "editor-imported", imported
    worded = read_word(Contents(Kind.WORD, document.read(docx(WORD_BODY)), ()), "June", "0" * 32)
    from_word = editor_page(OpenReport(worded.report, EDITED_AT, notes=worded.notes))
    from_word.go_to(Place("section", "guidance"))
    yield "editor-imported-word", from_word
    submitted = OpenReport(
        replace(whole, marking="OFFICIAL-SENSITIVE"),
        EDITED_AT,
        "Submitted 1 February 2021, 09:12. Read only.",
        may_correct=True,
    )
    yield "editor-submitted", editor_page(submitted)
    corrected = OpenReport(
        replace(whole, marking="Internal – councillors and senior officers only"),
        EDITED_AT,
        version=2,
        lineage="version 2, corrects version 1, because: the April figures were those of March",
    )
    yield "editor-correction", editor_page(corrected)


def pasted() -> Pictured:
    """What comes of some clipboards of the corpus, with the word on what was left out."""
    for name in ("word-bullets", "word-headings", "word-table", "outlook-message", "excel-cells"):
        page = editor_page(OpenReport(replace(sample(), answers={}), EDITED_AT))
        page.go_to(Place("section", "activity"))
        page.show()
        data = QMimeData()
        data.setHtml(corpus.html(name))
        QApplication.clipboard().setMimeData(data)
        text = next(each for each in page.findChildren(ProseEditor) if each.isVisible())
        QTest.keyClick(text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        yield f"pasted-{name}", page


def spelling() -> Pictured:
    """Misspelt words under the hands, the menu on one, the walk through all, the own words."""
    background = Background()
    speller = Spelling(background)
    with TemporaryDirectory() as folder:
        speller.load(Path(folder))
        while not speller.is_ready:
            QApplication.processEvents()
        for word in ("Tarrowby", "Fenbridge", "Larkshire"):
            speller.add(word)
        page = misspelt_page(speller)
        yield "spelling-underlined", page
        page = misspelt_page(speller)
        text = page.focusWidget()
        QTest.keyClick(text, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        # With a title it is taken as large as it is.
        menu.setWindowTitle("Menu")
        yield "spelling-menu", menu
        for name, ignored in (("spelling-no-idea", 0), ("spelling-walk", 1), ("spelling-done", 5)):
            page = misspelt_page(speller)
            page.check_spelling()
            walk = page.findChild(SpellingDialog)
            assert walk is not None
            for _ in range(ignored):
                walk.ignore_wanted.emit()
            yield name, walk
        yield "spelling-own-words", OwnWordsDialog(speller)
        background.close()


def misspelt_page(speller: Spelling) -> EditorPage:
    """A section with words to check, the cursor in the first of them."""
    kinds = (BlockKind.SUBHEADING, BlockKind.BULLET, BlockKind.BULLET, BlockKind.PARAGRAPH)
    texts = (
        "Xqzptlkjw",
        "Wellbeing workstreams go on under the revised risk assesment of the CQC",
        "Click and collect",
        "Tarrowbby Hall opens on Mondays, which the MTFS has allowed for, and the hire of its rooms"
        " is expected to pay for the wardens, the heating and the gardens by the end of the year.",
    )
    prose = tuple(Block(kind, text) for kind, text in zip(kinds, texts, strict=True))
    report, _ = sample().write("activity", prose)
    page = EditorPage(OpenReport(report, EDITED_AT))
    page.resize(page_size())
    page.use_spelling(speller)
    page.show()
    page.go_to(Place("section", "activity"))
    for _ in range(5):
        QApplication.processEvents()
    return page


def finding_text(report: Report) -> Pictured:
    """The bar that finds and replaces, and what it says."""
    page = editor_page(OpenReport(report, EDITED_AT))
    page.search.find()
    QTest.keyClicks(page.focusWidget(), "libraries")
    yield "editor-find", page
    page = editor_page(OpenReport(report, EDITED_AT))
    page.search.replace()
    QTest.keyClicks(page.focusWidget(), "branch")
    bar = page.findChild(FindBar)
    QTest.keyClicks(bar.findChildren(QLineEdit)[1], "library")
    next(each for each in bar.findChildren(QPushButton) if "a&ll" in each.text()).click()
    yield "editor-replaced", page


def beside() -> Pictured:
    """The last report beside the text: both views, on paragraphs of every state."""
    now = sample()
    last = LastPeriod(last_of(now), "1 to 31 December 2020, version 1")
    activity, finance = Place("section", "activity"), Place("section", "finance")
    for name, place, view in (
        ("written", activity, 0),
        ("changed", activity, 1),
        ("nil", finance, 0),
        ("nil-changed", finance, 1),
    ):
        page = editor_page(OpenReport(now, EDITED_AT))
        page.show_last_period(last)
        page.go_to(place)
        page.findChild(LastPeriodPanel).findChild(QTabBar).setCurrentIndex(view)
        if view == 0:
            next(act for act in page.actions() if act.shortcut().toString() == "F6").trigger()
        yield f"beside-{name}", page
    submitted = OpenReport(now, EDITED_AT, "Submitted 1 February 2021, 09:12. Read only.")
    page = editor_page(submitted)
    page.show_last_period(last)
    page.go_to(activity)
    yield "beside-submitted", page


def last_of(report: Report) -> Report:
    """What the same services may have sent a month before."""
    blocks = list(report.answers["activity"].prose)
    moved = [*blocks[3:], *blocks[:1], *blocks[2:3]]
    edited = [
        replace(block, text=block.text.replace(" and ", " or ").replace(" the ", " some "), bold=())
        for block in moved[1:4]
    ]
    gone, _ = blocks_of("Browsing reopened at two branches and closed again after a week.")
    prose = (*moved[:1], *edited, *gone, *moved[4:])
    before, _ = report.answer("activity", Answer(AnswerKind.ANSWERED, prose))
    before, _ = before.answer("finance", Answer(AnswerKind.NOTHING_TO_REPORT))
    return before


def next_report() -> Pictured:
    """The question before the next report, and the draft that comes of it."""
    newest_first = list(reversed(edition.bundled()))
    last = sample()
    yield "next-report", NextReportDialog(last, newest_first)
    wrong = NextReportDialog(last, newest_first[1:])
    wrong.show()
    QTest.keyClicks(wrong.findChild(QLineEdit), " or so")
    wrong.accept()
    yield "next-report-problem", wrong
    older = edition.find("2020-05")
    risks, _ = blocks_of("Ice on the paths by the lake.\nTwo lifeguards are shielding.")
    stray, _ = blocks_of("A line nobody found a place for.")
    answers = {each.id: Answer(AnswerKind.ANSWERED, risks) for each in older.sections}
    for name, before, form, place in (
        ("writing", last, edition.newest(), Place("section", "activity")),
        (
            "unplaced",
            replace(last, edition=older, answers=answers, unplaced=stray),
            edition.find("2020-06"),
            Place("unplaced"),
        ),
    ):
        ids = [section.id for section in before.edition.sections]
        carried = carry_over(
            before, form, "1" * 32, typed_period="22 June to 5 July 2020", section_ids=ids
        )
        page = editor_page(OpenReport(carried.report, EDITED_AT, notes=carried.notes))
        page.show_ages(
            {folded(each.text): 1 + n % 3 for n, each in enumerate(all_blocks(carried.report))}
        )
        page.go_to(place)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
        yield f"carried-{name}", page
        if name == "writing":
            checked = editor_page(OpenReport(carried.report, EDITED_AT))
            checked.check()
            yield "carried-problems", checked
            late = editor_page(OpenReport(carried.report, EDITED_AT))
            late.show_last_period(LastPeriod(before, "the last one"))
            late.go_to(Place("header", "period"))
            yield "carried-gap", late


def all_blocks(report: Report) -> list[Block]:
    return [
        *(block for answer in report.answers.values() for block in answer.prose),
        *report.unplaced,
    ]


def editor_page(opened: OpenReport) -> EditorPage:
    """The page as the window shows it, with the keys in it."""
    page = EditorPage(opened)
    page.resize(page_size())
    page.show()
    page.start_writing()
    return page


def sample() -> Report:
    """The report of a made-up council that comes with the program."""
    with as_file(files("resources") / "demo" / "parks-and-libraries.txt") as path:
        return read_report(arrive(path), "0" * 32).report


def backups() -> Pictured:
    """The list of backups, one that is damaged, none, and the question before one is restored."""
    made = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    places = (Path("/home/anna/.local/share/highlight-desktop/backups"), Path("/media/stick"))
    listed = [
        Backup(places[n % 2] / f"highlight-reports-{n}.db", made - timedelta(hours=7 * n), 40 - n)
        for n in range(9)
    ]
    dialog = BackupsDialog()
    dialog.show_backups(listed)
    dialog.show_held(listed[0].path, summaries(40))
    dialog.tell("Backed up: 40 reports, read back and whole.")
    yield "backups", dialog
    of_desk = BackupsDialog()
    desk = made + timedelta(minutes=20)
    place = Path("/home/anna/.local/share/highlight-desktop/backups/highlight-desk-1.db")
    of_desk.show_backups([Backup(place, desk, 498, files=1_512), *listed])
    returned = [replace(each, state=State.SUBMITTED) for each in summaries(40)]
    of_desk.show_held(place, returned, "The hub’s desk: 1,512 files with 498 returns")
    yield "backups-desk", of_desk
    unusable = BackupsDialog()
    unusable.show_backups(listed)
    why = "The backup cannot be used: SQLite says “database disk image is malformed”."
    unusable.show_unusable(listed[0].path, f"{why} Nothing was changed. Choose another backup.")
    yield "backups-damaged", unusable
    none = BackupsDialog()
    none.show_backups([])
    yield "backups-none", none
    yield (
        "backups-question",
        RestoreQuestion(
            "the 38 reports of 21 November 2026, 03:30", "What you have now, 40 reports,"
        ),
    )
    yield (
        "backups-question-desk",
        RestoreQuestion(
            "the 1,512 files with 498 returns of 21 November 2026, 03:30",
            "What you have now, 1,600 files with 512 returns,",
            place="the hub’s desk",
        ),
    )


def rescued() -> Pictured:
    """A database that is damaged, and what came of the rescue."""
    page = HomePage()
    page.show_editions(edition.bundled())
    page.show_problem(
        "The database of your reports, “/home/anna/.local/share/highlight-desktop/reports.db”, is"
        " damaged: SQLite says “database disk image is malformed”.",
        "It was left as it is. Keep it, put a good copy in its place, and try again.",
        is_damage=True,
    )
    yield "home-damaged", page
    at = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    sources = (Source.NOWHERE, Source.PART, Source.BACKUP, Source.DATABASE, Source.DATABASE)
    found = tuple(
        Found(str(n), f"Parks and Libraries {n}, 8 to 21 June 2026", each, None if n == 0 else at)
        for n, each in enumerate(sources)
    )
    used = Backup(Path("/media/stick/highlight-reports.db"), at, 4)
    aside = Path("/home/anna/.local/share/highlight-desktop/reports.db.corrupt-20261121T140231Z")
    yield "rescued", RescuedDialog(Rescue(found, used, (aside,)))
    yield "rescued-nothing", RescuedDialog(Rescue((), None, (aside,)))


def notices() -> Pictured:
    """News above a page."""
    for name, text, offer in (
        (
            "failed",
            "A backup could not be made. Backups in “/media/stick/backups” cannot be used: the"
            " folder cannot be reached. Choose another folder, and try again. Your reports"
            " themselves are saved.",
            "",
        ),
        (
            "offer",
            "There are no reports here, but there is a backup of 21 November 2026, 17:30 with 40"
            " reports in “/home/anna/Documents/Highlight backups”.",
            "Look at it…",
        ),
        (
            "barred",
            "Your reports in “/media/anna/A STICK/highlight-desktop” cannot be written: the disk is"
            " read-only, or you may not write there. They can be read and exported.",
            "Choose another folder…",
        ),
    ):
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        strip = NoticeStrip()
        page = HomePage()
        page.show_editions(edition.bundled())
        page.show_reports(())
        column.addWidget(strip)
        column.addWidget(page)
        strip.tell(text, offer)
        yield f"notice-{name}", frame


def whereabouts() -> Pictured:
    """Where the reports are kept, in a good place and in a bad one; the question before a move."""
    folder = Path("/home/anna/.local/share/highlight-desktop")
    good = Facts(folder, folder, Drive.OWN, "ext4", False, False, "", 10**11, Trial(locks=True), 1)
    share = Path("/home/anna/OneDrive - Ashby Council/Highlight")
    bad = replace(good, folder=share, path=share, cloud="OneDrive", free_bytes=180_000_000, names=2)
    barred = replace(good, drive=Drive.REMOVABLE, trial=Trial("the disk is read-only"))
    for name, facts in (("good", good), ("bad", bad), ("barred", barred)):
        dialog = WhereaboutsDialog(Path(facts.folder))
        saved = EDITED_AT if name == "good" else EDITED_AT + timedelta(days=30)
        dialog.show_diagnosis(examine(facts, now=EDITED_AT, last_saved=saved))
        yield f"whereabouts-{name}", dialog
    silent = WhereaboutsDialog(folder)
    silent.show_no_answer("The disk may be asleep, or on a network that is not there.")
    yield "whereabouts-silent", silent
    concerns = examine(replace(good, drive=Drive.REMOVABLE), now=EDITED_AT).concerns
    stick = Path("/media/anna/A STICK/highlight-desktop")
    yield "whereabouts-move", MoveQuestion(folder, stick, concerns)


def editions() -> Pictured:
    """Editions of the form."""
    yield from form_editions(summaries(40))


def unsaved() -> Pictured:
    """The question about text that an earlier session could not save."""
    at = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    yield (
        "unsaved-found",
        UnsavedFoundDialog(
            "Parks and Libraries · 8 to 21 June 2026",
            at,
            ["Service areas", *(each.heading for each in edition.newest().sections[:8])],
        ),
    )


PAGES: tuple[Callable[[], Pictured], ...] = (
    home,
    search,
    first_sight,
    through_periods,
    editor,
    spelling,
    beside,
    next_report,
    settings,
    help_pages,
    submit,
    history,
    correction,
    verdicts,
    bin_of_drafts,
    confirmation,
    problems,
    dialogs,
    pasted,
    backups,
    rescued,
    notices,
    whereabouts,
    editions,
    unsaved,
    hub,
    hub_dialogs,
    returned_report,
    returns,
    keeping_house,
    demonstrations,
    checked_data,
    support,
)


def summaries(count: int) -> list[Summary]:
    """Reports of a made-up council, one of them with a very long list of services."""
    long = (
        "Libraries, Archives and Local Studies, Registration and Bereavement Services,"
        " Parks, Play Areas and Countryside, Markets, Community Centres and Leisure"
    )
    areas = ("Parks and Libraries", long, "", "Waste and Recycling", "Housing Options")
    start = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
    return [
        Summary(
            id=f"{number:032x}",
            title=edition.bundled()[number % 3].title,
            edition_id=edition.bundled()[number % 3].id,
            service_areas=areas[number % len(areas)],
            period_typed=("8 to 21 June 2026", "1 October 2026 to 31 March 2027", "")[number % 3],
            state=state_of(number),
            version=1 + (number % 7 == 6),
            revision=count - number,
            created_at=start - timedelta(hours=31 * number + 5),
            edited_at=start - timedelta(hours=31 * number),
            submitted_at=None,
        )
        for number in range(count)
    ]


def state_of(number: int) -> State:
    """One in four a draft, and some of the others superseded by a correction."""
    if number % 4 == 0:
        return State.DRAFT
    return State.SUPERSEDED if number % 7 == 2 else State.SUBMITTED


def findings(blocking: int, hints: int) -> list[Finding]:
    places = [Place("section", section.id) for section in edition.newest().sections]
    stops = (
        "Fill in “Service areas”.",
        "Answer “Key service updates – internal / external”: write something, or choose an answer"
        " such as No change.",
        "Reporting period: “June to May” ends before it begins. Type it like “8 to 21 June 2026”.",
    )
    looks = (
        "“Workforce challenges” is marked not applicable. Say why, so that nobody has to ask.",
        "The text in “Financial issues” is not sent: it is marked “No change”.",
    )
    return [
        Finding(places[number % len(places)], "made-up", texts[number % len(texts)], blocks=blocks)
        for texts, count, blocks in ((stops, blocking, True), (looks, hints, False))
        for number in range(count)
    ]


def ready() -> Ready:
    folder = Path("/home/anna/Documents/Highlight reports/2026-06")
    name = "highlight-report_parks-libraries-and-registration_2026-06-08_to_2026-06-21_v1"
    return Ready(
        title="Parks, Libraries and Registration · 8 to 21 June 2026 · version 1",
        sha256="3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
        folder=folder,
        documents=(
            Document(documents.Kind.PDF, folder / f"{name}.pdf", 212_480),
            Document(documents.Kind.WORKBOOK, folder / f"{name}.xlsx", 18_112),
            Document(documents.Kind.EMAIL, folder / f"{name}.eml", 316_004),
        ),
        address="highlights@council.example",
        subject="Highlight report: Parks, Libraries and Registration, 8 to 21 June 2026",
        message="Dear Coordination Hub,\n\nplease find the highlight report attached.\n",
    )


def scale() -> float:
    return float(os.environ.get("QT_SCALE_FACTOR", "1"))


def page_size() -> QSize:
    """A page's size in the units of the layout."""
    screen = QApplication.primaryScreen().availableSize()
    return PAGE.boundedTo(screen - QSize(0, _FRAME_PX))


def room_of(widget: QWidget) -> QSize:
    """What a widget may take: a page what the window leaves it, a dialog the screen."""
    if not widget.windowTitle():
        return page_size()
    return widget.screen().availableSize() - QSize(0, _TITLE_BAR_PX)


@contextmanager
def shown(widget: QWidget) -> Iterator[None]:
    """Show a widget as large as it would be, and let go of it afterwards."""
    if not widget.windowTitle():
        widget.resize(page_size())
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    yield
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def begin() -> QApplication:
    """Start Qt as the program does, without a screen on one as large as SCREEN_PX says."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        width, height = os.environ.get("SCREEN_PX", "1920x1080").split("x")
        with TemporaryDirectory() as folder:
            os.environ["QT_QPA_PLATFORM"] = offscreen(int(width), int(height), Path(folder))
            app = QApplication([])
    else:
        app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme.load_fonts(app)
    return app


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = begin()
    for appearance in APPEARANCES:
        theme.apply(app, appearance)
        for page in PAGES:
            for name, widget in page():
                with shown(widget):
                    path = folder / f"{name}-{appearance}-{round(100 * scale())}.png"
                    widget.grab().save(str(path))
    # What lies there was made in Python, and would be let go of when Python is gone: a crash.
    app.clipboard().clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
