"""Knows what must be true of all that the hub's desk received, in SQLite and in PostgreSQL.

Nothing is mended here: what came in was kept byte for byte, and nobody but its sender has it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Connection, func, select

from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store.check import Finding, Looked, Progress


@dataclass(frozen=True, slots=True)
class CheckedDesk:
    """What a check of the desk looked at and found."""

    files: int
    returns: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """True when nothing was found."""
        return not self.findings


def check(connection: Connection, progress: Progress) -> CheckedDesk:
    """Look at every file and return; `progress` as in `check.check`."""
    findings = []
    for number, (step, look) in enumerate(_LOOKS):
        for found in look(connection):
            progress(step, number, len(_LOOKS))
            findings += [found] if found is not None else []
    files, returns = (
        connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (tables.arrival, tables.returned)
    )
    return CheckedDesk(files, returns, tuple(findings))


def _integrity(connection: Connection) -> Looked:
    if connection.dialect.name != "sqlite":
        return
    for said in connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all():
        if said != "ok":
            yield _found(f"The hub’s desk is damaged: SQLite says “{said}”.")


def _arrivals(connection: Connection) -> Looked:
    own = tables.arrival.c
    for sha256 in _altered(connection, own.sha256, own.content):
        if sha256 is not None:
            name = connection.scalar(select(own.name).where(own.sha256 == sha256))
            yield _found(f"The file “{name}” is not as it came in.")
        else:
            yield None


def _returns(connection: Connection) -> Looked:
    own = tables.returned.c
    for sha256 in _altered(connection, own.sha256, own.snapshot):
        if sha256 is not None:
            row = connection.execute(
                select(own.service_areas, own.version).where(own.sha256 == sha256)
            ).one()
            yield _found(
                f"The return of “{row.service_areas}”, version {row.version}, has not the hash it"
                " was recorded with."
            )
        else:
            yield None


def _belonging(connection: Connection) -> Looked:
    own = tables.arrival.c
    known = select(tables.returned.c.sha256)
    lost = select(own.name).where(
        own.returned_sha256.is_not(None), own.returned_sha256.not_in(known)
    )
    for name in connection.scalars(lost).all():
        yield _found(f"The report that was in the file “{name}” is gone.")
    brought = select(own.returned_sha256).where(own.returned_sha256.is_not(None))
    without = select(tables.returned.c.service_areas).where(
        tables.returned.c.sha256.not_in(brought)
    )
    for areas in connection.scalars(without).all():
        yield _found(f"The file that brought the return of “{areas}” is gone.")


def _altered(
    connection: Connection, key: Column[str], content: Column[bytes]
) -> Iterator[str | None]:
    """The hashes of rows that no longer have them; None for each that has. One at a time."""
    for sha256 in connection.scalars(select(key).order_by(key)).all():
        kept = connection.scalar(select(content).where(key == sha256))
        # A text in its place has no hash at all.
        is_well = isinstance(kept, bytes) and hashlib.sha256(kept).hexdigest() == sha256
        yield None if is_well else sha256


def _found(message: str) -> Finding:
    return Finding(message, mended=False)


_LOOKS: tuple[tuple[str, Callable[[Connection], Looked]], ...] = (
    ("The desk’s file", _integrity),
    ("Each file that came in and its hash", _arrivals),
    ("Each return and its hash", _returns),
    ("What belongs together on the desk", _belonging),
)
