"""Knows what came to the hub of the demonstration in its year, and everything that went wrong.

Most returns come in time. Some are late, corrected, altered, in conflict or missing, with a reason
or without; in the last fortnight there is one of each, because that is what one looks at first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from zipfile import ZipFile

from highlight_desktop.demonstration import telling, writing
from highlight_desktop.demonstration.council import Area, councils
from highlight_desktop.demonstration.telling import PERIODS, Occasion
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.hub.due import slots
from highlight_desktop.hub.examining import Examined, Examiner
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.outbox import documents, pdf, workbook
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Arrival, Desk, Incoming, Verdict
from highlight_desktop.store.expectations import Absence

DUE_DAYS = 2
"""After the end of a period, as the settings have it from the first."""
_LAST = PERIODS - 1
_ROLES_OF_THE_LAST = (
    *("", "", "late", "corrected", "in conflict", "altered", "no change", "excused"),
    *("as text", "in time", "in time", "as a workbook"),
)
"""By the number of the service area; the first two are the director's own."""
_ROLES: Mapping[int, str] = MappingProxyType(
    {0: "late", 1: "excused", 2: "corrected", 3: "no change", 4: "late", 5: "missing"}
    | {6: "altered", 7: "in conflict", 8: "as a workbook"}
)
_ONE_OF = 31
"""So many service areas and fortnights have each of these roles once; all others are in time."""


@dataclass(frozen=True, slots=True)
class _Post:
    """One file on its way to the hub."""

    name: str
    content: bytes = field(repr=False)
    at: datetime
    snapshot: Snapshot | None = None
    """The report in it, of a file that nobody has touched since it was made."""


def lay_out(desk: Desk, examiner: Examiner, calendar: Calendar, number: int) -> None:
    """Record what came for one fortnight but the director's own. Raises StoreError."""
    batch = list[Incoming]()
    for area in councils().areas[len(councils().own) :]:
        on = calendar.occasion(area, number)
        role = _ROLES_OF_THE_LAST[area.number] if number == _LAST else _role(on)
        for slot in slots(area.expected, _period(on), due_days=DUE_DAYS):
            in_it = replace(on, start=slot.start, end=slot.end)
            batch += [_recorded(examiner, each, area) for each in _WAYS[role](in_it)]
            if role == "excused":
                excuse = _excuse(in_it)
                desk.note_absence(excuse, now=writing.at(slot.due, 14))
    if number == _LAST:
        batch += [_recorded(examiner, each) for each in _strays(calendar)]
    desk.record_all(batch)


def lay_out_own(desk: Desk, snapshots: Iterable[Snapshot]) -> None:
    """Record what the director has handed in. Raises StoreError."""
    area = councils().own[0]
    posts = map(_as_pdf, snapshots)
    desk.record_all([_incoming(each, _untouched(each), area) for each in posts])


def _role(on: Occasion) -> str:
    return _ROLES.get((on.number * 12 + on.area.number * 5) % _ONE_OF, "in time")


def _period(on: Occasion) -> Period:
    return Period(printed(on.start, on.end), on.start, on.end)


def _excuse(on: Occasion) -> Absence:
    reasons = councils().said["absences"]
    reason = reasons[(on.number + on.area.number) % len(reasons)]
    return Absence(on.area.expected.service_key, on.start, on.end, reason)


# How a return comes


def _handed_in(on: Occasion, *, days: int = 1, only_no_change: bool = False) -> Snapshot:
    moment = writing.at(on.end + timedelta(days=days), 9 + on.lot(8, "hour"), on.lot(60, "minute"))
    return writing.frozen(telling.report(on, only_no_change=only_no_change), moment)


def _in_time(on: Occasion) -> Iterator[_Post]:
    yield _as_pdf(_handed_in(on, days=1 + on.lot(DUE_DAYS, "days")))


def _late(on: Occasion) -> Iterator[_Post]:
    later = 0 if on.number == _LAST else on.lot(6, "late")
    yield _as_pdf(_handed_in(on, days=DUE_DAYS + 1 + later))


def _without_change(on: Occasion) -> Iterator[_Post]:
    yield _as_pdf(_handed_in(on, only_no_change=True))


def _corrected(on: Occasion) -> Iterator[_Post]:
    first = _handed_in(on)
    yield _as_pdf(first)
    yield _as_pdf(writing.correction(first, first.submitted_at + timedelta(hours=26), on.number))


def _in_conflict(on: Occasion) -> Iterator[_Post]:
    """The same report, handed in twice from two computers, and not the same."""
    first = _handed_in(on)
    yield _as_pdf(first)
    other = telling.corrected(first.report, on.number)
    yield _as_pdf(writing.frozen(other, first.submitted_at + timedelta(hours=3)))


def _altered(on: Occasion) -> Iterator[_Post]:
    """Somebody has typed over a word in the workbook."""
    snapshot = _handed_in(on)
    name = documents.file_name(snapshot, documents.Kind.WORKBOOK)
    content = _retyped(workbook.render(snapshot), on.area.places)
    yield _Post(name, content, snapshot.submitted_at)


def _as_workbook(on: Occasion) -> Iterator[_Post]:
    snapshot = _handed_in(on)
    name = documents.file_name(snapshot, documents.Kind.WORKBOOK)
    yield _Post(name, workbook.render(snapshot), snapshot.submitted_at, snapshot)


def _as_text(on: Occasion) -> Iterator[_Post]:
    snapshot = _handed_in(on)
    content = as_text(snapshot.report).encode()
    yield _Post(f"DEMONSTRATION {on.area.name}.txt", content, snapshot.submitted_at)


def _not_at_all(_on: Occasion) -> Iterator[_Post]:
    yield from ()


_WAYS: Mapping[str, Callable[[Occasion], Iterator[_Post]]] = MappingProxyType(
    {
        "in time": _in_time,
        "late": _late,
        "no change": _without_change,
        "corrected": _corrected,
        "in conflict": _in_conflict,
        "altered": _altered,
        "as a workbook": _as_workbook,
        "as text": _as_text,
        "missing": _not_at_all,
        "excused": _not_at_all,
    }
)


def _strays(calendar: Calendar) -> Iterator[_Post]:
    """From nobody expected, and a scan in which there is no report."""
    on = calendar.occasion(councils().areas[3], _LAST)
    stray, _ = telling.report(on).fill_in(FieldId.SERVICE_AREAS, "Highways, Bridges and Ferries")
    identity = sha256(b"demonstration/stray").hexdigest()[:32]
    moment = writing.at(on.end + timedelta(days=2), 16, 20)
    yield _as_pdf(writing.frozen(replace(stray, id=identity), moment))
    yield _Post("Scan 0042.pdf", b"%PDF-1.4\nscanned, and cut short", moment)


def _retyped(content: bytes, places: Iterable[str]) -> bytes:
    """A workbook in whose cells the places have another name."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for part in old.infolist():
            read = old.read(part)
            if part.filename.startswith(("xl/worksheets/", "xl/sharedStrings")):
                for place in places:
                    read = read.replace(place.encode(), b"the other site")
            new.writestr(part, read)
    return target.getvalue()


# How it is recorded


def _as_pdf(snapshot: Snapshot) -> _Post:
    name = documents.file_name(snapshot, documents.Kind.PDF)
    return _Post(name, pdf.render(snapshot), snapshot.submitted_at, snapshot)


def _recorded(examiner: Examiner, post: _Post, area: Area | None = None) -> Incoming:
    if post.snapshot is not None:
        return _incoming(post, _untouched(post), area)
    try:
        examined = examiner.examine(arrive_as(post.name, post.content))
    except ImportRefusedError as error:
        examined = Examined(Verdict.UNREADABLE, "pdf", None, (str(error),))
    return _incoming(post, examined, area)


def _untouched(post: _Post) -> Examined:
    """What examining it would find; it is not done, because that takes ten times as long."""
    kind = "pdf" if post.name.endswith(".pdf") else "workbook"
    return Examined(Verdict.AS_SUBMITTED, kind, post.snapshot)


def _incoming(post: _Post, examined: Examined, area: Area | None) -> Incoming:
    sender = f"{area.expected.director} <{area.expected.address}>" if area else ""
    came = post.at + timedelta(minutes=25)
    snapshot = examined.snapshot
    arrival = Arrival(
        sha256(post.content).hexdigest(),
        post.name,
        f"E-mails of {printed(came.date(), came.date())}",
        sender,
        came,
        examined.verdict,
        examined.told,
        snapshot.sha256 if snapshot else None,
        examined.kind,
    )
    return Incoming(arrival, post.content, snapshot)
