"""Desks full of invented returns: all editions, every answer, corrections, conflicts, altered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from highlight_desktop.report import edition
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.expectations import Council, Expected

HUB = Recipient("Coordination Hub", "hub@council.example")
START = date(2020, 6, 8)
NOW = datetime(2020, 6, 22, 9, 15, tzinfo=UTC)
AREAS = (
    *("Adult social care", "Archives", "Bereavement services", "Children’s centres"),
    *("Coroners", "Early help", "Education welfare", "Environmental health", "Highways"),
    *("Housing needs", "Libraries", "Market services", "Museums", "Parks and open spaces"),
    *("Planning", "Property", "Public health", "Registration", "Revenues and benefits"),
    *("School transport", "Trading standards", "Waste and recycling"),
)
_SENTENCES = (
    "The mobile library is back on its rural route and stops twice a week at each village hall.",
    "Park wardens counted more visitors on weekdays than in any June of the last five years.",
    "Two kerbside crews are short of drivers, so garden waste is collected every third week.",
    "Bookings for the register office open again on Monday, with six couples at a time at most.",
    "A grant of £48,200 for cycle stands was received; the tender closes at the end of July.",
    "Staff who shield are set up to work from home, all but four of them with council laptops.",
    "Ynys Môn and two Welsh partners shared their plan for reopening small museums – H&S agreed.",
    "School transport needs eleven more coaches if distances of 2 m are to be kept in September.",
    "Calls to the advice line fell by 12 % and are answered within ninety seconds again.",
    "The market reopened with thirty stalls, a one-way path and hand gel at both gates.",
)


def days(number: int) -> tuple[date, date]:
    """A fortnight, by its number."""
    start = START + timedelta(days=14 * number)
    return start, start + timedelta(days=13)


def period(number: int = 0) -> str:
    """The same in words."""
    return printed(*days(number))


def prose(seed: int, blocks: int) -> Prose:
    """A text of so many blocks, that differs from every other seed’s."""
    made = []
    for number in range(blocks):
        kinds = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.BULLET, BlockKind.PARAGRAPH)
        kind = BlockKind.SUBHEADING if blocks > 3 and number == 1 else kinds[(seed + number) % 4]
        if kind is BlockKind.SUBHEADING:
            made.append(Block(kind, f"What comes next, {seed}"))
            continue
        said = (_SENTENCES[(seed * 3 + number + turn) % len(_SENTENCES)] for turn in range(3))
        text = f"{' '.join(said)} ({seed}.{number})"
        level = 1 if kind is BlockKind.BULLET and number > 2 else 0
        made.append(Block(kind, text, level, ((0, 9),) if number == 0 else ()))
    return tuple(made)


def report(
    number: int,
    *,
    areas: str = "",
    fortnight: int = 0,
    edition_id: str = "",
    blocks: int = 3,
    marking: str = "",
    typed_period: str = "",
) -> Report:
    """The report of a service area; its number decides the form and which answers are text."""
    form = edition.bundled()[number % len(edition.bundled())]
    form = edition.find(edition_id) if edition_id else form
    nil = (
        Answer(AnswerKind.NO_CHANGE),
        Answer(AnswerKind.NOTHING_TO_REPORT),
        Answer(AnswerKind.NOT_APPLICABLE, reason="the depot is let"),
    )
    answers = {}
    for place, section in enumerate(form.sections):
        seed = number * 100 + place
        told = Answer(AnswerKind.ANSWERED, prose(seed + 7 * fortnight * (place % 2), blocks))
        answers[section.id] = told if (number + place) % 4 else nil[(number + place) // 4 % 3]
    header = {
        FieldId.SERVICE_AREAS: areas or AREAS[number % len(AREAS)],
        FieldId.AUTHOR: "Siân Cŵper",
        FieldId.PERIOD: typed_period or period(fortnight),
    }
    if form.has_field(FieldId.LOCAL_AUTHORITY):
        header[FieldId.LOCAL_AUTHORITY] = ("CCC", "PCC", "CCC and PCC")[number % 3]
    report_id = sha256(f"{number}/{fortnight}/{areas}".encode()).hexdigest()[:32]
    return Report(report_id, form, header, answers, (), marking)


def frozen(made: Report, *, late_h: int = 0, **lineage: object) -> Snapshot:
    """The report as it was submitted."""
    at = NOW + timedelta(hours=late_h)
    return freeze(made, submitted_at=at, app_version="1", recipient=HUB, **lineage)  # type: ignore[arg-type]


def corrected(made: Report, why: str = "A figure was wrong") -> Snapshot:
    """A correction of a report, submitted later."""
    new_id = sha256(made.id.encode()).hexdigest()[:32]
    again = replace(made, id=new_id)
    return frozen(again, late_h=5, version=2, supersedes=made.id, correction=why)


def receive(
    desk: Desk, snapshot: Snapshot, verdict: Verdict = Verdict.AS_SUBMITTED, name: str = "a.pdf"
) -> None:
    """Put a return on the desk, in a file of this name."""
    content = f"{name} {verdict} {snapshot.sha256}".encode()
    file_sha256 = sha256(content).hexdigest()
    came = Arrival(file_sha256, name, "inbox", "", NOW, verdict, (), snapshot.sha256)
    desk.record(came, content, snapshot)


def fill(desk: Desk, count: int, *, blocks: int = 3, fortnights: tuple[int, ...] = (-1, 0)) -> None:
    """A return of each of so many service areas, in every fortnight."""
    for number, area in enumerate(area_names(count)):
        for fortnight in fortnights:
            made = report(number, areas=area, fortnight=fortnight, blocks=blocks)
            receive(desk, frozen(made))


def area_names(count: int) -> Iterator[str]:
    """As many service areas as asked for."""
    for number in range(count):
        turn = number // len(AREAS)
        yield AREAS[number % len(AREAS)] + (f", district {turn + 1}" if turn else "")


def eventful(folder: Path) -> Desk:
    """A desk on which everything happened that can: two fortnights."""
    desk = Desk.open(folder)
    fill(desk, 7)
    late = report(20, fortnight=0, marking="OFFICIAL-SENSITIVE")
    receive(desk, frozen(late))
    receive(desk, corrected(late))
    for text in ("OFFICIAL", "Council eyes only"):
        receive(desk, frozen(report(21, marking=text)))
    receive(desk, frozen(report(3, areas=AREAS[3])), Verdict.ALTERED, "altered-too.pdf")
    altered = frozen(report(31, areas="Leisure centres"))
    receive(desk, altered, Verdict.ALTERED, "altered.pdf")
    receive(desk, frozen(report(30, areas="Youth clubs")), Verdict.NOT_VERIFIED, "old.docx")
    for number, week in enumerate(("8 to 14 June 2020", "15 to 21 June 2020")):
        weekly = report(40 + number, areas="Testing sites", typed_period=week)
        receive(desk, frozen(weekly))
    wanted = [Expected(area, "A. Director") for area in (*AREAS[:8], "Music service")]
    desk.expect([*wanted, Expected("Sports grounds", council=Council.PCC)], now=NOW)
    return desk
