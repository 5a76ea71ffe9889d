"""Knows what the hub's desk keeps: the files that came in, and the reports that were in them.

Nothing here is ever changed in place or merged: a file is kept once, byte for byte, however
often it comes; a report is kept once, however many files it was in. Which one is current is
worked out from what they say of each other.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Select, func, or_, select

from highlight_desktop.errors import (
    EditionError,
    ReportNotFoundError,
    StoreDamagedError,
    StoreError,
)
from highlight_desktop.report.report import Report
from highlight_desktop.report.search_words import question
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store import (
    desk_backup,
    desk_check,
    desk_retention,
    expectations,
    identity,
    recording,
)
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.check import Progress, unheard
from highlight_desktop.store.database import FILE_NAME, Database
from highlight_desktop.store.desk_check import CheckedDesk
from highlight_desktop.store.desk_place import DeskPlace, SharedPlace, alone
from highlight_desktop.store.desk_retention import Removed
from highlight_desktop.store.expectations import Absence, Expected, Kept
from highlight_desktop.store.hits import EVERYWHERE, PAGE, Hit, Hits, hit_in
from highlight_desktop.store.recording import (
    RETURNED,
    Arrival,
    Incoming,
    Recorded,
    Returned,
    Standing,
    Verdict,
    arrival_of,
    returned_of,
)
from highlight_desktop.store.retention import Decision, Due
from highlight_desktop.store.search import Match, Narrowing

_NOT_AS_WRITTEN = (ValueError, KeyError, TypeError, AttributeError, EditionError)
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
__all__ = ["Arrival", "Desk", "Incoming", "Recorded", "Returned", "Standing", "Verdict"]


def _as_written(
    read: Callable[Concatenate["Desk", _Asked], _Answer],
) -> Callable[Concatenate["Desk", _Asked], _Answer]:
    """Whatever is read and is not as we write it is damage to what is kept."""

    @wraps(read)
    def reading(desk: "Desk", /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        try:
            return read(desk, *asked, **named)
        except _NOT_AS_WRITTEN as error:
            raise StoreDamagedError(
                "The hub’s desk is damaged: something on it cannot be read.",
                "Have the disk checked. Keep the desk as it is, and bring back an earlier copy.",
            ) from error

    return reading


class Desk:
    """All that the hub has received. Any thread may call it; each call is one transaction.

    Every call may raise StoreError with the reason and the next step; nothing is changed then.
    """

    def __init__(self, place: DeskPlace) -> None:
        self._place = place

    @classmethod
    def open(cls, folder: Path, address: str = "", password: str = "") -> Self:
        """Open the desk in a data folder, or the shared one at a database address.

        Raises StoreError with the reason, and what is missing for a shared one.
        """
        keep = desk_backup.before_migration
        desk = cls(SharedPlace.open(address, password) if address else alone(folder, keep))
        try:
            desk._bring_search_up_to_date()
        except StoreError:
            return desk  # a full disk: some are not found then, and that is all
        except BaseException:
            desk.close()
            raise
        return desk

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
        """Let go of the database. Closing twice does no harm."""
        self._place.close()

    def check(self, progress: Progress = unheard) -> CheckedDesk:
        """Look at everything that came in, and change nothing; see `desk_check`."""
        with self._place.transaction() as connection:
            return desk_check.check(connection, progress)

    @property
    def is_shared(self) -> bool:
        """True when a server keeps it, and backs it up."""
        return not isinstance(self._place, Database)

    @property
    def identity(self) -> str:
        """Whose backups are this desk's; see `store.identity`."""
        return identity.known(self._database.path.with_name(FILE_NAME))

    def back_up(self, folder: Path, *, now: datetime, progress: Progress = unheard) -> Backup:
        """Make a closed, proved copy of the desk in a folder; see `desk_backup.make`."""
        return desk_backup.make(self._database, folder, now=now, progress=progress)

    def is_behind(self, folder: Path) -> bool:
        """True when the newest backup in a folder does not hold what the desk holds."""
        return desk_backup.is_behind(self._database, folder, self.identity)

    @property
    def _database(self) -> Database:
        """The file of a desk of this computer's own. Raises StoreError for a shared one."""
        if isinstance(self._place, Database):
            return self._place
        raise StoreError(
            "The hub’s desk is shared: it is in the backups of its server, not in these.",
            "Ask whoever keeps the server.",
        )

    def record(self, arrival: Arrival, content: bytes, snapshot: Snapshot | None) -> bool:
        """Keep a file and the report in it; False when that very file is kept already.

        Of several who receive the same file at once, exactly one is told True.
        """
        return self.record_all([Incoming(arrival, content, snapshot)])[0].is_new

    def record_all(self, batch: Sequence[Incoming]) -> list[Recorded]:
        """The same for many at once, in one transaction: what became of each, in their order."""
        with self._place.transaction() as connection:
            return recording.record_all(connection, batch)

    @_as_written
    def find(self, sha256: str) -> tuple[Arrival, Returned | None] | None:
        """What was found of a file when it came in, and the report in it; None for a new file."""
        own = tables.arrival.c
        query = select(*(each for each in own if each.name != "content"))
        with self._place.transaction() as connection:
            row = connection.execute(query.where(own.sha256 == sha256)).first()
            if row is None:
                return None
            report = RETURNED.where(tables.returned.c.sha256 == row.returned_sha256)
            found = connection.execute(report).first()
        return arrival_of(row), returned_of(found) if found is not None else None

    def knows(self, sha256: str) -> bool:
        """True when a file with this hash was received already."""
        query = select(func.count()).where(tables.arrival.c.sha256 == sha256)
        with self._place.transaction() as connection:
            return bool(connection.scalar(query))

    @_as_written
    def arrivals(self, start: date | None = None, end: date | None = None) -> list[Arrival]:
        """Every file that came in, the last first; of given days those with a report about them.

        Days are given as to `returns`.
        """
        own, report = tables.arrival.c, tables.returned.c
        query = select(*(each for each in own if each.name != "content"))
        if start is not None or end is not None:
            query = query.join(tables.returned, report.sha256 == own.returned_sha256)
            query = _about(query, start, end)
        with self._place.transaction() as connection:
            found = connection.execute(query.order_by(own.received_at.desc(), own.sha256)).all()
        return [arrival_of(row) for row in found]

    def content(self, sha256: str) -> bytes:
        """A file as it came, byte for byte. Raises ReportNotFoundError, StoreDamagedError."""
        own = tables.arrival.c
        return self._bytes(select(own.content).where(own.sha256 == sha256), sha256)

    def snapshot(self, sha256: str) -> Snapshot:
        """A report as it was returned. Raises ReportNotFoundError, StoreDamagedError."""
        own = tables.returned.c
        return Snapshot(self._bytes(select(own.snapshot).where(own.sha256 == sha256), sha256))

    @_as_written
    def returned(self, sha256: str) -> Returned:
        """What is known of a report without its text. Raises ReportNotFoundError."""
        with self._place.transaction() as connection:
            query = RETURNED.where(tables.returned.c.sha256 == sha256)
            found = connection.execute(query).first()
        if found is None:
            raise _not_there()
        return returned_of(found)

    @_as_written
    def files_with(self, sha256: str) -> list[Arrival]:
        """The files a report came in, the first that came first."""
        own = tables.arrival.c
        query = select(*(each for each in own if each.name != "content"))
        query = query.where(own.returned_sha256 == sha256)
        with self._place.transaction() as connection:
            found = connection.execute(query.order_by(own.received_at, own.sha256)).all()
        return [arrival_of(row) for row in found]

    @_as_written
    def returns(
        self, start: date | None = None, end: date | None = None, *, report_id: str | None = None
    ) -> list[Returned]:
        """The reports returned whose period has a day in common with these, or all.

        Ordered by period, service area and version; see Standing for which of them count.
        """
        own = tables.returned.c
        query: Select[Any] = RETURNED.order_by(
            own.period_start, own.service_key, own.version, own.submitted_at, own.sha256
        )
        query = _about(query, start, end)
        if report_id is not None:
            query = query.where(or_(own.report_id == report_id, own.supersedes == report_id))
        with self._place.transaction() as connection:
            return [returned_of(row) for row in connection.execute(query).all()]

    @_as_written
    def search(self, typed: str, within: Narrowing = EVERYWHERE, *, at_most: int = PAGE) -> Hits:
        """Where words stand in the reports returned, the best places first.

        A hit's `sha256` says which return it is in, its state is one of returned, not_verified,
        superseded and conflict; see `report.search_words`.
        """
        with self._place.transaction() as connection:
            shown = recording.SEARCH.owner_column.is_not(None)
            found = recording.SEARCH.seek(
                connection, question(typed), within, shown, at_most=at_most
            )
            own = tables.returned.c
            needed = own.sha256.in_({match.owner for match in found.best})
            rows = connection.execute(select(own.sha256, own.snapshot).where(needed)).all()
            snapshots = {row.sha256: Snapshot(_as_hashed(row.snapshot, row.sha256)) for row in rows}
            about = [returned_of(row) for row in connection.execute(RETURNED.where(needed)).all()]
        states = {each.sha256: _state(each) for each in about}
        return Hits(
            found.total,
            tuple(_hit(match, snapshots[match.owner], states[match.owner]) for match in found.best),
        )

    def _bring_search_up_to_date(self) -> None:
        """Let what an earlier version of the program received be found as well."""
        own = tables.returned.c

        def report_of(sha256: str) -> Report | None:
            try:
                content = connection.scalar(select(own.snapshot).where(own.sha256 == sha256))
                return Snapshot(_as_hashed(content or b"", sha256)).report
            except (StoreDamagedError, *_NOT_AS_WRITTEN):
                return None  # told by `check`, and to whoever opens it; the others are found

        with self._place.transaction() as connection:
            recording.SEARCH.bring_up_to_date(connection, select(own.sha256), report_of)

    def expected(self) -> list[Expected]:
        """Whom reports are expected from, now and formerly; see `expectations`."""
        with self._place.transaction() as connection:
            return expectations.all_of(connection)

    def expected_before(self) -> list[Kept]:
        """All that the list has ever said, dated, by when it began to say so."""
        with self._place.transaction() as connection:
            return expectations.all_before(connection)

    def expect(self, wanted: Iterable[Expected], *, now: datetime) -> None:
        """Make this the list of whom reports are expected from; every change is dated."""
        with self._place.transaction() as connection:
            expectations.replace_all(connection, wanted, now=now)

    def note_absence(self, absence: Absence, *, now: datetime) -> None:
        """Keep why a service area returned nothing; an empty reason takes the last one back."""
        with self._place.transaction() as connection:
            expectations.note(connection, absence, now=now)

    def absences(self, start: date, end: date) -> list[Absence]:
        """Why nothing was returned for periods within these days, by period and service area."""
        with self._place.transaction() as connection:
            return expectations.absences(connection, start, end)

    @_as_written
    def due(self, months: int, *, now: datetime) -> list[Due]:
        """What was received so many months ago and has not been kept longer; `desk_retention`."""
        with self._place.transaction() as connection:
            return desk_retention.due(connection, months, now=now)

    def keep_longer(self, hashes: Collection[str], decision: Decision) -> None:
        """Keep these beyond their time. Raises StoreError without a reason."""
        with self._place.transaction() as connection:
            desk_retention.keep_longer(connection, hashes, decision)

    def remove_for_good(self, hashes: Iterable[str], months: int, *, now: datetime) -> list[str]:
        """Remove those of these that are still due, with their files; which they were.

        Zeros are written over what goes, on a desk of this computer's own. `leave_out_gaps`
        afterwards takes what lies in free places.
        """
        with self._place.erasing() as connection:
            return desk_retention.remove(connection, hashes, months, now=now)

    def leave_out_gaps(self) -> None:
        """Keep the desk anew without what was ever deleted on it."""
        self._place.leave_out_gaps()

    @_as_written
    def removed(self, start: date | None = None, end: date | None = None) -> list[Removed]:
        """What is left of what was removed for good; of given days what was about them."""
        with self._place.transaction() as connection:
            return desk_retention.removed(connection, start, end)

    @_as_written
    def _bytes(self, query: Select[Any], sha256: str) -> bytes:
        with self._place.transaction() as connection:
            content = connection.scalar(query)
        if content is None:
            raise _not_there()
        return _as_hashed(content, sha256)


def _as_hashed(content: bytes, sha256: str) -> bytes:
    """What was kept, if it is still what it was: a letter that a disk changed is damage."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreDamagedError(
            f"What came in as {sha256[:12]} is no longer what it was: the hub’s desk is damaged.",
            "Have the disk checked, and receive the file again on another computer.",
        )
    return bytes(content)


def _about(query: Select[Any], start: date | None, end: date | None) -> Select[Any]:
    """Only what is about a period that has a day in common with these."""
    own = tables.returned.c
    if start is not None:
        query = query.where(own.period_end >= start)
    return query if end is None else query.where(own.period_start <= end)


def _not_there() -> ReportNotFoundError:
    return ReportNotFoundError(
        "That is not among what was received.", "Look at the list of returns again."
    )


def _state(returned: Returned) -> str:
    """What a hit says of the report it is in, as the command line's JSON has it."""
    if returned.standing is not Standing.CURRENT:
        return str(returned.standing)
    return "returned" if returned.verified else "not_verified"


def _hit(match: Match, snapshot: Snapshot, state: str) -> Hit:
    hit = hit_in(snapshot.report, match, state=state, version=snapshot.version)
    return replace(hit, sha256=snapshot.sha256)
