"""Knows what the program needs from a machine, and how to try each of it for real."""

import argparse
import os
import secrets
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import highlight_desktop
from highlight_desktop import __version__, files, forms, policy
from highlight_desktop.commands import console, sending
from highlight_desktop.commands.outcome import DONE, NO, Work, sentence_about
from highlight_desktop.errors import HighlightError, StoreBusyError
from highlight_desktop.inbox.quarantine import readers
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.process import this_program
from highlight_desktop.outbox import pdf, submit, workbook
from highlight_desktop.outbox.documents import Kind as Document
from highlight_desktop.outbox.hints import hints
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.spelling import Speller
from highlight_desktop.store import database
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from highlight_desktop.verification.documents import verify
from highlight_desktop.verification.verdict import Verdict
from highlight_desktop.whereabouts import doctor, pointer, probing
from highlight_desktop.whereabouts.doctor import Weight

Check = Callable[[Path, Path], str]
"""Tries one thing, given the data folder and an empty one; says what works, or raises."""


LETTERS = "ŵ ŷ ł ș Ω Ж ✓ →"
"""Welsh, Polish, Romanian, Greek and Cyrillic, a tick and an arrow: from both font families."""
_HUB = Recipient("Coordination Hub", "")
_WINDOW_OPENS_S = 60
"""Far longer than any machine takes; what needs more hangs."""


def check_all(asked: argparse.Namespace) -> int:
    """Try everything the program needs, a line for each: ok, or failed and why."""
    failed = 0
    for check in CHECKS:
        try:
            with TemporaryDirectory(prefix="highlight-desktop-") as empty:
                console.say(f"ok      {check(asked.data, Path(empty))}")
        except Exception as error:
            failed += 1
            told = " ".join(sentence_about(error, asked.data).splitlines())
            console.say(f"failed  {told}")
    return NO if failed else DONE


def data_folder(data: Path, _empty: Path) -> str:
    """The data folder is there, and a place where reports may be kept; see `whereabouts`."""
    pointer.require(data)
    trial = data / f".self-test-{secrets.token_hex(4)}"
    files.write_whole(trial, b"A trial of the disk; it may be removed.\n")
    trial.unlink()
    found = doctor.examine(probing.look(data, database.FILE_NAME), now=datetime.now(UTC))
    concerns = " ".join(map(str, found.concerns))
    if found.weight is Weight.BAD:
        raise HighlightError(f"“{data}” is not a good place for reports. {concerns}")
    return f"reports and settings can be kept in “{data}”{'. But: ' * bool(concerns)}{concerns}"


def rules(_data: Path, _empty: Path) -> str:
    """The policy file, where IT laid one down, can be read whole; else nothing is submitted."""
    laid_down = policy.load()
    if laid_down.path is None:
        return "no policy file, so no rules"
    return f"the policy file “{laid_down.path}” is kept to"


def window(_data: Path, empty: Path) -> str:
    """The window opens and is painted, in a process of its own and without a screen."""
    if find_spec("PySide6") is None:
        raise HighlightError("PySide6, which the window is made with, is not installed.")
    package = Path(highlight_desktop.__path__[0]).parent
    done = subprocess.run(
        [*this_program(), "--data", empty / "data", "--exit-when", "painted"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(package)},
        capture_output=True, text=True, errors="replace", timeout=_WINDOW_OPENS_S, check=False,
    )  # fmt: skip
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        raise HighlightError(f"The window cannot be opened. {' '.join(last)}")
    return "the window opens"


def documents(data: Path, _empty: Path) -> str:
    """A report in every edition becomes a PDF and a workbook, and is read back from each.

    In the added ones too; a file among them that is no edition fails the test.
    """
    known = forms.load(data)
    for fault in known.faults:
        raise fault
    editions = known.every
    with Quarantine() as quarantine:
        for each in editions:
            report = _written(each)
            frozen = freeze(
                report, submitted_at=datetime.now(UTC), app_version=__version__, recipient=_HUB
            )
            for kind, render in ((Document.PDF, pdf.render), (Document.WORKBOOK, workbook.render)):
                name = f"The {kind.label} of the form {each.id}"
                try:
                    checked = verify(arrive_as(name, render(frozen)), quarantine)
                except HighlightError as error:
                    raise HighlightError(f"{name} cannot be read back.") from error
                if checked.snapshot != frozen or checked.verdict is not Verdict.AS_SUBMITTED:
                    raise HighlightError(f"{name} is not read back as it was written.")
    return f"{len(editions)} editions written and read back: {', '.join(e.id for e in editions)}"


def _written(form: edition.Edition) -> Report:
    """A report with every field and every section filled in."""
    report = Report("0" * 32, form)
    for field in form.header:
        report, _ = report.fill_in(field.id, LETTERS)
    report, _ = report.fill_in(FieldId.PERIOD, "8 to 21 June 2020")
    for section in form.sections:
        report, _ = report.write(section.id, (Block(BlockKind.PARAGRAPH, LETTERS),))
    return report


def keeping(_data: Path, empty: Path) -> str:
    """The database opens in its safe mode, which it reads back setting by setting."""
    Store.open(empty).close()
    return f"SQLite {database.sqlite_version()} in its safe mode"


def what_is_kept(data: Path, _empty: Path) -> str:
    """All that is kept is looked at, and what is safe is mended; see `store.check`."""
    if not (data / database.FILE_NAME).exists():
        return "no reports to check yet"
    try:
        with Store.open(data) as store:
            checked = store.check()
    except StoreBusyError:
        return "reports not checked, for they are open in another window or command"
    if not checked.is_clean:
        told = (
            f"{each.message}{' That was put right.' * each.mended}" for each in checked.findings
        )
        raise HighlightError(" ".join(told))
    return f"all that is kept: reports {checked.reports:,}, submissions {checked.submissions:,}"


def what_came_in(data: Path, _empty: Path) -> str:
    """All that the hub's desk of this computer received still has its hash."""
    if not (data / DESK.file_name).exists():
        return "no hub’s desk to check"
    try:
        with Desk.open(data) as desk:
            checked = desk.check()
    except StoreBusyError:
        return "hub’s desk not checked, for it is open in another window or command"
    if checked.findings:
        raise HighlightError(" ".join(each.message for each in checked.findings))
    return f"all that came in: files {checked.files:,}, returns {checked.returns:,}"


def shared_desk(_data: Path, _empty: Path) -> str:
    """The driver of a shared desk and the keyring can be loaded, where they came along."""
    if find_spec("psycopg") is None:
        return "no shared desk: that takes the build for the hub"
    for part in ("psycopg", "keyring"):
        try:
            import_module(part)
        except ImportError as error:
            raise HighlightError(f"A shared desk cannot be opened: {part} is not whole.") from error
    return "a shared desk can be opened"


def fonts(_data: Path, _empty: Path) -> str:
    """The bundled fonts are loaded, and have the letters that only they bring."""
    for hint in hints(_written(edition.newest())):
        raise HighlightError(hint.message)
    return f"fonts with letters such as {LETTERS}"


def spelling(_data: Path, _empty: Path) -> str:
    """The dictionary is loaded, finds a misspelt word and knows what was meant."""
    speller = Speller.load()
    finds = speller.misspelt("wellbeing recieve") == [(10, 17)]
    if not finds or "receive" not in speller.suggest("recieve"):
        raise HighlightError("The dictionary is not there, or not whole.")
    return "a British dictionary for spelling"


def guard(_data: Path, _empty: Path) -> str:
    """Workbooks are read behind defusedxml; without it openpyxl takes harmful XML in silence."""
    if not workbook.is_guarded():
        raise HighlightError("Workbooks cannot be read safely: defusedxml is not in use.")
    return "defusedxml guards what is read"


def reading_apart(_data: Path, _empty: Path) -> str:
    """The process in which files are read starts, keeps to its limits, and has every reader."""
    trial = Quarantine(readers={Kind.PDF: f"{readers.__name__}:{readers.rehearse.__name__}"})
    with trial as quarantine:
        kinds = quarantine.read(arrive_as("the trial of this machine", b"%PDF-1.7")).values
    if kinds != list(readers.READERS):
        raise HighlightError("The process in which files are read lacks a reader.")
    return "a process apart for files that come in"


def whole_road(_data: Path, empty: Path) -> str:
    """A report comes in, is submitted, is written, and is the same when read again."""
    now = datetime.now(UTC)
    with Store.open(empty / "data") as store:
        taken = sending.take_in_sample(store, now=now)
        report_id = taken.stored.report.id
        first = submit.submit(store, report_id, empty / "first", recipient=_HUB, now=now)
    with Store.open(empty / "data") as store:
        second = submit.export(store, report_id, empty / "second")
        kept = store.load(report_id)
    if kept.state is not State.SUBMITTED or kept.sha256 != first.snapshot.sha256:
        raise HighlightError("A submitted report was not kept as it was submitted.")
    if taken.imported.words_kept != taken.imported.words_read:
        raise HighlightError("Words of an imported report were lost.")
    for one, again in zip(first.documents, second.documents, strict=True):
        if one.path.read_bytes() != again.path.read_bytes():
            raise HighlightError(f"The {one.kind.label} is not the same when written again.")
    names = ", ".join(one.kind.label for one in first.documents)
    return f"a report imported, submitted, written ({names}) and read back"


CHECKS: tuple[Check, ...] = (
    data_folder,
    rules,
    documents,
    window,
    keeping,
    what_is_kept,
    what_came_in,
    shared_desk,
    fonts,
    spelling,
    guard,
    reading_apart,
    whole_road,
)
WORK: Mapping[str, Work] = MappingProxyType({"self-test": check_all})
