"""How long backups are kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.store.ladder import surplus

NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)  # a Wednesday
moments = st.lists(
    st.timedeltas(timedelta(days=-60), timedelta(days=200)).map(lambda age: NOW - age), max_size=60
)


def ago(**ages: float) -> datetime:
    return NOW - timedelta(**ages)


def test_every_backup_of_the_last_two_days_is_kept() -> None:
    assert surplus([ago(minutes=30 * each) for each in range(96)], NOW) == set()


def test_of_each_of_fourteen_days_the_last_is_kept() -> None:
    every_six_hours = [ago(hours=6 * each + 1) for each in range(14 * 4 + 8)]

    kept = set(every_six_hours) - surplus(every_six_hours, NOW)

    assert {at.date() for at in kept if at < ago(days=3)} >= {
        ago(days=each).date() for each in range(4, 14)
    }
    of_one_day = [at for at in kept if at.date() == ago(days=5).date()]
    assert of_one_day == [max(at for at in every_six_hours if at.date() == ago(days=5).date())]


def test_of_each_of_eight_weeks_the_last_is_kept_and_nothing_older() -> None:
    daily = [ago(days=each) for each in range(100)]

    kept = sorted(set(daily) - surplus(daily, NOW))

    sundays = [at for at in kept if at < ago(days=14)]
    assert {at.isoweekday() for at in sundays} == {7}
    assert len({at.isocalendar()[:2] for at in kept}) == 8


def test_after_a_long_absence_the_backups_from_before_it_are_still_there() -> None:
    before = [ago(days=each) for each in range(300, 314)]

    assert surplus([NOW, *before], NOW) == {before[-1]}


def test_a_clock_that_jumps_ahead_empties_no_folder() -> None:
    made = [ago(days=each) for each in range(10)]
    ahead = NOW + timedelta(days=365 * 70)

    assert surplus([ahead, *made], ahead) == set()


def test_one_from_the_future_is_kept_because_a_clock_is_wrong() -> None:
    assert surplus([NOW + timedelta(days=900), NOW + timedelta(days=901)], NOW) == set()


@given(moments)
def test_thinning_again_removes_nothing_more(made: list[datetime]) -> None:
    kept = set(made) - surplus(made, NOW)

    assert surplus(kept, NOW) == set()
    assert not made or max(made) in kept


def test_older_than_the_limit_goes_but_not_what_was_made_at_that_very_moment() -> None:
    made = [NOW, ago(days=1), ago(days=5), ago(days=5, seconds=1)]

    assert surplus(made, NOW, ago(days=5)) == {made[-1]}


def test_two_days_and_not_a_moment_more_are_kept_whole() -> None:
    made = [NOW, ago(hours=47), ago(days=2), ago(days=2, seconds=1), ago(days=2, seconds=-1)]

    assert surplus(made, NOW) == {made[3]}
