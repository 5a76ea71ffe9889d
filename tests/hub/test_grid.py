"""Several periods side by side, and which period is collected."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from highlight_desktop.hub import grid, returns
from highlight_desktop.hub.grid import last_period, of_periods, up_to
from highlight_desktop.hub.returns import State
from highlight_desktop.report import period
from highlight_desktop.store.desk import Desk, Verdict
from highlight_desktop.store.expectations import Absence, Cadence, Expected
from tests.hub import desks
from tests.hub.desks import NOW, corrected, frozen, receive, report

DUE_DAYS = 2
FORTNIGHTS = up_to(period.read(desks.period(3)), 3)


def filled(desk: Desk) -> None:
    """Libraries in time, corrected, then not; Parks monthly; Music, whom nobody expects."""
    desk.expect([Expected("Libraries"), Expected("Parks", cadence=Cadence.MONTHLY)], now=NOW)
    for number in (1, 2):
        receive(desk, frozen(report(number, areas="Libraries", fortnight=number)))
    receive(desk, corrected(report(2, areas="Libraries", fortnight=2)))
    receive(desk, frozen(report(5, areas="Music", fortnight=3)))
    start, end = desks.days(3)
    desk.note_absence(Absence("libraries", start, end, "All are ill"), now=NOW)


def test_the_grid_says_of_each_period_what_is_said_of_it_alone(desk: Desk) -> None:
    filled(desk)
    later = NOW + timedelta(days=60)

    found = of_periods(desk, FORTNIGHTS, now=later, due_days=DUE_DAYS)

    assert found.periods == FORTNIGHTS
    assert found.areas == {"libraries": "Libraries", "parks": "Parks", "music": "Music"}
    for number, each in enumerate(FORTNIGHTS):
        alone = returns.of_period(desk, each, now=later, due_days=DUE_DAYS)
        assert alone == [line for (_, at), line in found.lines.items() if at == number]
    assert [found.lines["libraries", number].state for number in range(3)] == [
        State.RECEIVED,
        State.CORRECTED,
        State.MISSING,
    ]
    assert [found.lines["parks", number].state for number in range(3)] == [
        State.MISSING,
        State.NOT_EXPECTED,
        State.MISSING,
    ]
    assert [key for key in found.lines if key[0] == "music"] == [("music", 2)]


def test_a_file_that_came_altered_is_so_in_the_grid_too(desk: Desk) -> None:
    receive(desk, frozen(report(1, areas="Libraries", fortnight=3)), Verdict.ALTERED)

    found = of_periods(desk, FORTNIGHTS, now=NOW, due_days=DUE_DAYS)

    assert found.lines["libraries", 2].state is State.ALTERED


def test_a_desk_is_asked_four_times_however_many_periods_there_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    for name in ("expected", "absences", "returns", "arrivals"):
        real = getattr(Desk, name)

        def ask(*args: object, _real: object = real, _name: str = name) -> object:
            asked.append(_name)
            return _real(*args)  # type: ignore[operator]

        monkeypatch.setattr(Desk, name, ask)

    of_periods(desk, up_to(FORTNIGHTS[-1], 26), now=NOW, due_days=DUE_DAYS)

    assert sorted(asked) == ["absences", "arrivals", "expected", "returns"]


def test_before_it_is_due_a_report_is_awaited_unless_somebody_said_why_not(desk: Desk) -> None:
    desk.expect([Expected("Libraries")], now=NOW)
    start, end = desks.days(0)
    now = datetime(end.year, end.month, end.day, tzinfo=UTC) + timedelta(days=DUE_DAYS)
    this = period.read(desks.period(0))

    def line(at: datetime) -> returns.Line:
        [only] = returns.of_period(desk, this, now=at, due_days=DUE_DAYS)
        return only

    assert line(now).is_awaited
    assert not line(now + timedelta(days=1)).is_awaited
    desk.note_absence(Absence("libraries", start, end, "All are ill"), now=now)
    assert not line(now).is_awaited
    assert line(now).absence is not None
    assert line(now).absence.noted_at == now  # type: ignore[union-attr]


def test_months_follow_each_other_as_months() -> None:
    labels = [each.label for each in up_to(period.read("March 2021"), 3)]
    assert labels == ["1 to 31 January 2021", "1 to 28 February 2021", "1 to 31 March 2021"]


def test_a_slip_in_the_days_of_one_return_turns_nobody_to_another_period(desk: Desk) -> None:
    assert last_period(desk.returns()) is None
    receive(desk, frozen(report(1, areas="Libraries", fortnight=2)))
    assert last_period(desk.returns()) == grid.up_to(FORTNIGHTS[-1], 2)[0]
    receive(desk, frozen(report(2, areas="Parks", fortnight=2)))
    slip = replace(desk.returns()[0], period_end=date(2029, 6, 21), service_key="waste")
    found = last_period([*desk.returns(), slip])
    assert found is not None
    assert (found.start, found.end) == desks.days(2)
