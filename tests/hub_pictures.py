"""The hub's page and dialogs with 0, 1, 40 and 400 made-up service areas, for tests.pictures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from highlight_desktop.hub.expected_changes import changes
from highlight_desktop.hub.grid import Grid, up_to
from highlight_desktop.hub.pack import Packed
from highlight_desktop.hub.picture import Mark, Picture
from highlight_desktop.hub.receiving import Outcome, Receipt, Received
from highlight_desktop.hub.returns import Line, laid_out
from highlight_desktop.hub.selection import in_order, title_of
from highlight_desktop.report import period
from highlight_desktop.store.desk import Arrival, Returned, Standing, Verdict
from highlight_desktop.store.expectations import (
    Absence,
    Cadence,
    Council,
    Expected,
    Kept,
    service_key,
)
from ui.hub.changes_dialog import ChangesDialog
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.expected_dialog import ExpectedDialog
from ui.hub.line_dialog import LineDialog
from ui.hub.page import HubPage, View
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.received_dialog import ReceivedDialog

PERIOD = period.read("8 to 21 June 2026")
CAME_AT = datetime(2026, 6, 23, 9, 12, tzinfo=UTC)
COUNTS = (0, 1, 40, 400)
_PLACES = ("Ashby", "Brindle", "Cawley", "Denholm", "Eastmere", "Fenbridge", "Garth", "Holt")
_SERVICES = (
    "Libraries",
    "Parks and Play Areas",
    "Waste and Recycling",
    "Housing Options",
    "Registration and Bereavement Services, with the Coroner’s Office",
)


def expected(count: int) -> list[Expected]:
    """Service areas of a made-up council."""
    return [
        Expected(
            f"{_SERVICES[number % 5]}, {_PLACES[number // 5 % 8]} {number // 40 + 1}",
            ("Robin Hale", "Sam Whitlock, Interim Director of Place and Communities")[number % 2],
            f"area.{number}@council.example" if number % 6 else "",
            list(Council)[number % 3],
            Cadence.FORTNIGHTLY,
            date(2026, 1, 5) if number % 4 == 0 else None,
            date(2026, 5, 31) if number % 11 == 10 else None,
        )
        for number in range(count)
    ]


def returned(area: str, number: int, version: int = 1) -> Returned:
    """A report that was returned for the period."""
    late = timedelta(days=5) if number % 7 == 3 else timedelta()
    return Returned(
        sha256=f"{number:060x}{version:04x}",
        report_id=f"{number:028x}{version:04x}",
        version=version,
        supersedes=f"{number:028x}{version - 1:04x}" if version > 1 else None,
        edition_id="2021-01",
        service_areas=area,
        service_key=service_key(area),
        author="Robin Hale",
        period_start=PERIOD.start,
        period_end=PERIOD.end,
        marking="OFFICIAL",
        submitted_at=CAME_AT - timedelta(hours=2) + late,
        received_at=CAME_AT + late,
        verified=True,
        standing=Standing.CURRENT,
    )


@cache
def lines(count: int) -> list[Line]:
    """How it stands with them: of every state some."""
    areas = expected(count)
    found, arrivals = list[Returned](), list[Arrival]()
    for number, each in enumerate(areas):
        if number % 5 == 4 or number % 11 == 10:
            continue
        versions = [1, 2] if number % 9 == 5 else [1]
        new = [returned(each.service_area, number, version) for version in versions]
        if number % 13 == 7:
            new.append(replace(new[0], sha256=f"ff{number:062x}", report_id="f" * 32))
        found += new
        verdict = Verdict.ALTERED if number % 12 == 2 else Verdict.AS_SUBMITTED
        arrivals += [
            Arrival(one.sha256, "a.pdf", "", "", CAME_AT, verdict, (), one.sha256) for one in new
        ]
    if count:
        stranger = returned("Libraries, Ashby", 9_000)
        found.append(stranger)
        as_it_was = Verdict.AS_SUBMITTED
        sha256 = stranger.sha256
        arrivals.append(Arrival(sha256, "a.pdf", "", "", CAME_AT, as_it_was, (), sha256))
    absences = [
        Absence(
            each.service_key, PERIOD.start, PERIOD.end, "The whole team is on the election", CAME_AT
        )
        for each in areas[4:20:10]
    ]
    return laid_out(
        PERIOD,
        expected=areas,
        returns=found,
        arrivals=arrivals,
        absences=absences,
        today=date(2026, 6, 29),
        due_days=2,
    )


@cache
def grid(count: int, periods: int) -> Grid:
    """The same in several periods: each state once in a while."""
    shown, found = up_to(PERIOD, periods), dict[tuple[str, int], Line]()
    for number in range(periods):
        for place, line in enumerate(lines(count)):
            told = lines(count)[(place + number) % len(lines(count))]
            is_known = told.expected is not None and line.expected is not None
            if is_known or (line.expected is None and number % 2):
                own = replace(told, service_area=line.service_area, service_key=line.service_key)
                found[line.service_key, number] = own
    return Grid(shown, {each.service_key: each.service_area for each in lines(count)}, found)


def grid_page(count: int, periods: int) -> HubPage:
    """The page at its grid."""
    page = page_with(count, View.RETURNS)
    page.returns.choose_span(periods)
    page.returns.show_grid(grid(count, periods))
    page.go_on()
    return page


def received(count: int) -> tuple[Received, ...]:
    """What came in: of every outcome some."""
    outcomes = list(Outcome)
    told = (
        "Sections, row 24 (item 20, “Financial impact”): Text: was “Takings are £1,240”, is"
        " “Takings are £12,40”."
    )
    rows = []
    for number, each in enumerate(expected(count)):
        outcome = outcomes[number // 3 % 8] if number % 3 == 2 else Outcome.AS_SUBMITTED
        has_report = outcome not in (Outcome.UNREADABLE, Outcome.LEFT_OUT)
        rows.append(
            Received(
                f"highlight-report_area-{number}_2026-06-08_to_2026-06-21_v1.pdf",
                "/home/anna/Returns/June",
                f"Robin Hale <area.{number}@council.example>" if number % 2 else "",
                outcome,
                (told,) if outcome is Outcome.ALTERED else (),
                f"{number:064x}" if outcome is not Outcome.LEFT_OUT else "",
                None,
                returned(each.service_area, number) if has_report else None,
            )
        )
    return tuple(rows)


def picture_of(shown: list[Line]) -> Picture:
    """What they say, of every mark some."""
    topics = {each: title_of(each) for each in in_order() if each is not None} if shown else {}
    marks = {
        (topic, line.service_key): list(Mark)[(row * row + 3 * column) % 5]
        if not line.missing
        else Mark.MISSING
        for row, line in enumerate(shown)
        for column, topic in enumerate(topics)
    }
    return Picture(topics, tuple(shown), marks)


def page_with(count: int, view: View) -> HubPage:
    """The page at one of its views."""
    page = HubPage()
    page.period.show_period(PERIOD)
    if view is View.RECEIVE:
        page.receive.show_received(received(count))
    elif view is View.RETURNS:
        page.returns.show_lines(lines(count), PERIOD)
    elif view is View.SECTIONS:
        page.sections.show_picture(picture_of(lines(count)))
    elif view is View.EXPECTED:
        page.expected.show_expected(expected(count))
    page.show_desk()
    page.go_to(view)
    page.go_on()
    return page


def hub() -> Iterator[tuple[str, QWidget]]:
    """Every view with few and many, and what is said when there is nothing to show."""
    for view in View:
        for count in COUNTS if view is not View.PACK else (0,):
            yield f"hub-{view.name.lower()}-{count}", page_with(count, view)
    for count, periods in ((0, 6), (1, 3), (40, 6), (400, 26)):
        yield f"hub-grid-{count}", grid_page(count, periods)
    opening = HubPage()
    opening.show_opening()
    yield "hub-opening", opening
    refused = HubPage()
    refused.show_problem(
        "The shared desk, desk on db.council.example, does not answer.", "Try again in a while."
    )
    yield "hub-problem", refused
    damaged = HubPage()
    damaged.show_problem(
        "The database of the hub’s desk, “/home/anna/.local/share/highlight-desktop/desk.db”, is"
        " damaged: SQLite says “database disk image is malformed”.",
        "It was left as it is. Keep it, put a good copy in its place, and try again.",
        is_damage=True,
    )
    yield "hub-damaged", damaged
    told = page_with(40, View.RECEIVE)
    told.receive.tell(Receipt(received(40), (Path("/home/anna/Returns/June/late.pdf"),)))
    yield "hub-receive-told", told
    packed = page_with(40, View.PACK)
    folder = Path("/home/anna/Documents/Highlight reports")
    name = "highlight-pack_2026-06-08_to_2026-06-21_by-section"
    packed.pack.show_made(
        Packed(folder / f"{name}.pdf", folder / f"{name}.xlsx", 31, 9, 124, ("OFFICIAL",))
    )
    yield "hub-pack-made", packed
    bare = page_with(0, View.PACK)
    bare.pack.show_made(Packed(folder / f"{name}.pdf", folder / f"{name}.xlsx", 0, 9, 3, ()))
    yield "hub-pack-nothing", bare
    timeless = HubPage()
    timeless.show_desk()
    timeless.go_to(View.RETURNS)
    timeless.go_on()
    yield "hub-returns-no-period", timeless
    unread = page_with(0, View.RETURNS)
    line = unread.period.findChild(QLineEdit)
    assert line is not None
    line.setText("June to May")
    line.returnPressed.emit()
    yield "hub-returns-period-problem", unread


def hub_dialogs() -> Iterator[tuple[str, QWidget]]:
    """What is asked and told beside the page."""
    several = expected(3)
    yield "hub-add", ExpectedDialog(None, ())
    wrong = ExpectedDialog(several[0], {service_key("Parks")})
    wrong.show()
    wrong.go_to_last_day()
    for field in wrong.findChildren(QLineEdit):
        field.setText("Parks")
    wrong.accept()
    yield "hub-edit-problem", wrong
    for each in received(40):
        if each.outcome in (Outcome.ALTERED, Outcome.LEFT_OUT):
            yield f"hub-received-{each.outcome}", ReceivedDialog(each)
    for line in lines(40)[5:8]:
        yield f"hub-line-{line.state}", LineDialog(line, PERIOD)
    missing = [line for line in lines(40) if line.missing]
    yield "hub-reason", ReasonDialog(missing[0], PERIOD)
    at = CAME_AT + timedelta(days=1)
    moved = replace(several[0], director="Sam Whitlock", last_day=date(2026, 12, 31))
    first = Kept(several[0], CAME_AT, at)
    others = [Kept(each, CAME_AT, None) for each in several[1:]]
    yield "hub-changes", ChangesDialog(changes([first, *others, Kept(moved, at, None)]))
    yield "hub-changes-none", ChangesDialog(())
    drafts = [(each.service_area, each.address) for each in expected(40)]
    folder = Path("/home/anna/Documents/Highlight reports/chasers-2026-06-08-to-2026-06-21")
    yield "hub-chasers", ChasersDialog(folder, PERIOD, drafts)
