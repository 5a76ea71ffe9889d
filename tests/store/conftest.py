"""What the store's tests share: a folder, a moment, and reports of an invented council."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 9, 14, 2, 31, 250_000, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as store:
        yield store


@pytest.fixture
def written() -> Callable[..., Report]:
    """Makes a report that could be submitted, with a little of every kind of answer."""

    def make(service_areas: str = "Libraries", period: str = "8 to 21 June 2020") -> Report:
        report = Report(new_id(), edition.newest())
        for field in report.edition.header:
            typed = {FieldId.SERVICE_AREAS: service_areas, FieldId.PERIOD: period}
            report, _ = report.fill_in(field.id, typed.get(field.id, "A. Writer"))
        for number, section in enumerate(report.edition.sections):
            text = f"Mobile library stop {number} reopened.\nLoans of talking books went up."
            report, _ = report.answer(section.id, Answer(AnswerKind.ANSWERED, blocks_of(text)[0]))
        first, second = report.edition.sections[:2]
        report, _ = report.answer(first.id, Answer(AnswerKind.NO_CHANGE, completed=True))
        reason = Answer(AnswerKind.NOT_APPLICABLE, reason="The depot is closed for repairs")
        report, _ = report.answer(second.id, reason)
        return report

    return make
