"""Knows how reports are kept: drafts place by place, submitted ones for ever."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, select, update

from highlight_desktop.errors import (
    ReportNotFoundError,
    StoreDamagedError,
    StoreError,
)
from highlight_desktop.report.edition import Edition, FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Snapshot, freeze
from highlight_desktop.report.text import gate
from highlight_desktop.report.transfer import to_edition
from highlight_desktop.store import (
    backup,
    check,
    corrections,
    earlier,
    history,
    hits,
    identity,
    kept_forms,
    retention,
    rows,
    schema,
    seals,
    submissions,
)
from highlight_desktop.store import bin as waste
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.check import Checked
from highlight_desktop.store.database import Database
from highlight_desktop.store.faults import as_written, damaged, locked
from highlight_desktop.store.history import Cause, Version
from highlight_desktop.store.hits import Hits
from highlight_desktop.store.retention import Decision, Due, Tombstone
from highlight_desktop.store.search import Narrowing, has_full_text
from highlight_desktop.store.stored import (
    State,
    Stored,
    Summary,
    begin,
    id_beginning,
    listed,
    new_id,
    not_found,
    whole,
)


class Store:
    """All reports of one data folder. Any thread may call it; each call is one transaction.

    Every call may raise StoreError with the reason and the next step; nothing is changed then.
    """

    read_only_because: StoreError | None = None
    """Why nothing can be kept; None where it can. See `store.reading`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bin_kept_for = waste.KEPT_FOR
        """How long a draft lies in the bin."""

    @classmethod
    def open(cls, folder: Path, *, at_leisure: bool = False) -> Self:
        """Open the reports in a data folder, which is made if there is none.

        `at_leisure` leaves to `make_sure` and `read_for_search` what takes longer the more is
        kept. Raises StoreBusyError at once when another window or command has them open,
        StoreDamagedError and StoreTooNewError before anything is written.
        """
        keep = backup.before_migration
        store = cls(Database.open(folder, at_leisure=at_leisure, before_migration=keep))
        store._database.know_again()
        try:
            if at_leisure and store._has_full_text():
                return store
            store._bring_search_up_to_date()
        except StoreError:
            # A full disk, or a report that cannot be read: it is not found then, and that is all.
            return store
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; every save is already kept. Closing twice does no harm."""
        self._database.close()

    def make_sure(self) -> None:
        """Look through the whole file, if that has been left for later; each write does so.

        Raises StoreDamagedError when it is not whole.
        """
        self._database.make_sure()

    @property
    def changes(self) -> int:
        """Grows with all that is written; the same number means that nothing was."""
        return self._database.changes

    @property
    def folder(self) -> Path:
        """The folder that the reports are in."""
        return self._database.path.parent

    @property
    def identity(self) -> str:
        """Whose backups are this folder's; see `store.identity`."""
        return identity.known(self._database.path)

    def back_up(self, folder: Path, *, now: datetime) -> Backup:
        """Make a closed, proved copy of all reports in a folder; see `backup.make`."""
        return backup.make(self._database, folder, now=now)

    def check(self, progress: check.Progress = check.unheard) -> Checked:
        """Look at everything that is kept, and mend what is safe; see `store.check`."""
        return check.check(self._database, progress)

    def create(self, report: Report, *, now: datetime, notes: Iterable[str] = ()) -> Stored:
        """Keep a new draft, with all it holds so far."""
        with self._database.transaction() as connection:
            begin(connection, report, now, notes=notes)
            return self._load(connection, report.id)

    def correct(self, report_id: str, reason: str, *, now: datetime) -> Stored:
        """A draft of the next version of a submitted report, or the one that was begun already.

        That one is left as it is, but for the reason. A new one begins with what was submitted.
        It takes that report's place when it is submitted itself. Raises ReportLockedError when
        a later version is there, and StoreError for a draft or without a reason.
        """
        with self._database.transaction() as connection:
            submitted = self._load(connection, report_id)
            lineage = corrections.lineage(report_id, submitted.version, submitted.state, reason)
            begun = corrections.begun(connection, report_id)
            if begun is not None:
                corrections.give_reason(connection, begun, lineage.correction)
                return self._load(connection, begun)
            copy = replace(submitted.report, id=new_id())
            begin(connection, copy, now, lineage=lineage)
            return self._load(connection, copy.id)

    def move(self, report_id: str, edition: Edition, *, now: datetime) -> Stored:
        """Move a draft to another edition of the form; the draft that takes its place.

        What it was, with its history, goes into the bin, from where it can be brought back.
        Raises ReportLockedError for a submitted report, ReportNotFoundError, and StoreError for
        a correction, which stays on the edition of what it corrects.
        """
        with self._database.transaction() as connection:
            before = self._draft(connection, report_id)
            if before.supersedes is not None:
                raise StoreError(
                    "A correction stays on the edition of the report it corrects.",
                    "Submit it as it is.",
                )
            moved = to_edition(before.report, edition, new_id())
            notes = (*before.notes, *moved.notes)
            begin(connection, moved.report, now, notes=notes)
            waste.discard(connection, report_id, now=now)
            return self._load(connection, moved.report.id)

    def know_forms(self) -> None:
        """Have the editions that were added to the folder in the database, for the next backup."""
        kept_forms.take_along(self._database)

    def reports_on(self, edition: Edition) -> int:
        """How many reports are written on an edition of the form, those in the bin too."""
        with self._database.reading() as connection:
            return kept_forms.reports_on(connection, edition)

    def forget(self, edition: Edition) -> None:
        """Let go of an edition that no report is written on; backups no longer have it then."""
        with self._database.transaction() as connection:
            kept_forms.forget(connection, edition)

    def load(self, report_id: str) -> Stored:
        """One report. Raises ReportNotFoundError."""
        with self._database.reading() as connection:
            return self._load(connection, report_id)

    def last_worked_on(self) -> Stored | None:
        """The report that was saved last, whatever the clock said; None when there is none."""
        own = schema.report.c
        query = select(own.id).where(own.discarded_at.is_(None)).order_by(own.revision.desc())
        with self._database.reading() as connection:
            report_id = connection.scalar(query.limit(1))
            return None if report_id is None else self._load(connection, report_id)

    def find(self, beginning: str) -> str:
        """The id that begins so. Raises ReportNotFoundError when none does, or several."""
        with self._database.reading() as connection:
            return id_beginning(connection, beginning)

    def summaries(self) -> list[Summary]:
        """All reports but those in the bin: drafts first, then the last saved first."""
        return self._listed(schema.report.c.discarded_at.is_(None))

    def discarded(self) -> list[Summary]:
        """The drafts in the bin, the last saved first."""
        return self._listed(schema.report.c.discarded_at.is_not(None))

    def _listed(self, shown: ColumnElement[bool]) -> list[Summary]:
        with self._database.reading() as connection, as_written(self._database.path):
            return listed(connection, shown, self.bin_kept_for)

    def save(
        self,
        report: Report,
        places: Iterable[Place],
        *,
        now: datetime,
        after_break: bool = False,
    ) -> int:
        """Keep what stands in these places of a draft, and nothing else; the new revision.

        What stood there before becomes a version in its history when it is the first, when
        the author has rested since, or `after_break`: they have gone elsewhere in between.
        Raises ReportLockedError when it has been submitted, ReportNotFoundError.
        """
        changed = set(places)
        values: dict[str, Any] = {"revision": rows.next_revision(), "edited_at": now}
        if any(place.kind == "unplaced" for place in changed):
            values["unplaced"] = report.unplaced
        if any(place.kind == "marking" for place in changed):
            values["marking"] = gate(report.marking).text
        draft = schema.report.c.id == report.id, schema.report.c.state == State.DRAFT
        statement = update(schema.report).where(*draft).values(values)
        with self._database.transaction() as connection:
            self._keep_before(connection, report.id, now, after_break=after_break)
            revision = connection.scalar(statement.returning(schema.report.c.revision))
            if revision is None:
                self._load(connection, report.id)
                raise locked()
            rows.write_header(
                connection,
                report,
                [FieldId(place.id) for place in changed if place.kind == "header"],
            )
            rows.write_answers(
                connection, report, [place.id for place in changed if place.kind == "section"]
            )
            hits.INDEX.put(connection, report.id, report, changed)
            seals.seal(connection, report.id)
        return int(revision)

    def record(self, report_id: str, snapshot: Snapshot, *, now: datetime) -> Stored:
        """Make a draft a submitted report, together with its snapshot: both, or neither.

        Raises ReportLockedError when it already is one, and StoreError when the snapshot
        is not what freezing the draft as it is stored gives.
        """
        with self._database.transaction() as connection:
            stored = self._draft(connection, report_id)
            if stored.supersedes is not None:
                corrections.supersede(connection, stored.supersedes)
            if snapshot.content != _frozen_like(stored, snapshot).content:
                raise StoreError(
                    "The report was changed while it was being submitted, so it is still a draft.",
                    "Look through it and submit it again.",
                )
            submissions.keep(connection, report_id, snapshot, now=now)
            return self._load(connection, report_id)

    def receive(
        self, snapshot: Snapshot, *, now: datetime, notes: Iterable[str] = ()
    ) -> tuple[Stored, bool]:
        """Keep a report that was submitted elsewhere, as it was; and whether it is new here.

        It takes the place of the report it corrects; if its own correction is here already,
        it is kept as superseded. Raises StoreError when its id belongs to a draft or to a
        report with other content, ReportLockedError when it was corrected otherwise.
        """
        report_id = snapshot.report.id
        with self._database.transaction() as connection:
            if submissions.is_here(connection, snapshot):
                return self._load(connection, report_id), False
            is_old = submissions.is_superseded(connection, report_id)
            lineage = submissions.lineage(connection, snapshot)
            begin(connection, snapshot.report, now, notes=notes, lineage=lineage)
            state = State.SUPERSEDED if is_old else State.SUBMITTED
            submissions.keep(connection, report_id, snapshot, now=now, state=state)
            return self._load(connection, report_id), True

    def snapshot(self, report_id: str) -> Snapshot:
        """What was submitted, byte for byte.

        Raises ReportNotFoundError, StoreError for a draft, and StoreDamagedError when the
        bytes no longer have the hash that was recorded with them.
        """
        submission = schema.submission.c
        query = select(submission.snapshot, submission.sha256)
        with self._database.reading() as connection:
            row = connection.execute(query.where(submission.report_id == report_id)).one_or_none()
            if row is None:
                self._load(connection, report_id)
                raise StoreError("This report has not been submitted yet.", "Submit it first.")
        snapshot = Snapshot(row.snapshot)
        if snapshot.sha256 != row.sha256:
            why = f"the submitted report {report_id} does not have the hash it was recorded with"
            raise damaged(self._database.path, why)
        return snapshot

    def submitted_before(self, report: Report, *, at_most: int) -> list[Stored]:
        """The submitted reports of the same services before this one, the latest period first.

        Of any edition; see `earlier.ids_before` for what counts. This one may be a draft
        that has never been kept.
        """
        with self._database.reading() as connection:
            ids = earlier.ids_before(connection, report)[:at_most]
            return [self._load(connection, each) for each in ids]

    def periods_shared(self, report: Report) -> list[Period]:
        """The periods of other reports of the same services that share a day with this one's."""
        with self._database.reading() as connection:
            return earlier.periods_shared(connection, report)

    def last_submitted(self, report: Report) -> Stored | None:
        """What the same services submitted last before this report, or None."""
        return next(iter(self.submitted_before(report, at_most=1)), None)

    def history(self, report_id: str) -> list[Version]:
        """The states a report has been in, the oldest first; the last is the one it is in now.

        Raises ReportNotFoundError.
        """
        with self._database.reading() as connection, as_written(self._database.path):
            stored = self._load(connection, report_id)
            return history.versions(connection, stored.report, stored.revision, stored.edited_at)

    def version(self, report_id: str, revision: int) -> Report:
        """A report as it stood in one of the versions of its history.

        Raises ReportNotFoundError, and StoreError when that version is no longer kept.
        """
        with self._database.reading() as connection:
            return self._version(connection, self._load(connection, report_id), revision)

    def restore(self, report_id: str, revision: int, *, now: datetime) -> Stored:
        """Bring a draft back to an earlier version, which makes a new one.

        What it was until now is kept as a version too. Raises ReportLockedError for a
        submitted report, ReportNotFoundError, and StoreError as `version` does.
        """
        with self._database.transaction() as connection:
            before = self._load(connection, report_id)
            if before.state is not State.DRAFT:
                raise locked()
            wanted = self._version(connection, before, revision)
            self._keep(connection, before, now=now)
            connection.execute(
                update(schema.report)
                .where(schema.report.c.id == report_id)
                .values(
                    revision=rows.next_revision(),
                    edited_at=now,
                    unplaced=wanted.unplaced,
                    marking=wanted.marking,
                )
            )
            rows.replace_all(connection, wanted)
            hits.INDEX.put(connection, report_id, wanted)
            seals.seal(connection, report_id)
            stored = self._load(connection, report_id)
            self._keep(connection, stored, now=now, cause=Cause.RESTORED)
            return stored

    def discard(self, report_id: str, *, now: datetime) -> None:
        """Put a draft in the bin, where it can be brought back from for `bin_kept_for`.

        Raises ReportLockedError for a submitted report, ReportNotFoundError.
        """
        with self._database.transaction() as connection:
            if not waste.discard(connection, report_id, now=now):
                self._load(connection, report_id)
                raise waste.undeletable()

    def bring_back(self, report_id: str) -> None:
        """Take a draft out of the bin. Raises ReportNotFoundError when it is not there."""
        with self._database.transaction() as connection:
            if not waste.bring_back(connection, report_id):
                raise not_found(report_id)

    def purge(self, *, now: datetime) -> int:
        """Remove the drafts that have been in the bin long enough; how many they were."""
        with self._database.erasing() as connection:
            return waste.purge(connection, now=now, kept_for=self.bin_kept_for)

    def due(self, months: Mapping[str, int], *, now: datetime) -> list[Due]:
        """The reports that have been kept as long as their state asks for; see `retention`."""
        with self._database.reading() as connection:
            return retention.due(connection, months, now=now)

    def keep_longer(self, report_ids: Iterable[str], decision: Decision) -> None:
        """Record that reports are kept beyond their time. Raises StoreError without a reason."""
        with self._database.transaction() as connection:
            retention.keep_longer(connection, report_ids, decision)

    def remove_for_good(
        self, report_ids: Iterable[str], months: Mapping[str, int], *, now: datetime
    ) -> list[str]:
        """Remove those of these reports that are still due, and leave a tombstone of each.

        Zeros are written over their rows, versions and words. `leave_out_gaps` afterwards
        takes what earlier saves left in free places of the file; backups are for `ageing`.
        """
        with self._database.erasing() as connection:
            return retention.remove(connection, report_ids, months, now=now)

    def leave_out_gaps(self) -> None:
        """Write the database anew, without anything that was ever deleted in it."""
        self._database.leave_out_gaps()

    def tombstones(self) -> list[Tombstone]:
        """What is left of the reports that were removed for good, in their order."""
        with self._database.reading() as connection:
            return retention.tombstones(connection)

    def search(
        self,
        typed: str,
        within: Narrowing = hits.EVERYWHERE,
        *,
        at_most: int = hits.PAGE,
        newest: int | None = None,
    ) -> Hits:
        """Where words stand in what is kept, the best places first; see `report.search_words`.

        With `newest`, of more places than that only the last kept are ranked, which is quick
        for any word; `has_older` of what was found says so.
        """
        with self._database.reading() as connection, as_written(self._database.path):
            return hits.found(connection, typed, within, at_most=at_most, newest=newest)

    def unread_for_search(self) -> list[str]:
        """The ids of the reports that no search finds yet.

        An earlier version of the program wrote them, or a rescue brought them back.
        """
        with self._database.transaction() as connection:
            hits.INDEX.prepare(connection)
            return hits.INDEX.unread(connection, select(schema.report.c.id))

    def read_for_search(self, report_ids: Iterable[str]) -> None:
        """Let these reports be found; one that is gone or damaged is left out."""
        with self._database.transaction() as connection:
            hits.INDEX.read(connection, report_ids, partial(self._readable, connection))

    def _has_full_text(self) -> bool:
        with self._database.reading() as connection:
            return has_full_text(connection)

    def _bring_search_up_to_date(self) -> None:
        with self._database.transaction() as connection:
            readable = partial(self._readable, connection)
            hits.INDEX.bring_up_to_date(connection, select(schema.report.c.id), readable)

    def _readable(self, connection: Connection, report_id: str) -> Report | None:
        with suppress(StoreDamagedError, ReportNotFoundError):
            return self._load(connection, report_id).report
        return None

    def _keep_before(
        self, connection: Connection, report_id: str, now: datetime, *, after_break: bool
    ) -> None:
        """Keep what is about to be written over, if it is worth a version."""
        if history.is_worth_keeping(connection, report_id, now, after_break=after_break):
            self._keep(connection, self._load(connection, report_id), now=now)

    def _keep(
        self, connection: Connection, stored: Stored, *, now: datetime, cause: Cause = Cause.EDITED
    ) -> None:
        with as_written(self._database.path):
            history.keep(
                connection, stored.report, stored.revision, stored.edited_at, now=now, cause=cause
            )

    def _version(self, connection: Connection, stored: Stored, revision: int) -> Report:
        if revision == stored.revision:
            return stored.report
        with as_written(self._database.path):
            found = history.report_at(connection, stored.report, revision)
        if found is None:
            raise StoreError(
                "That version is no longer kept.", "Look at the list of versions again."
            )
        return found

    def _draft(self, connection: Connection, report_id: str) -> Stored:
        """A draft that is not in the bin."""
        stored = self._load(connection, report_id)
        if stored.state is not State.DRAFT:
            raise locked()
        if stored.discarded_at is not None:
            raise not_found(report_id)
        return stored

    def _load(self, connection: Connection, report_id: str) -> Stored:
        with as_written(self._database.path):
            return whole(connection, report_id)


def _frozen_like(stored: Stored, snapshot: Snapshot) -> Snapshot:
    """The stored draft, frozen at the same moment, for the same recipient."""
    return freeze(
        stored.report,
        submitted_at=snapshot.submitted_at,
        app_version=snapshot.app_version,
        recipient=snapshot.recipient,
        version=stored.version,
        supersedes=stored.supersedes,
        correction=stored.correction,
        since=snapshot.since,
    )
