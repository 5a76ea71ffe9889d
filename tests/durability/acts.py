"""Knows what the harness does with the store: acts of the real program, step by step.

Each step is told to be done, or refused with a sentence. What may be found after an act was
interrupted is in `found`.
"""

import contextlib
import os
import random
import shutil
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from highlight_desktop.errors import HighlightError, StoreError
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import take_in
from highlight_desktop.outbox import submit as outbox
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.store import ageing, backup, desk_backup, restoring
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Desk, Incoming
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import rescue
from tests.durability.at_the_desk import deliveries, frozen

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
HUB = Recipient("Hub", "")
DRAFT, SUBMITTED = "d" * 32, "5" * 32
OLD, CORRECTED, CORRECTION = "01" * 16, "02" * 16, "03" * 16
DUE, NOT_DUE = {OLD, CORRECTED}, {DRAFT, SUBMITTED, CORRECTION}
MONTHS = {"draft": 12, "submitted": 24, "superseded": 6}
LONG_AGO = NOW - timedelta(days=1_000)
WORD = "quarrendon"
"""Stands in reports that are removed, and nowhere else."""
OUT = "out"
SCHEMA_1 = Path(__file__).parents[1] / "store" / "released" / "schema-1.db"

Facts = dict[str, str]
Heal = Callable[[], None]


class Steps:
    """Does one step after the other, and keeps what was said of each."""

    def __init__(self, acknowledge: Callable[[int], None], *, early: bool = False) -> None:
        self._acknowledge = acknowledge
        self._early = early
        self.number = 0
        self.seed = ""
        self.done: list[int] = []
        self.told: list[str] = []

    def __call__(self, work: Callable[[], object]) -> bool:
        """Do a step; False when it was refused, which must be in whole sentences."""
        number, self.number = self.number, self.number + 1
        if self._early:  # the control: it says “saved” before it is
            self._acknowledge(number)
        try:
            work()
        except HighlightError as error:
            if not (error.message.endswith(".") and str(error).endswith(".")):
                raise AssertionError(f"no sentence: {error}") from error
            self.told.append(str(error))
            return False
        self.done.append(number)
        if not self._early:
            self._acknowledge(number)
        return True


@dataclass
class Act:
    """Something that is done with a data folder."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path, Steps, Heal], None]
    promised: list[Facts] = field(default_factory=list)
    """What each step changes, learnt from a run in which all goes well."""


def written(report_id: str, service_areas: str, period: str = "8 to 21 June 2020") -> Report:
    """A report that can be submitted."""
    report = Report(report_id, edition.newest())
    for each in report.edition.header:
        typed = {FieldId.SERVICE_AREAS: service_areas, FieldId.PERIOD: period}
        report, _ = report.fill_in(each.id, typed.get(each.id, "A. Writer"))
    for number, section in enumerate(report.edition.sections):
        text = f"Mobile library stop {number} reopened.\nLoans of talking books went up."
        report, _ = report.answer(section.id, Answer(AnswerKind.ANSWERED, blocks_of(text)[0]))
    return report


def prepare_reports(folder: Path) -> None:
    """A draft and a submitted report."""
    with Store.open(folder) as store:
        store.create(written(DRAFT, "Libraries"), now=NOW)
        store.create(written(SUBMITTED, "Parks"), now=NOW)
        outbox.submit(store, SUBMITTED, folder / "earlier", recipient=HUB, now=NOW)
    shutil.rmtree(folder / "earlier")


def edited(report: Report, chance: random.Random) -> tuple[Report, list[str]]:
    """The report with other text in one to three of its sections."""
    sections = chance.sample(report.edition.sections, chance.randint(1, 3))
    for section in sections:
        text = f"Hedges {chance.getrandbits(64):x}. " + "Cut back. " * chance.randrange(400)
        report, _ = report.answer(section.id, Answer(AnswerKind.ANSWERED, blocks_of(text)[0]))
    return report, [section.id for section in sections]


def type_into(store: Store, steps: Steps, times: int, *, from_second: int = 1) -> None:
    """Save edits; one that was refused is saved again together with the next."""
    report = store.load(DRAFT).report
    chance = random.Random(f"{steps.seed} {from_second}")  # whatever went wrong before
    waiting: set[str] = set()
    refused: list[int] = []
    for number in range(from_second, from_second + times):
        report, sections = edited(report, chance)
        waiting |= set(sections)
        places = [Place("section", each) for each in waiting]
        now, rested = NOW + timedelta(seconds=number), chance.random() < 0.3

        def save(
            report: Report = report,
            places: Sequence[Place] = places,
            now: datetime = now,
            rested: bool = rested,
        ) -> None:
            store.save(report, places, now=now, after_break=rested)

        if steps(save):
            steps.done += refused
            waiting.clear()
            refused.clear()
        else:
            refused.append(steps.number - 1)


def opened(folder: Path, steps: Steps, stack: contextlib.ExitStack) -> Store | None:
    """Open the store as a step of its own."""
    found: list[Store] = []
    if not steps(lambda: found.append(Store.open(folder))):
        return None
    stack.callback(lambda: steps(found[0].close))
    return found[0]


def autosave(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            with suppress(StoreError):
                type_into(store, steps, times=6)
    heal()
    steps.number = 8  # whatever was left out above
    with Store.open(folder) as store:
        type_into(store, steps, times=2, from_second=20)


def type_on(folder: Path, steps: Steps, heal: Heal) -> None:
    """The disk is well again while the window is still open: typing must go on, and be kept."""
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            with suppress(StoreError):
                type_into(store, steps, times=3)
            heal()
            steps.number = 4
            with suppress(StoreError):
                type_into(store, steps, times=2, from_second=20)
            steps.number = 6
    heal()
    steps.number = 7
    with Store.open(folder) as again:
        type_into(again, steps, times=1, from_second=30)


def submit(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            at = NOW + timedelta(hours=1)
            out = folder.parent / OUT
            steps(lambda: outbox.submit(store, DRAFT, out, recipient=HUB, now=at))


def correct(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            at = NOW + timedelta(hours=2)
            begun: list[str] = []

            def begin() -> None:
                begun.append(store.correct(SUBMITTED, "A figure was wrong", now=at).report.id)

            if steps(begin):
                out = folder.parent / OUT
                steps(lambda: outbox.submit(store, begun[0], out, recipient=HUB, now=at))
            steps.number = 3


def export(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            steps(lambda: outbox.export(store, SUBMITTED, folder.parent / OUT))


def take_one_in(folder: Path, steps: Steps, heal: Heal) -> None:
    source = files("resources") / "demo" / "parks-and-libraries.txt"
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            path = stack.enter_context(as_file(source))
            quarantine = stack.enter_context(Quarantine())
            steps(lambda: take_in(store, quarantine, path, None, now=NOW))


def _batches() -> list[list[Incoming]]:
    return deliveries([written(digit * 32, f"Area {digit}") for digit in "123"], NOW)


def receive(folder: Path, steps: Steps, heal: Heal) -> None:
    found: list[Desk] = []
    if steps(lambda: found.append(Desk.open(folder))):
        for batch in _batches():
            steps(lambda batch=batch: found[0].record_all(batch))
        steps(found[0].close)


def back_up(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            place = folder / backup.FOLDER
            for number in range(2):
                before = len(steps.done)
                with suppress(StoreError):
                    type_into(store, steps, times=1, from_second=3600 * number + 1)
                at = NOW + timedelta(days=number)
                steps.number = 2 * number + 2
                if len(steps.done) == before:
                    steps.number += 1  # where nothing changed there is no new backup
                else:
                    steps(lambda at=at: store.back_up(place, now=at))
            steps(lambda: backup.thin(place, now=NOW + timedelta(days=2), own=store.identity))


def prepare_backup(folder: Path) -> None:
    """A backup, and edits that came after it."""
    prepare_reports(folder)
    with Store.open(folder) as store:
        store.back_up(folder / backup.FOLDER, now=NOW)
        type_into(store, Steps(lambda _: None), times=3)


def restore(folder: Path, steps: Steps, heal: Heal) -> None:
    chosen = backup.listed(folder / backup.FOLDER)[-1].path
    steps(lambda: restoring.restore(chosen, folder, now=NOW + timedelta(days=1)))


def prepare_removal(folder: Path) -> None:
    """Reports that are due among others, a backup with them, and a database that was set aside."""
    prepare_reports(folder)
    with Store.open(folder) as store:
        old = store.create(written(OLD, WORD), now=LONG_AGO).report
        store.receive(frozen(written(CORRECTED, WORD), LONG_AGO), now=NOW)
        store.receive(frozen(written(CORRECTION, "Parks"), NOW, CORRECTED), now=NOW)
        section = old.edition.sections[0].id
        # Some systems' SQLite writes zeros over all that is deleted: not so the others'.
        store._database._connection.execute("PRAGMA secure_delete = OFF")
        for times in (2_000, 1):  # what was long leaves free places behind
            text = f"The {WORD} bridge stays shut. " * times
            old, _ = old.answer(section, Answer(AnswerKind.ANSWERED, blocks_of(text)[0]))
            store.save(old, [Place("section", section)], now=LONG_AGO)
        store.back_up(folder / backup.FOLDER, now=NOW)
    shutil.copyfile(folder / FILE_NAME, folder / f"{FILE_NAME}.corrupt-20250301T120000Z")


def remove(folder: Path, steps: Steps, heal: Heal) -> None:
    """As the window does it; that the copies go as well is asked for afterwards."""
    at = NOW + timedelta(days=1)
    gone: list[str] = []

    def bury() -> None:
        gone.extend(store.remove_for_good(DUE | NOT_DUE, MONTHS, now=at))

    def replace_copies() -> None:
        places = [folder / backup.FOLDER]
        ageing.replace_copies(store, ageing.copies(gone, folder, places), places, now=at)

    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            if steps(bury):
                steps(store.leave_out_gaps)
                steps(replace_copies)
            steps.number = 4


def receive_first(folder: Path) -> None:
    """A desk with the first that comes in, a backup of it, and then the rest."""
    first, rest = _batches()
    with Desk.open(folder) as desk:
        desk.record_all(first)
        desk.back_up(folder / backup.FOLDER, now=NOW)
        desk.record_all(rest)


def back_up_desk(folder: Path, steps: Steps, heal: Heal) -> None:
    found: list[Desk] = []
    if not steps(lambda: found.append(Desk.open(folder))):
        return
    for number, batch in enumerate(_batches()):
        steps.number, at = 2 * number + 1, NOW + timedelta(days=number)
        if not steps(lambda batch=batch: found[0].record_all(batch)):
            break  # the next backup would be of something else
        steps(lambda at=at: found[0].back_up(folder / backup.FOLDER, now=at))
    steps.number = 5
    steps(found[0].close)


def restore_desk(folder: Path, steps: Steps, heal: Heal) -> None:
    chosen = backup.listed(folder / backup.FOLDER, desk_backup.DESK)[-1].path
    steps(lambda: desk_backup.restore(chosen, folder, now=NOW + timedelta(days=1)))


def prepare_schema_1(folder: Path) -> None:
    """The data folder of somebody who used the program when its schema was the first."""
    folder.mkdir()
    shutil.copyfile(SCHEMA_1, folder / FILE_NAME)
    os.utime(folder / FILE_NAME, (NOW.timestamp(), NOW.timestamp()))


def migrate(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        opened(folder, steps, stack)


def prepare_damage(folder: Path) -> None:
    """A database with a page of rubbish in it, and a backup that is older than the last edits."""
    prepare_backup(folder)
    place = folder / FILE_NAME
    content = bytearray(place.read_bytes())
    content[4096 * 10 : 4096 * 11] = random.Random(0).randbytes(4096)
    place.write_bytes(content)


def rescue_all(folder: Path, steps: Steps, heal: Heal) -> None:
    at = NOW + timedelta(days=1)
    steps(lambda: rescue(folder, [folder / backup.FOLDER], now=at))


def first_start(folder: Path, steps: Steps, heal: Heal) -> None:
    with contextlib.ExitStack() as stack:
        if store := opened(folder, steps, stack):
            steps(lambda: store.create(written(DRAFT, "Libraries"), now=NOW))


ACTS = {
    act.name: act
    for act in (
        Act("first start", lambda folder: None, first_start),
        Act("autosave", prepare_reports, autosave),
        Act("typing on", prepare_reports, type_on),
        Act("submit", prepare_reports, submit),
        Act("correct", prepare_reports, correct),
        Act("export", prepare_reports, export),
        Act("import", prepare_reports, take_one_in),
        Act("receive", lambda folder: folder.mkdir(), receive),
        Act("backup", prepare_reports, back_up),
        Act("restore", prepare_backup, restore),
        Act("removal", prepare_removal, remove),
        Act("desk backup", lambda folder: folder.mkdir(), back_up_desk),
        Act("desk restore", receive_first, restore_desk),
        Act("migration", prepare_schema_1, migrate),
        Act("rescue", prepare_damage, rescue_all),
    )
}


def run(act: Act, folder: Path, steps: Steps, seed: int, heal: Heal = lambda: None) -> None:
    """Do an act; the same seed does the very same."""
    steps.seed = f"{act.name} {seed}"
    ids = random.Random(seed)
    by_chance = uuid.uuid4
    uuid.uuid4 = lambda: uuid.UUID(int=ids.getrandbits(128), version=4)
    try:
        act.run(folder, steps, heal)
    finally:
        uuid.uuid4 = by_chance
