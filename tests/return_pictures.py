"""A return that is open, its versions and its way through the periods, for tests.pictures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from highlight_desktop.hub.reading import Reading
from highlight_desktop.hub.through_periods import Told
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.report import Answer, Place
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Arrival, Returned, Standing, Verdict
from highlight_desktop.store.expectations import service_key
from tests.hub import desks
from ui.acts.comparing_returns import told as compared
from ui.acts.desk_periods import shown_of
from ui.dialogs.desk_password_dialog import DeskPasswordDialog
from ui.editor.page import EditorPage
from ui.editor.timeline_dialog import TimelineDialog
from ui.hub.return_dialog import ReturnDialog
from ui.hub.return_strip import ReturnStrip
from ui.hub.return_words import version_in_words
from ui.hub.versions_dialog import VersionsDialog
from ui.opening_returns import before_of, opened_as

_AREAS = "Registration and Bereavement Services, with the Coroner’s Office, Ashby and Denholm 1"
_CAME = datetime(2020, 6, 23, 9, 12, tzinfo=UTC)
_DIFFERENCES = (
    "Page 2, line 14: was “Takings are £1,240”, is “Takings are £12,40”.",
    "Page 3: a line was added: “Two posts are frozen until the autumn.”",
    "A comment was added; it is no part of the report.",
)


def _returned(snapshot: Snapshot, *, verified: bool = True) -> Returned:
    report = snapshot.report
    return Returned(
        sha256=snapshot.sha256,
        report_id=report.id,
        version=snapshot.version,
        supersedes=snapshot.supersedes,
        edition_id=report.edition.id,
        service_areas=_AREAS,
        service_key=service_key(_AREAS),
        author="Robin Hale",
        period_start=snapshot.period.start,
        period_end=snapshot.period.end,
        marking="OFFICIAL",
        submitted_at=snapshot.submitted_at,
        received_at=_CAME,
        verified=verified,
        standing=Standing.CURRENT,
    )


def _arrival(name: str, verdict: Verdict, *told: str) -> Arrival:
    sender = "Robin Hale <robin.hale@registration.council.example>"
    source = "/home/anna/Returns/June 2020/Friday.eml"
    return Arrival("7" * 64, name, source, sender, _CAME, verdict, told, None, "pdf")


def reading(verdict: Verdict, *, files: int = 1, corrected: bool = False) -> Reading:
    """A return that came as this verdict says."""
    made = desks.report(11, areas=_AREAS)
    first = desks.frozen(made)
    later = desks.corrected(made, "The takings of two weeks were swapped")
    snapshot = later if corrected else first
    told = _DIFFERENCES if verdict is Verdict.ALTERED else ()
    name = "highlight-report_registration-and-bereavement_2020-06-08_to_2020-06-21_v1_0f3c.pdf"
    before = desks.frozen(desks.report(11, areas=_AREAS, fortnight=-1))
    old = replace(_returned(first), standing=Standing.SUPERSEDED)
    return Reading(
        _returned(snapshot, verified=verdict is not Verdict.NOT_VERIFIED),
        snapshot,
        tuple(_arrival(name, verdict, *told) for _ in range(files)),
        (old,) if corrected else (),
        Told(_returned(before), before.report),
    )


def _page(shown: Reading, back: str = "&Back") -> EditorPage:
    page = EditorPage(opened_as(shown))
    strip = ReturnStrip(shown, back)
    page.put_above(strip)
    page.resized.connect(strip.fit)
    page.show_last_period(before_of(shown))
    page.go_to(Place("section", "recovery"))
    return page


def returns() -> Iterator[tuple[str, QWidget]]:
    """A return of each verdict, the last a correction, and all that is told of it."""
    yield "return-as-submitted", _page(reading(Verdict.AS_SUBMITTED, corrected=True))
    altered = reading(Verdict.ALTERED, files=2)
    yield "return-altered", _page(altered, "&Back to the search")
    yield "return-not-verified", _page(reading(Verdict.NOT_VERIFIED))
    yield "return-details", ReturnDialog(altered)
    yield "return-versions", _versions()
    yield "return-periods", _periods()
    desk = "hub@db.council.example/desk"
    yield "desk-password", DeskPasswordDialog(desk, "")
    no_keyring = "this computer has no keyring that the program can use"
    yield "desk-password-refused", DeskPasswordDialog(desk, no_keyring, refused=True)


def _versions() -> VersionsDialog:
    shown = reading(Verdict.AS_SUBMITTED, corrected=True)
    [other] = shown.others
    dialog = VersionsDialog(shown.returned, shown.others)
    dialog.begin()
    before, _ = shown.report.write("activity", desks.prose(5, 2))
    names = version_in_words(other), version_in_words(shown.returned)
    dialog.show_comparison(other.sha256, names, compared(before, shown.report))
    return dialog


def _periods() -> TimelineDialog:
    found = []
    for number in range(6):
        made = desks.report(number, areas=_AREAS, fortnight=number)
        made, _ = made.write("activity", desks.prose(number // 2, 2 + number % 2))
        if number == 3:
            made, _ = made.answer("activity", Answer(AnswerKind.NO_CHANGE))
        frozen = desks.frozen(made, late_h=24 * 14 * number)
        found.append(Told(_returned(frozen, verified=number != 1), made))
    shown = shown_of(_AREAS, found, Topic.ACTIVITY, found[-1].report.id)
    make = partial(TimelineDialog, shown.told, shown.headings, Topic.ACTIVITY)
    return make(None, about=_AREAS)
