"""Knows what one director of the demonstration has written: a year of reports, and drafts.

Three of the reports were corrected, one is half written, one was just begun from the last, one was
brought in from a text file, and one lies in the bin.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from importlib.resources import as_file, files

from highlight_desktop import __version__, demonstrated
from highlight_desktop.demonstration import telling
from highlight_desktop.demonstration.council import Area, councils
from highlight_desktop.demonstration.telling import PERIODS, Occasion
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import take_in
from highlight_desktop.report import edition
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.carry import carry_over
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.reports import Store

_CORRECTED = ((0, 5), (0, 14), (1, 20))
"""The number of the service area and of the fortnight."""
_HALF_WRITTEN = (1, PERIODS - 1)
_EARLIER_REPORT = "parks-and-libraries.txt"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The fortnights of the year, which ends a few days ago, whenever that is."""

    today: date

    def days(self, number: int) -> tuple[date, date]:
        """The first and the last day of a fortnight, Monday to Sunday; PERIODS has just begun."""
        last = self.today - timedelta(days=4)
        last -= timedelta(days=(last.weekday() + 1) % 7)
        end = last - timedelta(days=14 * (PERIODS - 1 - number))
        return end - timedelta(days=13), end

    def occasion(self, area: Area, number: int) -> Occasion:
        """A service area in one of them."""
        return Occasion(area, number, *self.days(number))


def recipient() -> Recipient:
    """The hub that is not."""
    return Recipient(councils().hub, councils().hub_address)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(hour, minute), UTC)


def frozen(
    report: Report,
    moment: datetime,
    *,
    version: int = 1,
    supersedes: str | None = None,
    correction: str = "",
) -> Snapshot:
    """As it was handed in at a moment."""
    return freeze(
        report,
        submitted_at=moment,
        app_version=__version__,
        recipient=recipient(),
        version=version,
        supersedes=supersedes,
        correction=correction,
    )


def handed_in(calendar: Calendar) -> Iterator[Snapshot]:
    """What the director has handed in, in that order; the hub has it too."""
    for number in range(PERIODS):
        for area in councils().own:
            if (area.number, number) == _HALF_WRITTEN:
                continue
            on = calendar.occasion(area, number)
            moment = at(on.end + timedelta(days=1 + on.lot(2, "handed in")), 9 + on.lot(7, "hour"))
            first = frozen(telling.report(on), moment)
            yield first
            if (area.number, number) in _CORRECTED:
                yield correction(first, moment + timedelta(days=1, hours=2), number)


def correction(of: Snapshot, moment: datetime, which: int) -> Snapshot:
    """The next version of a report, with the reason for it."""
    reasons = councils().said["corrections"]
    identity = sha256(f"demonstration/correction/{of.report.id}".encode()).hexdigest()[:32]
    return frozen(
        replace(telling.corrected(of.report, which), id=identity),
        moment,
        version=of.version + 1,
        supersedes=of.report.id,
        correction=reasons[which % len(reasons)],
    )


def write(store: Store, calendar: Calendar, *, now: datetime) -> None:
    """Put all of it into an empty store. Raises StoreError."""
    last: Snapshot | None = None
    for last in handed_in(calendar):
        store.receive(last, now=last.submitted_at)
    _in_the_bin(store, calendar, now)
    _brought_in(store, now)
    if last is not None:
        _just_begun(store, calendar, last.report, now)
    _half_written(store, calendar, now)


def _half_written(store: Store, calendar: Calendar, now: datetime) -> None:
    """Some sections are done, some begun, and three have nothing yet; it is worked on last."""
    area, number = _HALF_WRITTEN
    whole = telling.report(calendar.occasion(councils().areas[area], number))
    report = replace(whole, answers={})
    store.create(report, now=at(now.date() - timedelta(days=2), 9, 30))
    for step, section in enumerate(whole.edition.sections[:-3]):
        answer = replace(whole.answer_to(section), completed=step % 2 == 0)
        report, _ = report.answer(section.id, answer)
        moment = at(now.date() - timedelta(days=1), 14) + timedelta(minutes=10 * step)
        store.save(report, [Place("section", section.id)], now=moment, after_break=True)


def _just_begun(store: Store, calendar: Calendar, last: Report, now: datetime) -> None:
    """With the text of the last one carried over, each paragraph to be confirmed."""
    begun = carry_over(
        last,
        edition.newest(),
        _identity("just begun"),
        typed_period=printed(*calendar.days(PERIODS)),
        section_ids=[each.id for each in last.edition.sections],
        usual_marking=demonstrated.MARKING,
    )
    moment = at(now.date() - timedelta(days=1), 11, 40)
    store.create(begun.report, now=moment, notes=begun.notes)


def _brought_in(store: Store, now: datetime) -> None:
    """An earlier report, from the text file that comes with the program."""
    with as_file(files("resources") / "demo" / _EARLIER_REPORT) as path, Quarantine() as quarantine:
        moment = at(now.date() - timedelta(days=6), 16, 5)
        take_in(store, quarantine, path, None, now=moment, marking=demonstrated.MARKING)


def _in_the_bin(store: Store, calendar: Calendar, now: datetime) -> None:
    """Begun twice by mistake, and deleted."""
    whole = telling.report(calendar.occasion(councils().areas[0], PERIODS - 2))
    report = replace(whole, id=_identity("begun twice"), answers={})
    store.create(report, now=now - timedelta(days=9))
    store.discard(report.id, now=now - timedelta(days=9))


def _identity(of: str) -> str:
    return sha256(f"demonstration/{of}".encode()).hexdigest()[:32]
