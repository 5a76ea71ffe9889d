"""Knows what the harness lets the hub's desk receive, and what may be found on it afterwards."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from highlight_desktop.errors import (
    HighlightError,
    ReportNotFoundError,
    StoreDamagedError,
    StoreError,
)
from highlight_desktop.report.passages import passages
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.desk import Arrival, Desk, Incoming, Verdict
from highlight_desktop.store.desk_place import DESK


def deliveries(reports: Sequence[Report], now: datetime) -> list[list[Incoming]]:
    """What comes in one after the other: returns, and later a correction and a file again."""
    first, *others = (frozen(each, now) for each in reports)
    corrected = frozen(replace(first.report, id="c" * 32), now, corrects=first.report.id)
    unread = _incoming("rota.xls", b"no report" * 900, None, now)
    returns = [_incoming(f"{each.sha256[:6]}.pdf", b"", each, now) for each in (first, *others)]
    later = now + timedelta(days=1)
    return [returns, [unread, _incoming("again.pdf", b"", corrected, later), returns[0]]]


def frozen(report: Report, now: datetime, corrects: str | None = None) -> Snapshot:
    """A report as it was submitted; of a correction, which one it corrects."""
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


Known = dict[str, set[str]]
"""What the desk may show: by what it is of, all it was at any time."""


def known(folder: Path) -> Known:
    """All that is on a desk that was closed."""
    with Desk.open(folder) as desk:
        return {
            "files": {each.sha256 for each in desk.arrivals()},
            "returns": {each.sha256 for each in desk.returns()},
            "texts": {
                words(passage.text)
                for each in desk.returns()
                for passage in passages(desk.snapshot(each.sha256).report)
            },
        }


def words(text: str) -> str:
    """A text or an excerpt of it, however its lines were broken."""
    return " ".join(text.strip(" …").split())


def tried(folder: Path, there: Known) -> tuple[str, str]:
    """Open a desk whose file was damaged: what came of it, and what is wrong with that."""
    before = {path: path.read_bytes() for path in folder.glob(f"{DESK.file_name}*")}
    try:
        desk = Desk.open(folder)
    except HighlightError as refused:
        if not isinstance(refused, StoreError) or not refused.remedy:
            return "refused", f"no sentence: {refused!r}"
        if any(path.read_bytes() != content for path, content in before.items()):
            return "refused", "the damaged file was changed"
        return "refused", ""
    except Exception as error:
        return "crashed", repr(error)[:200]
    with desk:
        return _read(desk, there)


def _read(desk: Desk, there: Known) -> tuple[str, str]:
    """Read all of it: no byte may be wrong without being told, and nothing be missing."""
    try:
        files, returns = desk.arrivals(), desk.returns()
        if not files:
            return "opened", "opened silently empty"
        if len(files) < len(there["files"]) or len(returns) < len(there["returns"]):
            return "opened", "silently without what came"
        for file in files:
            if hashlib.sha256(desk.content(file.sha256)).hexdigest() != file.sha256:
                return "opened", f"an altered file: {file.name}"
        for each in returns:
            if desk.snapshot(each.sha256).sha256 != each.sha256:
                return "opened", f"an altered return: {each.sha256}"
        for hit in desk.search("talking books").best:
            if not any(words(hit.excerpt.text) in each for each in there["texts"]):
                return "opened", f"found a wrong text: {hit.excerpt.text!r}"
    except (StoreDamagedError, ReportNotFoundError):
        return "told when read", ""
    except StoreError as error:
        return "opened", f"not told for damage: {error}"
    except Exception as error:
        return "opened", repr(error)[:200]
    return "opened", ""
