"""What each act asks of the database: counted, because a count is the same on every machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
BENCHES = count(12)
"""No save finds the words that stand there already."""


@dataclass
class Asked:
    """A store with two reports, and what was asked of its database since."""

    store: Store
    report: Report
    now: datetime
    statements: list[str]

    def everywhere(self) -> list[Place]:
        form = self.report.edition
        sections = [Place("section", each.id) for each in form.sections]
        header = [Place("header", each.id) for each in form.header]
        return [*sections, *header, Place("unplaced")]


@pytest.fixture
def asked(store: Store, now: datetime, written: Written) -> Asked:
    store.create(written("Parks"), now=now)
    report = store.create(written(), now=now).report
    store.save(report, [], now=now)  # the first save of all keeps the first version
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(store._database._engine, "before_cursor_execute", note)
    return Asked(store, report, now, statements)


def list_all(asked: Asked) -> None:
    assert asked.store.summaries()


def open_one(asked: Asked) -> None:
    asked.store.load(asked.report.id)


def save_one_section(asked: Asked) -> None:
    section = asked.report.edition.sections[2].id
    report, _ = asked.report.answer(
        section, Answer(AnswerKind.ANSWERED, blocks_of(f"{next(BENCHES)} new benches.")[0])
    )
    asked.store.save(report, [Place("section", section)], now=asked.now)


def save_the_same_again(asked: Asked) -> None:
    asked.store.save(asked.report, [Place("section", "guidance")], now=asked.now)


def save_everything(asked: Asked) -> None:
    asked.store.save(asked.report, asked.everywhere(), now=asked.now)


def save_after_a_rest(asked: Asked) -> None:
    section = asked.report.edition.sections[2].id
    asked.store.save(asked.report, [Place("section", section)], now=asked.now + timedelta(1))


def look_at_the_history(asked: Asked) -> None:
    asked.store.history(asked.report.id)


def search(asked: Asked) -> None:
    assert asked.store.search("library stop", newest=2_000).total > 10


def look_for_the_last_one(asked: Asked) -> None:
    assert asked.store.last_submitted(asked.report) is None


def submit(asked: Asked) -> None:
    frozen = freeze(
        asked.report, submitted_at=asked.now, app_version="1", recipient=Recipient("Hub", "")
    )
    asked.store.record(asked.report.id, frozen, now=asked.now)


@pytest.mark.parametrize(
    ("act", "number"),
    [
        # BEGIN counts, COMMIT does not.
        (list_all, 2),
        # The report's row, its seal with all that it seals, its header and its answers.
        (open_one, 5),
        # Whether it is worth a version, the report's row, the answer's, the words that stood
        # there, whether they are in an index, out of it, the new words, into it, and two for
        # the seal.
        (save_one_section, 11),
        # Nothing for the search, in which nothing changes.
        (save_the_same_again, 8),
        (save_everything, 10),
        # That reads the report and the last version; what was not changed makes no new one.
        (save_after_a_rest, 14),
        (look_at_the_history, 8),
        # The best places, their words, the seals of their reports, and what is shown of them.
        (search, 10),
        (look_for_the_last_one, 2),
        (submit, 14),
    ],
)
def test_each_act_takes_as_many_statements_as(
    asked: Asked, act: Callable[[Asked], None], number: int
) -> None:
    act(asked)
    assert len(asked.statements) == number, "\n".join(asked.statements)


def test_no_act_takes_more_statements_the_more_is_kept(
    asked: Asked, now: datetime, written: Written
) -> None:
    counts = []
    for _ in range(2):
        asked.statements.clear()
        for act in (list_all, open_one, save_one_section, search, look_for_the_last_one):
            act(asked)
        counts.append(len(asked.statements))
        for number in range(20):
            asked.store.create(written(f"Area {number}"), now=now)
    assert counts[0] == counts[1]


def log_bytes(folder: Path) -> int:
    """How much has been written: nothing of it is in the database itself yet."""
    return (folder / "reports.db-wal").stat().st_size


def test_a_save_of_a_section_writes_few_pages_however_much_else_is_kept(
    asked: Asked, folder: Path, now: datetime, written: Written
) -> None:
    written_bytes = []
    for _ in range(2):
        before = log_bytes(folder)
        save_one_section(asked)
        written_bytes.append(log_bytes(folder) - before)
        for number in range(20):
            asked.store.create(written(f"Area {number}"), now=now)
    page_bytes = 4096 + 24
    assert max(written_bytes) <= 10 * page_bytes
