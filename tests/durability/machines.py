"""Knows what must be true of one data folder and one hub's desk, whatever is done, at any hour.

The real store, outbox, inbox and desk, and beside them plain dictionaries of what was
acknowledged. Run alone: python -m tests.durability.machines SEED STORIES
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from highlight_desktop.errors import (
    CancelledError,
    ReportLockedError,
    ReportNotFoundError,
    StoreBusyError,
    StoreError,
)
from highlight_desktop.hub import receiving
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.receiving import Outcome
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.outbox import submit as outbox
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.findings import blocking
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.store import backup, restoring
from highlight_desktop.store.bin import KEPT_FOR
from highlight_desktop.store.desk import Desk, Standing
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, new_id
from highlight_desktop.verification.arrivals import take_in

HUB = Recipient("Hub", "")
MOST_REPORTS = 8
STEPS = 30
HOURS = (
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 01:30 in London, for the first time
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 01:30 in London, for the second time
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # 02:00 in London, a second after 00:59:59
    datetime(2024, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 3, 9, 14, 2, tzinfo=UTC),
)
"""What a clock is set to, by hand, by a server or by an empty battery."""
AREAS = st.sampled_from(
    [
        "Parks", "Libraries & Museums", "CON", "nul.", "a/b\\c:d*?", "..", "Waste\u202egnp.exe",
        "Zero\u200bwidth", "Ärzte und Brücken", "👩‍👩‍👧 families", "x" * 300, "<b>bold</b>",
        "=1+1", "tail. ", "\u0645\u0631\u062d\u0628\u0627",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(["Hedges were cut back.", "=SUM(A1)", "<img src=file:///etc>", "- one\n- two"]),
    st.text(max_size=60),
)
REASONS = st.sampled_from(["A figure was wrong", "Zwölf statt elf", "\u202ehidden"])
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?")


@dataclass
class Kept:
    """A report as the program said it was kept."""

    report: Report
    state: State = State.DRAFT
    version: int = 1
    supersedes: str | None = None
    sha256: str | None = None
    in_bin: bool = False


Model = dict[str, Kept]


def fault_of_name(name: str) -> str:
    """What is wrong with the name of a file, on Windows, in mail or to the eye (N1 to N3)."""
    stem = name.rpartition(".")[0]
    wrong = {
        "longer than names may be": len(name) > 120 or len(name.encode()) > 240,
        "a character that Windows refuses": bool(re.search(r'[<>:"/\\|?*]', name)),
        "a character nobody sees": any(unicodedata.category(c)[0] in "CZ" for c in name),
        "reserved": bool(_RESERVED.fullmatch(name)),
        "a dot or space at its end": stem != stem.strip(". "),
        "not composed": unicodedata.normalize("NFC", name) != name,
    }
    return ", ".join(words for words, is_so in wrong.items() if is_so)


class House(RuleBasedStateMachine):
    """One author, whose clock cannot be trusted, and one hub officer."""

    folders: ClassVar[object]
    quarantine: ClassVar[Quarantine]
    examiner: ClassVar[Examiner]
    counted: ClassVar[Counter[str]]
    ids = Bundle("ids")
    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.work: Path = next(House.folders)  # type: ignore[call-overload]
        self.folder = self.work / "data"
        self.out = self.work / "out"
        self.backups: dict[str, Model] = {}
        self.kept: Model = {}
        self.received: dict[str, str] = {}
        """Hashes of files, and of the reports in them."""
        self.now = HOURS[-1]
        self.store = Store.open(self.folder)
        self.desk = Desk.open(self.work / "desk")
        self.copies = count()

    # An author writes

    @initialize(target=ids, areas=AREAS)
    def begin(self, areas: str) -> str:
        return self.draft(areas)

    @rule(target=ids, areas=AREAS)
    @precondition(lambda self: len(self.kept) < MOST_REPORTS)
    def begin_another(self, areas: str) -> str:
        return self.draft(areas)

    @rule(target=files, areas=AREAS, kind=st.sampled_from(outbox.ALL))
    @precondition(lambda self: len(self.kept) < MOST_REPORTS)
    def begin_submit_and_send(self, areas: str, kind: outbox.Kind) -> Path:
        """What a fortnight comes to; step by step chance seldom gets so far."""
        report_id = self.draft(areas)
        self.submit(report_id, None)
        return self.export(report_id, kind)

    def draft(self, areas: str) -> str:
        report = Report(new_id(), edition.newest())
        typed = {FieldId.PERIOD: "8 to 21 June 2020", FieldId.SERVICE_AREAS: areas}
        for each in report.edition.header:
            report, _ = report.fill_in(each.id, typed.get(each.id, "J. Wren"))
        for section in report.edition.sections:
            report, _ = report.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
        self.store.create(report, now=self.tick())
        self.kept[report.id] = Kept(report)
        return report.id

    @rule(report_id=ids, number=st.integers(0, 3), text=TEXTS, rested=st.booleans())
    def edit(self, report_id: str, number: int, text: str, rested: bool) -> None:
        before = self.known(report_id)
        section = before.report.edition.sections[number]
        prose = blocks_of(text)[0]
        kind = AnswerKind.ANSWERED if prose else AnswerKind.UNANSWERED
        report, _ = before.report.answer(section.id, Answer(kind, prose))
        places = [Place("section", section.id)]
        with self.expecting(
            ReportNotFoundError if report_id not in self.kept
            else ReportLockedError if before.state is not State.DRAFT
            else None
        ) as went:  # fmt: skip
            self.store.save(report, places, now=self.tick(), after_break=rested)
        if went:
            before.report = report

    @rule(report_id=ids, which=st.integers(0, 9))
    @precondition(lambda self: self.kept)
    def restore_a_version(self, report_id: str, which: int) -> None:
        before = self.known(report_id)
        if report_id not in self.kept or before.state is not State.DRAFT:
            return
        versions = self.store.history(report_id)
        revision = versions[which % len(versions)].revision
        wanted = self.store.version(report_id, revision)
        stored = self.store.restore(report_id, revision, now=self.tick())
        assert stored.report.answers == wanted.answers
        before.report = stored.report

    @rule(report_id=ids)
    def delete(self, report_id: str) -> None:
        before = self.known(report_id)
        with self.expecting(self.refusal(before)) as went:
            self.store.discard(report_id, now=self.tick())
        if went:
            before.in_bin = True

    @rule(report_id=ids)
    def put_back(self, report_id: str) -> None:
        before = self.known(report_id)
        there = report_id in self.kept and before.in_bin
        with self.expecting(None if there else ReportNotFoundError) as went:
            self.store.bring_back(report_id)
        if went:
            before.in_bin = False

    @rule()
    def purge(self) -> None:
        now = self.tick()
        due = {
            each.id
            for each in self.store.discarded()
            if each.kept_until is not None and each.kept_until <= now
        }
        assert self.store.purge(now=now) == len(due)
        for report_id in due:
            assert self.kept.pop(report_id).in_bin

    # It leaves

    @rule(report_id=ids, stopped_at=st.one_of(st.none(), st.integers(0, 7)))
    def submit(self, report_id: str, stopped_at: int | None) -> None:
        """Perhaps stopped at one of its steps: then it is a draft, or submitted, and no third."""
        before = self.known(report_id)
        steps = count()

        def progress(_step: str, _done: int, _of: int) -> None:
            if next(steps) == stopped_at:
                raise CancelledError("Stopped.")

        refusal = self.refusal(before)
        if refusal is None and blocking(before.report):
            refusal = outbox.BlockedError
        elif refusal is None and before.in_bin:
            refusal = ReportNotFoundError
        elif refusal is None and before.supersedes and self.is_superseded(before.supersedes):
            refusal = ReportLockedError
        try:
            with self.expecting(refusal) as went:
                outbox.submit(
                    self.store, report_id, self.out, recipient=HUB, now=self.tick(),
                    progress=progress,
                )  # fmt: skip
        except CancelledError:
            went = [True] if self.store.load(report_id).state is not State.DRAFT else []
        if went:
            self.is_submitted(before)

    def is_submitted(self, before: Kept) -> None:
        assert not blocking(before.report)
        snapshot = self.store.snapshot(before.report.id)
        before.state, before.sha256 = State.SUBMITTED, snapshot.sha256
        assert snapshot.version == before.version
        assert snapshot.supersedes == before.supersedes
        if before.supersedes in self.kept:
            self.kept[before.supersedes].state = State.SUPERSEDED

    @rule(target=ids, report_id=ids, reason=REASONS)
    @precondition(lambda self: len(self.kept) < MOST_REPORTS)
    def correct(self, report_id: str, reason: str) -> str:
        before = self.known(report_id)
        refusal = {State.DRAFT: StoreError, State.SUPERSEDED: ReportLockedError}.get(before.state)
        if report_id not in self.kept:
            refusal = ReportNotFoundError
        with self.expecting(refusal) as went:
            stored = self.store.correct(report_id, reason, now=self.tick())
        if not went:
            return report_id
        new = stored.report.id
        if new not in self.kept:
            assert stored.report.answers == before.report.answers
            self.kept[new] = Kept(
                stored.report, version=before.version + 1, supersedes=before.report.id
            )
        return new

    @rule(target=files, report_id=ids, kind=st.sampled_from(outbox.ALL))
    def export(self, report_id: str, kind: outbox.Kind) -> Path:
        """The same bytes each time, in a name that does no harm."""
        before = self.known(report_id)
        refusal = StoreError if before.state is State.DRAFT else None
        if report_id not in self.kept:
            refusal = ReportNotFoundError
        with self.expecting(refusal) as went:
            self.tick()
            made = outbox.export(self.store, report_id, self.out, [kind])
        if not went:
            return self.as_text(before.report)
        [document] = made.documents
        again = outbox.export(self.store, report_id, self.work / "again", [kind]).documents[0]
        assert document.path.read_bytes() == again.path.read_bytes()
        assert not (wrong := fault_of_name(document.path.name)), (document.path.name, wrong)
        # What is made later of another report must not lie in the place of this one.
        aside = self.work / f"sent {next(self.copies)}" / document.path.name
        aside.parent.mkdir()
        return document.path.replace(aside)

    def as_text(self, report: Report) -> Path:
        path = self.work / f"report {next(self.copies)}.txt"
        path.write_text(as_text(report), encoding="utf-8")
        return path

    # It comes in

    @rule(target=ids, path=files)
    @precondition(lambda self: len(self.kept) < MOST_REPORTS)
    def take_in(self, path: Path) -> str:
        """Our own documents become the submitted reports they carry, a text becomes a draft."""
        known = set(self.kept)
        if path.suffix == ".eml":
            return next(iter(known), "")
        try:
            taken = take_in(self.store, House.quarantine, path, None, now=self.tick())
        except StoreError:
            # Its id belongs to a draft here, or to what was submitted otherwise: see `as_it_was`.
            House.counted["not taken in"] += 1
            return next(iter(known), "")
        stored = taken.stored
        if stored.report.id in known:
            assert stored.sha256 == self.kept[stored.report.id].sha256
        else:
            self.kept[stored.report.id] = Kept(
                stored.report, stored.state, stored.version, stored.supersedes, stored.sha256
            )
            if stored.supersedes in self.kept and stored.state is not State.DRAFT:
                self.kept[stored.supersedes].state = State.SUPERSEDED
        return stored.report.id

    @rule(path=files)
    def receive(self, path: Path) -> None:
        """Twice, and the second time changes nothing."""
        for is_again in (False, True):
            receipt = receiving.receive(self.desk, House.examiner, [path], now=self.tick())
            assert receipt.faults == ()
            for each in receipt.received:
                if is_again or each.sha256 in self.received:
                    assert each.outcome in (
                        Outcome.DUPLICATE, Outcome.UNREADABLE, Outcome.LEFT_OUT
                    )  # fmt: skip
                if each.sha256:
                    self.received[each.sha256] = each.returned.sha256 if each.returned else ""

    # Backups, and what happens to computers

    @rule()
    def back_up(self) -> None:
        self.make_backup()

    def make_backup(self) -> None:
        place = self.folder / backup.FOLDER
        before = {each.path.name for each in backup.listed(place)}
        now = self.tick()
        made = self.store.back_up(place, now=now)
        assert made.reports == len(self.kept)
        if made.path.name in before:
            assert self.backups[made.path.name] == self.kept, "one with other content is taken"
        self.backups[made.path.name] = deepcopy(self.kept)
        gone = {each.name for each in backup.thin(place, now=now)}
        assert made.path.name not in gone
        for name in gone:
            del self.backups[name]

    @rule(which=st.integers(0, 9))
    @precondition(lambda self: self.backups)
    def restore_a_backup(self, which: int) -> None:
        name = sorted(self.backups)[which % len(self.backups)]
        wanted = deepcopy(self.backups[name])
        self.store.close()
        place = self.folder / backup.FOLDER
        before = {each.path.name for each in backup.listed(place)}
        kept = restoring.restore(place / name, self.folder, now=self.tick())
        for path in kept:
            if path.name not in before:
                self.backups[path.name] = deepcopy(self.kept)
            else:
                assert self.backups[path.name] == self.kept, "what was replaced was not kept"
        self.store = Store.open(self.folder)
        self.kept = wanted

    @rule()
    def be_killed(self) -> None:
        """What lies in the files at this moment is all that the next start has."""
        left = self.work / f"killed {next(self.copies)}"
        # In a process of its own: to close a file here would end SQLite's locks on it.
        subprocess.run(["cp", "-r", str(self.folder), str(left)], check=True)
        self.store.close()
        self.folder = left
        self.store = Store.open(left)

    @rule()
    def close_and_come_back(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder)

    @rule()
    def start_a_second_time(self) -> None:
        with self.expecting(StoreBusyError):
            Store.open(self.folder)

    @rule(hour=st.sampled_from(HOURS))
    def set_the_clock(self, hour: datetime) -> None:
        self.now = hour

    @rule(days=st.integers(-40, 40))
    def move_the_clock(self, days: int) -> None:
        with suppress(OverflowError):
            self.now += timedelta(days=days)

    # What is always true

    @invariant()
    def all_is_there_as_it_was(self) -> None:
        listed = {each.id: each for each in self.store.summaries()}
        binned = {each.id for each in self.store.discarded()}
        assert set(listed) | binned == set(self.kept)
        assert binned == {key for key, each in self.kept.items() if each.in_bin}
        for report_id, kept in self.kept.items():
            stored = self.store.load(report_id)
            found = Kept(
                stored.report, stored.state, stored.version, stored.supersedes, stored.sha256,
                stored.discarded_at is not None,
            )  # fmt: skip
            assert found == kept, "not as it was kept"
            if kept.sha256:
                snapshot = self.store.snapshot(report_id)
                assert snapshot.sha256 == kept.sha256
                assert snapshot.report.id == report_id

    @invariant()
    def each_version_has_at_most_one_successor(self) -> None:
        submitted = [each for each in self.kept.values() if each.state is not State.DRAFT]
        corrected = Counter(each.supersedes for each in submitted if each.supersedes)
        assert all(number == 1 for number in corrected.values())
        for report_id in corrected:
            if report_id in self.kept:
                assert self.kept[report_id].state is State.SUPERSEDED

    @invariant()
    def the_desk_has_each_file_and_each_report_once(self) -> None:
        arrivals = self.desk.arrivals()
        assert sorted(each.sha256 for each in arrivals) == sorted(self.received)
        for each in arrivals:
            assert sha256(self.desk.content(each.sha256)).hexdigest() == each.sha256
        returned = self.desk.returns()
        wanted = set(self.received.values()) - {""}
        assert sorted(each.sha256 for each in returned) == sorted(wanted)
        said = Counter((each.report_id, each.version) for each in returned)
        for each in returned:
            if said[each.report_id, each.version] > 1:
                assert each.standing is Standing.CONFLICT

    @invariant()
    def the_backups_are_those_that_were_made(self) -> None:
        listed = backup.listed(self.folder / backup.FOLDER)
        assert {each.path.name for each in listed} == set(self.backups)
        for each in listed:
            assert each.reports == len(self.backups[each.path.name])

    def teardown(self) -> None:
        House.counted["stories"] += 1
        House.counted["submitted"] += sum(1 for each in self.kept.values() if each.sha256)
        House.counted["received"] += len(self.received)
        House.counted["backups"] += len(self.backups)
        try:
            checked = self.store.check()
            assert checked.is_clean, checked.findings
        finally:
            self.store.close()
            self.desk.close()

    # How one knows

    def tick(self) -> datetime:
        """The time now: a second later each time it is asked for."""
        self.now += timedelta(seconds=1)
        House.counted["steps"] += 1
        return self.now

    def known(self, report_id: str) -> Kept:
        """The report of the model; one that is gone for good is as nobody knows it."""
        return self.kept.get(report_id) or Kept(replace(Report("0" * 32, edition.newest())))

    def refusal(self, before: Kept) -> type[Exception] | None:
        if before.report.id not in self.kept:
            return ReportNotFoundError
        return None if before.state is State.DRAFT else ReportLockedError

    def is_superseded(self, report_id: str) -> bool:
        there = self.kept.get(report_id)
        return there is not None and there.state is State.SUPERSEDED

    def expecting(self, refusal: type[Exception] | None) -> "_Expecting":
        return _Expecting(refusal)


class _Expecting:
    """Something goes well, or is refused in this way: with a sentence and a next step."""

    def __init__(self, refusal: type[Exception] | None) -> None:
        self._refusal = refusal
        self._went: list[bool] = []

    def __enter__(self) -> list[bool]:
        return self._went

    def __exit__(self, kind: type[BaseException] | None, error: object, _where: object) -> bool:
        if kind is None:
            assert self._refusal is None, f"not refused with {self._refusal}"
            self._went.append(True)
            return False
        if self._refusal is None or not issubclass(kind, self._refusal):
            return False
        assert str(error).endswith("."), f"no sentence: {error}"
        return True


assert KEPT_FOR


def campaign(number: int, stories: int, steps: int = STEPS) -> tuple[Counter[str], list[str]]:
    """So many stories from one seed: counts, and the first that went wrong."""
    House.counted = Counter()
    with (
        TemporaryDirectory(prefix="house-") as work,
        Quarantine() as House.quarantine,
        Examiner() as House.examiner,
    ):
        House.folders = (Path(work, str(each)) for each in count())
        run = settings(
            max_examples=stories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            # Shrinking takes minutes, and a story of some steps can be read.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        faults = []
        try:
            run_state_machine_as_test(seed(number)(House), settings=run)
        except Exception as error:
            faults.append(f"{number}: {_told(error)}")
    House.counted["tried"] = House.counted.pop("stories")
    House.counted["faults"] = len(faults)
    return House.counted, faults


def _told(error: BaseException) -> str:
    story = "\n".join(getattr(error, "__notes__", ()))
    return f"{type(error).__name__}: {error}\n{story}"[:4_000]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(campaign(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
