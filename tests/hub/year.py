"""A year of returns of an invented council, with everything that goes wrong on their way.

Each service area takes a turn in each role: in time, late, corrected, in conflict, altered, in
Word, missing and so on. What must become of each file, and of each service area in each period,
is known when it is made. Nothing here is drawn by lot.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader, PdfWriter

from highlight_desktop import __version__
from highlight_desktop.hub.receiving import Outcome, Receipt
from highlight_desktop.hub.returns import State
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report import edition
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.expectations import Expected
from tests.inbox.word.word_packages import docx, p, run

FIRST_DAY = date(2020, 4, 6)
PERIOD_DAYS = 14
DUE_DAYS = 2
HUB = Recipient("Coordination Hub", "")
EDITIONS = ("2020-05", "2020-06", "2021-01")
NAMES = ("Libraries", "Parks and Rivers", "Waste", "Highways", "Registration", "Museums")
FIRST, LATER = "1 first", "2 later"
"""The two deliveries of each period."""


@dataclass(frozen=True)
class Sent:
    """One file that is received, and what must become of each leaf of it."""

    path: str
    """Below the folder of the year, with "/"."""
    content: bytes = field(repr=False)
    leaves: dict[str, Outcome]
    """By name; an e-mail has one for each part of it."""


@dataclass(frozen=True)
class Year:
    """All that is sent, and what must come of it."""

    expected: list[Expected]
    periods: list[tuple[date, date]]
    sent: list[Sent]
    states: dict[tuple[int, str], State]
    """By the number of the period and the service area."""

    def write(self, folder: Path) -> list[Path]:
        """Write everything that is sent; gives the deliveries, in the order they come."""
        deliveries = dict[Path, None]()
        for each in self.sent:
            path = folder / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.content)
            deliveries[folder / "/".join(each.path.split("/")[:2])] = None
        return sorted(deliveries)

    @property
    def outcomes(self) -> dict[tuple[str, str], Outcome]:
        """What must become of each leaf, by the path it came in and its name."""
        return {(each.path, name): out for each in self.sent for name, out in each.leaves.items()}


def year(areas: int = 40, periods: int = 26) -> Year:
    """So many service areas, in so many fortnights."""
    names = [f"{NAMES[n % len(NAMES)]} {n // len(NAMES) + 1}" for n in range(areas)]
    days = [
        (start := FIRST_DAY + timedelta(days=n * PERIOD_DAYS), start + timedelta(days=13))
        for n in range(periods)
    ]
    sent, states = list[Sent](), dict[tuple[int, str], State]()
    for number in range(periods):
        for area, name in enumerate(names):
            role = ROLES[(number * areas + area) % len(ROLES)]
            form = EDITIONS[(number + area) % len(EDITIONS)]
            states[number, name] = role.state
            sent += role(f"{number + 1:02}", written(name, *days[number], form), days[number][1])
        sent += hostile(f"{number + 1:02}")
    return Year([Expected(name) for name in names], days, sent, states)


def written(name: str, start: date, end: date, edition_id: str = "2021-01") -> Report:
    """A report of a service area on a period, with some sections that have nothing to say."""
    form = edition.find(edition_id)
    identity = sha256(f"{name} {start}".encode()).hexdigest()[:32]
    report = Report(identity, form)
    typed = {FieldId.SERVICE_AREAS: name, FieldId.PERIOD: printed(start, end)}
    for each in form.header:
        report, _ = report.fill_in(each.id, typed.get(each.id, f"Head of {name}"))
    for number, section in enumerate(form.sections):
        text = f"{name} opened {number + 2} more doors by {end:%d/%m/%Y}.\nVisits went up again."
        answer = Answer(AnswerKind.ANSWERED, blocks_of(text)[0])
        if number % 4 == 3:
            answer = Answer(section.answers[0])
        report, _ = report.answer(section.id, answer)
    return report


def frozen(report: Report, day: date, **lineage: object) -> Snapshot:
    """Submitted at noon of a day."""
    at = datetime.combine(day, time(12), UTC)
    return freeze(report, submitted_at=at, app_version=__version__, recipient=HUB, **lineage)  # type: ignore[arg-type]


def corrected(report: Report) -> Report:
    """The same report with another identity and one more sentence."""
    section = report.edition.sections[0]
    prose = blocks_of("A figure was put right.")[0]
    identity = sha256(report.id.encode()).hexdigest()[:32]
    return replace(report, id=identity).answer(section.id, Answer(AnswerKind.ANSWERED, prose))[0]


@dataclass(frozen=True)
class Role:
    """How one service area's return comes in one period."""

    name: str
    state: State

    def __call__(self, period: str, report: Report, end: date) -> list[Sent]:
        self_named = report.typed(FieldId.SERVICE_AREAS).replace(" ", "-").lower()
        return list(_WAYS[self.name](_Sender(period, self_named), report, end))


@dataclass(frozen=True)
class _Sender:
    """Names the files of one service area in one period."""

    period: str
    area: str

    def file(
        self, name: str, content: bytes, outcome: Outcome, delivery: str = FIRST, folder: str = ""
    ) -> Sent:
        named = f"{self.area}-{name}"
        return Sent(f"{self.period}/{delivery}/{folder}{named}", content, {named: outcome})


Ways = Iterator[Sent]


def _in_time(to: _Sender, report: Report, end: date) -> Ways:
    snapshot = frozen(report, end)
    yield to.file("report.pdf", pdf.render(snapshot), Outcome.AS_SUBMITTED)
    yield to.file("report.xlsx", workbook.render(snapshot), Outcome.AS_SUBMITTED)


def _by_mail(to: _Sender, report: Report, end: date) -> Ways:
    snapshot = frozen(report, end + timedelta(days=DUE_DAYS))
    message = EmailMessage()
    message["From"] = "A. Head <head@council.example>"
    message["Subject"] = "Our highlight report"
    message["Message-ID"] = f"<{report.id}@council.example>"
    message.set_content("Here it is.")
    parts = {
        "report.pdf": (pdf.render(snapshot), Outcome.AS_SUBMITTED),
        "report.xlsx": (workbook.render(snapshot), Outcome.AS_SUBMITTED),
        "logo.png": (b"\x89PNG\r\n\x1a\n", Outcome.LEFT_OUT),
    }
    for name, (content, _) in parts.items():
        message.add_attachment(content, maintype="application", subtype="x", filename=name)
    path = f"{to.period}/{FIRST}/post/{to.area}.eml"
    yield Sent(path, message.as_bytes(), {name: outcome for name, (_, outcome) in parts.items()})


def _late(to: _Sender, report: Report, end: date) -> Ways:
    snapshot = frozen(report, end + timedelta(days=DUE_DAYS + 3))
    yield to.file("late.pdf", pdf.render(snapshot), Outcome.AS_SUBMITTED)


def _corrected(to: _Sender, report: Report, end: date) -> Ways:
    first = frozen(report, end)
    second = frozen(corrected(report), end, version=2, supersedes=report.id, correction="A slip")
    yield to.file("v1.pdf", pdf.render(first), Outcome.AS_SUBMITTED)
    yield to.file("v1.xlsx", workbook.render(first), Outcome.OLDER_VERSION, LATER)
    yield to.file("a-v2.pdf", pdf.render(second), Outcome.AS_SUBMITTED, LATER)


def _in_conflict(to: _Sender, report: Report, end: date) -> Ways:
    other = replace(corrected(report), id=report.id)
    yield to.file("one.pdf", pdf.render(frozen(report, end)), Outcome.AS_SUBMITTED)
    yield to.file("other.pdf", pdf.render(frozen(other, end)), Outcome.CONFLICT, LATER)


def _altered(to: _Sender, report: Report, end: date) -> Ways:
    content = retyped(workbook.render(frozen(report, end)), b"more doors", b"less doors")
    yield to.file("edited.xlsx", content, Outcome.ALTERED)


def _altered_beside_a_whole_one(to: _Sender, report: Report, end: date) -> Ways:
    snapshot, other = frozen(report, end), frozen(corrected(report), end)
    content = with_attachment(pdf.render(other), snapshot.content)
    yield to.file("redrawn.pdf", content, Outcome.ALTERED)
    yield to.file("report.xlsx", workbook.render(snapshot), Outcome.AS_SUBMITTED)


def _in_word(to: _Sender, report: Report, _end: date) -> Ways:
    body = "".join(p(run(line)) for line in as_text(report).splitlines())
    yield to.file("old.docx", docx(body), Outcome.NOT_VERIFIED)


def _as_text(to: _Sender, report: Report, _end: date) -> Ways:
    content = as_text(report).encode()
    yield to.file("old.txt", content, Outcome.NOT_VERIFIED, folder="a/b/c/")


def _twice(to: _Sender, report: Report, end: date) -> Ways:
    content = pdf.render(frozen(report, end))
    yield to.file("report.pdf", content, Outcome.AS_SUBMITTED)
    yield to.file("report copy.pdf", content, Outcome.DUPLICATE, LATER)


def _saved_again(to: _Sender, report: Report, end: date) -> Ways:
    snapshot = frozen(report, end)
    content = pdf.render(snapshot)
    yield to.file("report.pdf", content, Outcome.AS_SUBMITTED)
    again = with_attachment(content, snapshot.content)
    yield to.file("saved again.pdf", again, Outcome.DUPLICATE, LATER)


def _missing(_to: _Sender, _report: Report, _end: date) -> Ways:
    yield from ()


_WAYS = {
    "in time": _in_time,
    "by mail": _by_mail,
    "late": _late,
    "corrected": _corrected,
    "in conflict": _in_conflict,
    "altered": _altered,
    "in Word": _in_word,
    "missing": _missing,
    "as text": _as_text,
    "twice": _twice,
    "saved again": _saved_again,
    "altered beside a whole one": _altered_beside_a_whole_one,
}
_STATES = {
    "late": State.LATE,
    "corrected": State.CORRECTED,
    "in conflict": State.CONFLICT,
    "altered": State.ALTERED,
    "missing": State.MISSING,
}
ROLES = [Role(name, _STATES.get(name, State.RECEIVED)) for name in _WAYS]


def hostile(period: str) -> list[Sent]:
    """Files that are no reports, or worse; others in each period."""
    mark = period.encode()
    bomb = BytesIO()
    with ZipFile(bomb, "w") as archive:
        archive.writestr("../../climbing.txt", mark)
        archive.writestr("[Content_Types].xml", "<Types/>")
    contents = {
        "macro.docx": bomb.getvalue(),
        "broken.pdf": b"%PDF-1.7\n" + mark * 40,
        "setup.pdf": b"MZ\x90\x00" + mark,
        "picture.png": b"\x89PNG\r\n\x1a\n" + mark,
        "shopping.txt": b"Milk, bread and 3 tins of paint\n" + mark,
    }
    sent = [
        Sent(f"{period}/{FIRST}/{name}", content, {name: Outcome.UNREADABLE})
        for name, content in contents.items()
    ]
    return [*sent, Sent(f"{period}/{FIRST}/Thumbs.db", mark, {"Thumbs.db": Outcome.LEFT_OUT})]


def retyped(content: bytes, was: bytes, now: bytes) -> bytes:
    """A workbook in which somebody typed other words into its cells."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for part in old.infolist():
            read = old.read(part)
            is_cells = part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
            new.writestr(part, read.replace(was, now) if is_cells else read)
    return target.getvalue()


def with_attachment(content: bytes, attached: bytes) -> bytes:
    """The same pages, saved by another program, with this report attached."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    writer.add_attachment("report.json", attached)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def outcomes(receipt: Receipt, folder: Path) -> dict[tuple[str, str], Outcome]:
    """What became of each leaf, by the path it came in and its name."""
    found = {}
    for each in receipt.received:
        path = Path(each.source)
        file = path if path.suffix == ".eml" else path / each.name
        found[file.relative_to(folder).as_posix(), each.name] = each.outcome
    return found
