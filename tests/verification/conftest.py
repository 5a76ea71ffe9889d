"""A filled report, the documents made of it, and what becomes of them on their way."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from highlight_desktop.inbox import own_pdf, own_workbook
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive_as
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.verification.documents import judge
from highlight_desktop.verification.verdict import Verification

SUBMITTED_AT = datetime(2020, 6, 22, 9, 15, tzinfo=UTC)
PROSE: Prose = (
    Block(BlockKind.PARAGRAPH, "Libraries: all nine branches are open again.", bold=((0, 10),)),
    Block(BlockKind.SUBHEADING, "Mobile library"),
    Block(BlockKind.BULLET, "Two vans are back on the road"),
    Block(BlockKind.BULLET, "one serves Ynys Môn, ŵ and ŷ included", level=1),
    Block(BlockKind.PARAGRAPH, "Takings are £1,240 – 12 % up; H&S checks are done ✔"),
)
HARD = (
    *("=1+1", "+1+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0", "'quoted", "007", "TRUE"),
    *("_x0041_", "_x005F_x0041_", "ax005F_b", "x _x000D_ y", "<b>&amp;</b>", "]]>", "1e5"),
    *("😀 漢 ŵŷ", "a\u200bb", "two  spaces   here", "e\u0301 \u00e9", "a\u00a0b", "\u202eabc"),
    *("01/02/2020", "12:30", "50%", "£3", "a\u200d\u2764\ufe0fb", "soft\u00adhyphen", "\u0301"),
    *("x" * 40_000, "😀" * 3_000, " ".join(f"park{number}" for number in range(5_000))),
)
"""Text that spreadsheets, XML, fonts or programs are known to trip over."""


def written(prose: Prose = PROSE, edition_id: str = "2021-01") -> Report:
    """A whole report; its sections take turns in how they are answered."""
    form = edition.find(edition_id)
    nil = (Answer(AnswerKind.NO_CHANGE), Answer(AnswerKind.NOT_APPLICABLE, reason="let"))
    answers = {
        each.id: nil[number % 3 - 1] if number % 3 else Answer(AnswerKind.ANSWERED, prose)
        for number, each in enumerate(form.sections)
    }
    header = {each.id: f"Parks and {each.label.lower()}" for each in form.header}
    header[FieldId.PERIOD] = "8-21 st June 2020"
    return Report("3f2a9c1b" + "0" * 24, form, header, answers)


def frozen(report: Report, app_version: str = "0.1.0") -> Snapshot:
    return freeze(
        report,
        submitted_at=SUBMITTED_AT,
        app_version=app_version,
        recipient=Recipient("Hub", "hub@council.example"),
    )


def hard(edition_id: str = "2021-01") -> Report:
    """Everything that is hard, as text of each kind and in the header."""
    report = written(edition_id=edition_id)
    prose = tuple(Block(kind, text) for text in HARD for kind in BlockKind)
    report, _ = report.write(report.edition.sections[0].id, prose)
    report, _ = report.fill_in(FieldId.SERVICE_AREAS, "=1+1")
    return report.fill_in(FieldId.AUTHOR, "_x0041_ #N/A")[0]


def as_pdf(snapshot: Snapshot) -> bytes:
    return pdf.render(snapshot)


def with_attachment(content: bytes, attached: bytes) -> bytes:
    """The same pages, with another report attached."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    writer.add_attachment("report.json", attached)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def verified(content: bytes) -> Verification:
    """The verdict, without the process apart."""
    arrival = arrive_as("report", content)
    read: Callable[[bytes], object] = own_workbook.read
    kind = Kind.WORKBOOK
    if arrival.kind is Kind.PDF:
        kind, read = Kind.PDF, own_pdf.read
    return judge(arrival, Contents(kind, read(content), ()))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return frozen(written())


@pytest.fixture(scope="session")
def as_workbook(snapshot: Snapshot) -> bytes:
    return workbook.render(snapshot)


@pytest.fixture(scope="session")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as quarantine:
        yield quarantine


@pytest.fixture(scope="session")
def saved_by_libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Mapping[str, bytes]], dict[str, bytes]]:
    """Workbooks opened and saved by LibreOffice Calc, all in one run."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def save(workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("workbooks")
        for name, content in workbooks.items():
            (folder / f"{name}.xlsx").write_bytes(content)
        names = [f"{name}.xlsx" for name in workbooks]
        for start in range(0, len(names), _AT_ONCE):
            _convert(profile, folder, "xlsx", names[start : start + _AT_ONCE])
        return {name: (folder / "saved" / f"{name}.xlsx").read_bytes() for name in workbooks}

    return save


_AT_ONCE = 200
"""LibreOffice 7.4 leaves out all after the 247th file of one command, and says nothing."""


def _convert(profile: Path, folder: Path, to: str, names: list[str]) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", "saved", *names],
        cwd=folder,
        env={**os.environ, "HOME": str(profile)},
        capture_output=True,
        check=True,
        timeout=300,
    )


def arrival_of(content: bytes, name: str = "report.xlsx") -> Arrival:
    return arrive_as(name, content)
