"""The command line called in this process, with streams like those of a plain terminal."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from highlight_desktop import commands
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.prose import BlockKind, blocks_of
from highlight_desktop.report.report import Report, written_answer


@dataclass(frozen=True)
class Called:
    code: int
    out: str
    err: str

    def one_line_of_trouble(self) -> str:
        """The exit code 2 and its one line, which is all there is."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith(".\n")
        assert "Traceback" not in self.err
        return self.err


def stream() -> TextIOWrapper:
    """One that knows ASCII only, until the program changes that."""
    return TextIOWrapper(BytesIO(), encoding="ascii")


def content(written: TextIOWrapper) -> str:
    written.flush()
    return written.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def call_with(*arguments: object) -> Called:
    out, err = stream(), stream()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = commands.run(commands.parse([str(one) for one in arguments]))
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Called(code, content(out), content(err))


@pytest.fixture(autouse=True, scope="session")
def nobodys_own_data(tmp_path_factory):
    """No test reaches the reports of whoever runs it, even where it names no folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HIGHLIGHT_DATA", raising=False)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def call() -> Callable[..., Called]:
    """Run a command line in this process."""
    return call_with


@pytest.fixture
def desk(tmp_path) -> Callable[..., Called]:
    """Run a command line on a data folder of this test's own."""
    return lambda *arguments: call_with("--data", tmp_path / "data", *arguments)


@pytest.fixture
def report() -> Report:
    """A report of a made-up council with every section written."""
    form = edition.find("2020-06")
    written = Report("ab" * 16, form)
    for field_id, typed in (
        (FieldId.SERVICE_AREAS, "Parks and Libraries (Östervale)"),
        (FieldId.AUTHOR, "Ŵyn Llŷr"),
        (FieldId.PERIOD, "8-21 June 2020"),
    ):
        written, _ = written.fill_in(field_id, typed)
    for number, section in enumerate(form.sections):
        prose, _ = blocks_of(f"Branch {number} has lent {number * 7} books to new readers.")
        bullet, _ = blocks_of(f"Bench {number} is mended", BlockKind.BULLET)
        written, _ = written.answer(section.id, written_answer(section, (*prose, *bullet)))
    return written


@pytest.fixture
def report_file(tmp_path, report) -> Path:
    """The same report as an author's text file."""
    path = tmp_path / "parks.txt"
    path.write_text(as_text(report), encoding="utf-8")
    return path
