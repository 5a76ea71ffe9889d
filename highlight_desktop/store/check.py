"""Knows what must be true of all reports together, and mends what can be mended without a doubt.

Mended is only what can be made again from what is whole. All else is told, and left as it is:
a report that is damaged is for a backup to bring back, not for a guess.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from highlight_desktop.store import chain, seals
from highlight_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    message: str
    """A whole sentence."""
    mended: bool
    """True when it has been put right; the next check does not find it."""


Progress = Callable[[str, int, int], object]
Looked = Iterator[Finding | None]
"""What a look finds; None for each thing that it has passed, so that it can be stopped there."""
_TOLD_EVERY = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked at and found."""

    reports: int
    submissions: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """True when nothing was found."""
        return not self.findings


def check(database: Database, progress: Progress) -> Checked:
    """Look at everything, and mend what is safe: all in one transaction, or nothing of it.

    `progress` is called with a step in words, how many are done, and of how many; what it
    raises ends the check, and nothing is mended then. Raises StoreError when the database
    cannot be read or written.
    """
    findings = []
    with database.transaction() as connection:
        for number, (step, look) in enumerate(_LOOKS):
            progress(step, number, len(_LOOKS))
            for seen, found in enumerate(look(connection)):
                if found is not None:
                    findings.append(found)
                elif seen % _TOLD_EVERY == 0:
                    progress(step, number, len(_LOOKS))
        reports, submissions = (
            _number(connection, f"SELECT count(*) FROM {table}")
            for table in ("report", "submission")
        )
    return Checked(reports, submissions, tuple(findings))


def unheard(_step: str, _done: int, _of: int) -> None:
    """The progress of a check that nobody watches."""


def _integrity(connection: Connection) -> Looked:
    said = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
    if said == ["ok"]:
        return
    # An index is made again from its table; what is wrong in the table itself is said again.
    connection.exec_driver_sql("REINDEX")
    still = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
    if still == ["ok"]:
        yield Finding("An index of the database was not whole.", mended=True)
    for each in still if still != ["ok"] else ():
        yield Finding(f"The database file is damaged: SQLite says “{each}”.", mended=False)


def _orphans(connection: Connection) -> Looked:
    """Rows of a report that is not there can never be seen again, so they go."""
    lost: dict[str, int] = {}
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        lost[table] = lost.get(table, 0) + 1
    for table, number in lost.items():
        if table not in _BELONGING:
            yield Finding(f"{_things(number, 'row')} of “{table}” lead nowhere.", mended=False)
            continue
        rowless = f"DELETE FROM {table} WHERE report_id NOT IN (SELECT id FROM report)"
        gone = connection.exec_driver_sql(rowless).rowcount
        yield Finding(
            f"{_things(number, 'row')} in “{table}” belonged to no report.", mended=gone >= number
        )


def _sealed(connection: Connection) -> Looked:
    ask = seals.asking(connection)
    for report_id in _ids(connection, "SELECT id FROM report"):
        yield None
        if not seals.is_whole(ask, report_id):
            yield Finding(f"The report {report_id[:8]} is not as it was last saved.", mended=False)
    unsealed = _ids(
        connection, "SELECT id FROM report WHERE id NOT IN (SELECT report_id FROM seal)"
    )
    for report_id in unsealed:
        seals.seal(connection, report_id)


def _snapshots(connection: Connection) -> Looked:
    query = "SELECT report_id, sha256, snapshot FROM submission"
    for report_id, sha256, content in connection.exec_driver_sql(query):
        yield None
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Finding(
                f"The submitted report {report_id[:8]} has not the hash it was recorded with.",
                mended=False,
            )


def _states(connection: Connection) -> Looked:
    for sentence, query in _RULES:
        for report_id in _ids(connection, query):
            yield Finding(sentence.format(report_id[:8]), mended=False)


def _linked(connection: Connection) -> Looked:
    kept = chain.links(connection)
    if number := chain.broken(kept):
        yield Finding(
            f"The chain of submissions is broken at {_things(number, 'link')}.", mended=False
        )
    query = "SELECT report_id, sha256 FROM submission"
    there = {row[0]: row[1] for row in connection.exec_driver_sql(query)}
    removed = _removed(connection)
    for link in kept:
        if link.report_id not in there:
            if (link.report_id, link.sha256) in removed:
                continue
            yield Finding(
                f"The submitted report {link.report_id[:8]} was recorded and is gone.", mended=False
            )
        elif there[link.report_id] != link.sha256:
            yield Finding(
                f"The submitted report {link.report_id[:8]} is not the one that was recorded.",
                mended=False,
            )
    missing = len(chain.unlinked(connection))
    if missing and kept:
        yield Finding(
            f"{_things(missing, 'submission')} had not been put into the chain.", mended=True
        )
    # Those of the time before there was a chain are no finding.
    chain.extend(connection)


def _removed(connection: Connection) -> set[tuple[str, str]]:
    """The submissions of which a tombstone is left: their links still hold the chain together."""
    query = "SELECT report_id, sha256 FROM tombstone"
    return {(row[0], row[1]) for row in connection.exec_driver_sql(query)}


def _ids(connection: Connection, query: str) -> list[str]:
    return [str(each) for each in connection.exec_driver_sql(query).scalars()]


def _number(connection: Connection, query: str) -> int:
    return int(connection.exec_driver_sql(query).scalar_one())


def _things(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


_BELONGING = ("header", "answer", "version", "version_place", "seal", "kept_longer")
_RULES = (
    (
        "The report {} is submitted, but what was submitted is not there.",
        "SELECT id FROM report WHERE state <> 'draft'"
        " AND id NOT IN (SELECT report_id FROM submission)",
    ),
    (
        "The report {} is a draft, but has a submission.",
        "SELECT id FROM report WHERE state = 'draft' AND id IN (SELECT report_id FROM submission)",
    ),
    (
        "The report {} counts as current although it has been corrected.",
        "SELECT old.id FROM report AS old JOIN report AS new ON new.supersedes = old.id"
        " WHERE old.state = 'submitted' AND new.state <> 'draft'",
    ),
    (
        "The report {} is not the version after the one it corrects.",
        "SELECT new.id FROM report AS new JOIN report AS old ON new.supersedes = old.id"
        " WHERE new.version <> old.version + 1",
    ),
)
_LOOKS: tuple[tuple[str, Callable[[Connection], Looked]], ...] = (
    ("The database file", _integrity),
    ("What belongs together", _orphans),
    ("Each report as it was last saved", _sealed),
    ("Each submission and its hash", _snapshots),
    ("Drafts, versions and corrections", _states),
    ("The chain of submissions", _linked),
)
