"""A council's report to send out, made up, and the words of a PDF as a reader gets them."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze

Frozen = Callable[..., Snapshot]

HUB = Recipient("Coordination Hub", "hub@council.example")
PROSE: Prose = (
    Block(BlockKind.PARAGRAPH, "Libraries: all nine branches are open again.", bold=((0, 10),)),
    Block(BlockKind.SUBHEADING, "Mobile library"),
    Block(BlockKind.BULLET, "Two vans are back on the road"),
    Block(BlockKind.BULLET, "one serves Ynys Môn, ŵ and ŷ included", level=1),
    Block(BlockKind.PARAGRAPH, "Takings are £1,240 – 12 % up; H&S checks are done ✔"),
)


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Report]:
    """A whole report, ready to submit; name what shall be different."""

    def make(
        prose: Prose | str = PROSE,
        *,
        edition_id: str = "2021-01",
        areas: str = "Parks and libraries",
        period: str = "8-21 st June 2020",
        unplaced: Prose = (),
        marking: str = "",
    ) -> Report:
        form = edition.find(edition_id)
        text = blocks_of(prose)[0] if isinstance(prose, str) else prose
        nil = (
            Answer(AnswerKind.NO_CHANGE),
            Answer(AnswerKind.NOTHING_TO_REPORT),
            Answer(AnswerKind.NOT_APPLICABLE, reason="the depot is let"),
        )
        answers = {
            section.id: nil[number % 4 - 1] if number % 4 else Answer(AnswerKind.ANSWERED, text)
            for number, section in enumerate(form.sections)
        }
        header = {
            FieldId.SERVICE_AREAS: areas,
            FieldId.AUTHOR: "Siân Cŵper",
            FieldId.PERIOD: period,
            FieldId.LOCAL_AUTHORITY: "Two councils together",
        }
        return Report("3f2a9c1b" + "0" * 24, form, header, answers, unplaced, marking)

    return make


@pytest.fixture(scope="session")
def frozen(report_of: Callable[..., Report]) -> Frozen:
    """The same report as a snapshot."""

    def make(
        prose: Prose | str = PROSE,
        *,
        recipient: Recipient = HUB,
        supersedes: str | None = None,
        correction: str = "",
        **other: object,
    ) -> Snapshot:
        return freeze(
            report_of(prose, **other),
            submitted_at=datetime(2020, 6, 22, 9, 15, tzinfo=UTC),
            app_version="0.1.0",
            recipient=recipient,
            version=2 if supersedes else 1,
            supersedes=supersedes,
            correction=correction,
        )

    return make


@pytest.fixture(scope="session")
def read_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], str]:
    """The text of a PDF as pdftotext extracts it."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    folder = tmp_path_factory.mktemp("pdf")

    def read(content: bytes) -> str:
        (folder / "report.pdf").write_bytes(content)
        command = ["pdftotext", "-enc", "UTF-8", "report.pdf", "-"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
        assert not done.stderr, done.stderr
        return done.stdout.decode()

    return read
