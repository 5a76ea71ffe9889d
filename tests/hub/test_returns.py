"""Who returned what: whom a return is from, when it is due, and how it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.hub.areas import Naming, named, nearest
from highlight_desktop.hub.due import slots
from highlight_desktop.hub.picture import Mark, picture
from highlight_desktop.hub.returns import Line, State, belongs, laid_out, telling_removed
from highlight_desktop.report.edition import FieldId, Topic
from highlight_desktop.report.period import Period
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Arrival, Returned, Standing, Verdict
from highlight_desktop.store.desk_retention import Removed
from highlight_desktop.store.expectations import Absence, Cadence, Expected, service_key
from tests.hub.year import frozen, written

PERIOD = Period("", date(2020, 6, 8), date(2020, 6, 21))
DUE = date(2020, 6, 23)
TODAY = date(2020, 6, 26)
KEYS = ("libraries", "libraries and archives", "archives", "parks", "waste, north", "highways")


def returned(
    area: str = "Libraries",
    start: date = PERIOD.start,
    end: date = PERIOD.end,
    *,
    number: int = 1,
    **values: object,
) -> Returned:
    plain = Returned(
        sha256=f"{number:064}",
        report_id=f"{number:032}",
        version=1,
        supersedes=None,
        edition_id="2021-01",
        service_areas=area,
        service_key=service_key(area),
        author="A. Head",
        period_start=start,
        period_end=end,
        marking="",
        submitted_at=datetime(2020, 6, 22, 9, tzinfo=UTC),
        received_at=datetime(2020, 6, 25, 9, tzinfo=UTC),
        verified=True,
        standing=Standing.CURRENT,
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def came(of: Returned, verdict: Verdict = Verdict.AS_SUBMITTED) -> Arrival:
    return Arrival(of.sha256, "r.pdf", "", "", of.received_at, verdict, (), of.sha256, "pdf")


def lines_of(
    *returns: Returned,
    expected: tuple[Expected, ...] = (Expected("Libraries"),),
    arrivals: tuple[Arrival, ...] | None = None,
    absences: tuple[Absence, ...] = (),
    period: Period = PERIOD,
    today: date = TODAY,
) -> list[Line]:
    return laid_out(
        period,
        expected=expected,
        returns=returns,
        arrivals=map(came, returns) if arrivals is None else arrivals,
        absences=absences,
        today=today,
        due_days=2,
    )


def line_of(*returns: Returned, **values: object) -> Line:
    (line,) = lines_of(*returns, **values)  # type: ignore[arg-type]
    return line


def test_a_return_in_time_is_received() -> None:
    one = returned()

    line = line_of(one)

    assert (line.state, line.days_late, line.latest) == (State.RECEIVED, 0, (one,))
    assert line.is_well
    assert line.told == ()


@pytest.mark.parametrize(
    ("submitted", "state", "days_late"),
    [
        (datetime(2020, 6, 23, 23, 59, tzinfo=UTC), State.RECEIVED, 0),
        (datetime(2020, 6, 24, 0, 0, tzinfo=UTC), State.LATE, 1),
        (datetime(2020, 7, 23, 9, 0, tzinfo=UTC), State.LATE, 30),
    ],
)
def test_a_report_is_late_from_the_day_after_it_is_due(
    submitted: datetime, state: State, days_late: int
) -> None:
    line = line_of(returned(submitted_at=submitted))

    assert (line.state, line.days_late) == (state, days_late)


@pytest.mark.parametrize(("today", "days_late"), [(DUE, 0), (TODAY, 3)])
def test_what_did_not_come_is_missing_and_late_once_it_was_due(today: date, days_late: int) -> None:
    line = line_of(today=today)

    assert (line.state, line.days_late) == (State.MISSING, days_late)
    assert [each.due for each in line.missing] == [DUE]
    assert not line.is_well


def test_a_missing_report_has_the_reason_that_was_noted() -> None:
    absence = Absence("libraries", PERIOD.start, PERIOD.end, "Closed for repairs")

    assert line_of(absences=(absence,)).reason == "Closed for repairs"
    assert line_of(returned(), absences=(absence,)).reason == ""


def test_a_correction_makes_a_return_corrected_and_no_later() -> None:
    first = returned()
    second = returned(
        number=2,
        version=2,
        supersedes=first.report_id,
        submitted_at=first.submitted_at + timedelta(days=20),
    )

    line = line_of(first, second)

    assert (line.state, line.days_late, line.latest) == (State.CORRECTED, 0, (second,))


def test_two_reports_on_the_same_days_are_a_conflict_that_is_told() -> None:
    line = line_of(returned(), returned(number=2))

    assert line.state is State.CONFLICT
    assert line.told[0].startswith(
        "These 2 differ: version 1 by A. Head (00000000), content 00000000;"
    )


def test_a_conflict_that_a_correction_settled_is_none() -> None:
    first = returned()
    rival = replace(first, sha256="9" * 64)
    second = returned(number=2, version=2, supersedes=first.report_id)

    assert line_of(first, rival).state is State.CONFLICT
    assert line_of(first, rival, second).state is State.CORRECTED


def test_a_return_is_altered_when_none_of_its_files_is_whole() -> None:
    one = returned()
    altered = replace(came(one, Verdict.ALTERED), sha256="8" * 64)

    assert line_of(one, arrivals=(altered,)).state is State.ALTERED
    assert line_of(one, arrivals=(altered, came(one))).state is State.RECEIVED


def test_of_an_earlier_report_it_is_not_known_whether_it_came_late() -> None:
    line = line_of(returned(verified=False, submitted_at=datetime(2021, 1, 1, tzinfo=UTC)))

    assert (line.state, line.days_late) == (State.RECEIVED, None)
    assert "not verified" in line.told[0]


def test_a_return_from_nobody_expected_is_told_with_the_name_most_like_it() -> None:
    library, stranger = lines_of(returned("Librarys"))

    assert library.state is State.MISSING
    assert (stranger.service_area, stranger.state) == ("Librarys", State.UNEXPECTED)
    assert stranger.told == ("Perhaps “Libraries” is meant; nothing was taken for it.",)


def test_what_is_wrong_with_a_return_that_nobody_expects_is_not_hidden_by_that() -> None:
    altered = returned("Music")
    rivals = [returned("Music", number=number) for number in (2, 3)]

    *_, one = lines_of(altered, arrivals=[came(altered, Verdict.ALTERED)])
    *_, other = lines_of(*rivals)

    assert (one.state, one.is_well, one.expected) == (State.ALTERED, False, None)
    assert (other.state, other.is_well, other.expected) == (State.CONFLICT, False, None)
    assert one.told[0] == other.told[0] == "It came from nobody expected."


def test_two_of_the_same_version_of_the_same_report_are_told_apart() -> None:
    rivals = [returned(sha256=f"{n}" * 64, standing=Standing.CONFLICT) for n in (1, 2)]

    told = line_of(*rivals).told[0]

    assert "content 11111111; " in told
    assert told.endswith("content 22222222.")


def test_a_return_that_names_several_service_areas_stands_in_the_line_of_each() -> None:
    both = Expected("Libraries and Archives"), Expected("Parks")
    one = returned("Parks; libraries & archives")

    lines = lines_of(one, expected=both)

    assert [line.reports for line in lines] == [(one,), (one,)]
    assert [line.state for line in lines] == [State.RECEIVED] * 2
    assert "names several service areas" in lines[0].told[0]


@pytest.mark.parametrize(
    ("typed", "expected", "others"),
    [
        ("PARKS", ["parks"], []),
        ("Libraries and Archives", ["libraries and archives"], []),
        ("Libraries & Archives; Parks", ["libraries and archives", "parks"], []),
        ("Parks, Highways", ["parks", "highways"], []),
        ("Parks and Highways", ["parks", "highways"], []),
        ("Waste, North / Parks", ["waste, north", "parks"], []),
        ("Parks and Recreation", [], ["Parks and Recreation"]),
        ("Parks; Recreation", ["parks"], ["Recreation"]),
        ("Parks, Recreation", [], ["Parks, Recreation"]),
        ("Park", [], ["Park"]),
        ("", [], [""]),
        ("; ;", [], ["; ;"]),
    ],
)
def test_whom_a_return_is_from_is_never_guessed(
    typed: str, expected: list[str], others: list[str]
) -> None:
    assert named(typed, KEYS) == Naming(tuple(expected), tuple(others))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_name_is_either_expected_or_not(typed: str) -> None:
    naming = named(typed, KEYS)

    assert naming.expected or naming.others
    assert set(naming.expected) <= set(KEYS)
    nearest(typed, KEYS)


def test_a_thousand_marks_in_a_name_take_no_time() -> None:
    assert named("parks and " * 1000, KEYS).expected == ()


@pytest.mark.parametrize(
    ("start", "end", "is_about"),
    [
        (date(2020, 6, 8), date(2020, 6, 20), True),
        (date(2020, 6, 7), date(2020, 6, 21), True),
        (date(2020, 6, 15), date(2020, 6, 21), True),
        (date(2020, 6, 9), date(2020, 6, 22), True),
        (date(2020, 5, 25), date(2020, 6, 8), False),
        (date(2020, 6, 22), date(2020, 7, 5), False),
        (date(2020, 6, 1), date(2020, 6, 30), False),
        (date(2020, 5, 18), date(2020, 6, 17), True),
    ],
)
def test_a_report_is_about_the_period_of_its_middle_day_or_a_long_one_of_its_last(
    start: date, end: date, is_about: bool
) -> None:
    assert belongs(returned(start=start, end=end), PERIOD) is is_about


@settings(max_examples=100, deadline=None)
@given(offset=st.integers(-40, 40), days=st.integers(1, 60))
def test_a_report_is_about_exactly_one_of_periods_that_follow_each_other(
    offset: int, days: int
) -> None:
    start = PERIOD.start + timedelta(days=offset)
    report = returned(start=start, end=start + timedelta(days=days - 1))
    fortnights = [
        Period("", PERIOD.start + timedelta(days=14 * n), PERIOD.end + timedelta(days=14 * n))
        for n in range(-10, 10)
    ]

    assert sum(belongs(report, each) for each in fortnights) == 1


def days_of(expected: Expected, period: Period = PERIOD) -> list[tuple[str, str, str]]:
    found = slots(expected, period, due_days=2)
    return [(f"{s.start:%d/%m}", f"{s.end:%d/%m}", f"{s.due:%d/%m}") for s in found]


def test_a_cadence_falls_into_a_period_as_it_is_described() -> None:
    june = Period("", date(2020, 6, 1), date(2020, 6, 30))
    end_of_june = Period("", date(2020, 6, 22), date(2020, 7, 5))
    weekly, fortnightly, monthly = (Expected("A", cadence=each) for each in Cadence)

    assert days_of(fortnightly) == [("08/06", "21/06", "23/06")]
    assert days_of(weekly) == [("08/06", "14/06", "16/06"), ("15/06", "21/06", "23/06")]
    assert days_of(monthly) == []
    assert days_of(monthly, end_of_june) == [("01/06", "30/06", "02/07")]
    assert [each[1] for each in days_of(fortnightly, june)] == ["14/06", "30/06"]
    assert days_of(monthly, june) == [("01/06", "30/06", "02/07")]


def test_in_weekly_periods_a_fortnightly_report_is_expected_every_other_time() -> None:
    weeks = [
        Period("", PERIOD.start + timedelta(days=7 * n), PERIOD.start + timedelta(days=7 * n + 6))
        for n in range(4)
    ]
    anchored = Expected("A", first_day=PERIOD.start)

    assert [len(days_of(anchored, week)) for week in weeks] == [0, 1, 0, 1]
    assert days_of(anchored, weeks[1]) == [("08/06", "21/06", "23/06")]
    assert [len(days_of(Expected("A"), week)) for week in weeks] == [1] * 4


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        (date(2020, 6, 21), None, 1),
        (date(2020, 6, 22), None, 0),
        (None, date(2020, 6, 8), 1),
        (None, date(2020, 6, 7), 0),
    ],
)
def test_nothing_is_expected_before_the_first_day_and_after_the_last(
    first: date | None, last: date | None, number: int
) -> None:
    assert len(days_of(Expected("A", first_day=first, last_day=last))) == number


def test_where_nothing_is_expected_nothing_is_missing_and_what_comes_is_told() -> None:
    monthly = (Expected("Libraries", cadence=Cadence.MONTHLY),)

    assert line_of(expected=monthly).state is State.NOT_EXPECTED
    line = line_of(returned(), expected=monthly)
    assert (line.state, line.told) == (State.RECEIVED, ("It was not expected this time.",))


def test_of_two_weekly_reports_one_may_be_missing() -> None:
    weekly = (Expected("Libraries", cadence=Cadence.WEEKLY),)
    first = returned(end=date(2020, 6, 14), submitted_at=datetime(2020, 6, 15, tzinfo=UTC))
    second = returned(start=date(2020, 6, 15), number=2)

    half = line_of(first, expected=weekly)
    assert (half.state, half.days_late) == (State.MISSING, 3)
    assert half.told == ("Nothing came for 15 to 21 June 2020.",)
    assert line_of(first, second, expected=weekly).state is State.RECEIVED
    assert line_of(returned(), expected=weekly).state is State.LATE


def test_the_picture_has_a_mark_for_each_topic_of_each_service_area() -> None:
    snapshots: dict[str, Snapshot] = {}
    returns = []
    for area, form in (("Libraries", "2020-05"), ("Parks", "2021-01")):
        snapshot = frozen(written(area, PERIOD.start, PERIOD.end, form), PERIOD.end)
        snapshots[snapshot.sha256] = snapshot
        of = snapshot.report
        assert of.typed(FieldId.SERVICE_AREAS) == area
        returns.append(returned(area, sha256=snapshot.sha256, report_id=of.id))
    names = ("Libraries", "Parks", "Waste", "Museums")
    expected = tuple(
        Expected(name, cadence=Cadence.MONTHLY if name == "Museums" else Cadence.FORTNIGHTLY)
        for name in names
    )

    shown = picture(lines_of(*returns, expected=expected), snapshots.__getitem__)

    assert len(shown.marks) == len(shown.topics) * len(names)
    assert shown.topics[Topic.RISKS] == "Risks / challenges"
    assert list(shown.topics) == [topic for topic in Topic if topic in shown.topics]
    assert shown.marks[Topic.RISKS, "libraries"] is Mark.ANSWERED
    assert shown.marks[Topic.RISKS, "parks"] is Mark.NOT_ASKED
    assert {shown.marks[topic, "waste"] for topic in shown.topics} == {Mark.MISSING}
    assert {shown.marks[topic, "museums"] for topic in shown.topics} == {Mark.NOT_ASKED}
    assert Mark.NO_CHANGE in {shown.marks[topic, "parks"] for topic in shown.topics}


def test_where_a_return_was_removed_for_good_it_is_not_as_if_none_had_come() -> None:
    expected = tuple(map(Expected, ("Libraries", "Archives", "Parks")))
    gone = Removed(
        "f" * 64, "f" * 32, "libraries, archives", 1, PERIOD.start, PERIOD.end,
        datetime(2022, 6, 27, 9, tzinfo=UTC), "returned, 24 months",
    )  # fmt: skip
    file = Removed("e" * 64, "", "", None, None, None, gone.removed_at, "unread, 24 months")
    told = [line.told for line in telling_removed(lines_of(expected=expected), [gone, file])]
    said = ("What came was removed for good on 27 June 2022, as its time was over.",)
    assert told == [said, said, ()]
