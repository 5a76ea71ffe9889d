"""Knows what the harness lets the hub's desk receive, and what may be found on it afterwards."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.desk import Arrival, Desk, Incoming, Verdict
from highlight_desktop.store.desk_place import DESK


def deliveries(reports: Sequence[Report], now: datetime) -> list[list[Incoming]]:
    """What comes in one after the other: returns, and later a correction and a file again."""
    first, *others = (_frozen(each, now) for each in reports)
    corrected = _frozen(replace(first.report, id="c" * 32), now, corrects=first.report.id)
    unread = _incoming("rota.xls", b"no report" * 900, None, now)
    returns = [_incoming(f"{each.sha256[:6]}.pdf", b"", each, now) for each in (first, *others)]
    later = now + timedelta(days=1)
    return [returns, [unread, _incoming("again.pdf", b"", corrected, later), returns[0]]]


def _frozen(report: Report, now: datetime, corrects: str | None = None) -> Snapshot:
    version, why = (2, "A figure was wrong") if corrects else (1, "")
    return freeze(
        report,
        submitted_at=now,
        app_version="1",
        recipient=Recipient("Hub", ""),
        version=version,
        supersedes=corrects,
        correction=why,
    )


def _incoming(name: str, content: bytes, snapshot: Snapshot | None, now: datetime) -> Incoming:
    content = content or b"%PDF " + (snapshot.content if snapshot else b"")
    verdict = Verdict.AS_SUBMITTED if snapshot else Verdict.UNREADABLE
    told = () if snapshot else ("It is no report.",)
    sha256 = hashlib.sha256(content).hexdigest()
    held = snapshot.sha256 if snapshot else None
    arrival = Arrival(sha256, name, "Returns", "", now, verdict, told, held, "pdf")
    return Incoming(arrival, content, snapshot)


def desk_facts(folder: Path) -> dict[str, str]:
    """All the hub could see. Raises StoreError, or AssertionError for what must never be seen."""
    path = folder / DESK.file_name
    if not (path.exists() or path.with_name(f"{path.name}.made").exists()):
        return {}
    found = {}
    with Desk.open(folder) as desk:
        with desk._place.transaction() as connection:
            ask = connection.exec_driver_sql
            if (said := ask("PRAGMA integrity_check").scalars().all()) != ["ok"]:
                raise AssertionError(f"integrity: {said}")
            if ask("PRAGMA foreign_key_check").first():
                raise AssertionError("rows that belong to nothing")
        for arrival in desk.arrivals():
            if hashlib.sha256(desk.content(arrival.sha256)).hexdigest() != arrival.sha256:
                raise AssertionError(f"an altered file: {arrival.name}")
            found[f"arrival {arrival.sha256}"] = repr(arrival)
        for returned in desk.returns():
            if desk.snapshot(returned.sha256).sha256 != returned.sha256:
                raise AssertionError(f"an altered return: {returned.sha256}")
            found[f"returned {returned.sha256}"] = repr(returned)
    return found
