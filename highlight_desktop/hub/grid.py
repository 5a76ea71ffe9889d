"""Knows how it stands over several periods: which follow each other, and every service's line."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from highlight_desktop.hub.returns import Line, laid_out
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.following import period_before
from highlight_desktop.report.period import Period
from highlight_desktop.store.desk import Arrival, Desk, Returned


@dataclass(frozen=True, slots=True)
class Grid:
    """Service areas by periods."""

    periods: tuple[Period, ...]
    """The last one last."""
    areas: Mapping[str, str]
    """Names by service key: those expected in their order, then those that nobody expects."""
    lines: Mapping[tuple[str, int], Line]
    """By service key and the number of the period. One that nobody expects has none where
    nothing came from it."""

    def of(self, service_key: str) -> list[Line]:
        """The lines of a service area, by period."""
        found = (self.lines.get((service_key, number)) for number in range(len(self.periods)))
        return [line for line in found if line]


def up_to(last: Period, count: int) -> tuple[Period, ...]:
    """So many periods that follow each other, as long as the last one, which stands last."""
    found = [last]
    while len(found) < count:
        found.append(period_before(found[-1]))
    return tuple(reversed(found))


def of_periods(desk: Desk, periods: Sequence[Period], *, now: datetime, due_days: int) -> Grid:
    """How it stood in each of some periods, read at once. Raises StoreError."""
    days = min(each.start for each in periods), max(each.end for each in periods)
    expected, absences, returns = desk.expected(), desk.absences(*days), desk.returns(*days)
    arrivals = _by_report(desk.arrivals(*days))
    areas = {each.service_key: each.service_area for each in expected}
    lines = dict[tuple[str, int], Line]()
    for number, period in enumerate(periods):
        about = [
            each
            for each in returns
            if each.period_start <= period.end and each.period_end >= period.start
        ]
        for line in laid_out(
            period,
            expected=expected,
            returns=about,
            arrivals=(came for each in about for came in arrivals[each.sha256]),
            absences=absences,
            today=now.date(),
            due_days=due_days,
        ):
            lines[line.service_key, number] = line
    others = {line.service_key: line.service_area for line in lines.values()}
    unexpected = {key: others[key] for key in sorted(others.keys() - areas.keys())}
    return Grid(tuple(periods), areas | unexpected, lines)


def last_period(returns: Collection[Returned]) -> Period | None:
    """The last period that reports are about; None while there are none.

    That is one that two reports agree on, if any do: a single one may have a slip in its days.
    """
    areas = defaultdict[tuple[date, date], set[str]](set)
    for each in returns:
        areas[each.period_end, each.period_start].add(each.service_key)
    agreed = [days for days, agreeing in areas.items() if len(agreeing) > 1]
    if not areas:
        return None
    end, start = max(agreed or areas)
    return Period(printed(start, end), start, end)


def _by_report(arrivals: Iterable[Arrival]) -> Mapping[str, Sequence[Arrival]]:
    found = defaultdict[str, list[Arrival]](list)
    for each in arrivals:
        found[each.returned_sha256 or ""].append(each)
    return found
