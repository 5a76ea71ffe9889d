"""Returns on editions of the form that did not come with the program."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from highlight_desktop.forms import Forms
from highlight_desktop.hub.binding import bind
from highlight_desktop.hub.contents import gather
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.reading import read
from highlight_desktop.hub.receiving import Outcome, Received, receive
from highlight_desktop.hub.selection import Arrangement, Selection, in_order, title_of
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report import edition, period
from highlight_desktop.report.edition import Edition, FieldId, Topic
from highlight_desktop.report.printed import as_text
from highlight_desktop.store.desk import Desk
from tests.hub import desks

NEW = replace(
    edition.find("2020-06"),
    id="2030-01",
    title="Outdoor services highlight report",
    sections=tuple(
        replace(each, name=f"Outdoor {each.topic.replace('_', ' ')}")
        for each in reversed(edition.find("2020-06").sections)
    ),
)
REPORT = replace(desks.report(1), edition=NEW)


def came(desk: Desk, folder: Path, known: Forms, name: str, content: bytes) -> Received:
    (folder / name).write_bytes(content)
    with Examiner(known) as examiner:
        [received] = receive(desk, examiner, [folder / name], now=desks.NOW).received
    return received


@pytest.mark.parametrize(("name", "render"), [("r.pdf", pdf.render), ("r.xlsx", workbook.render)])
def test_a_return_on_an_unknown_edition_is_received_and_the_hub_is_told_to_add_it(
    desk: Desk, tmp_path: Path, name: str, render: type[bytes]
) -> None:
    received = came(desk, tmp_path, Forms(), name, render(desks.frozen(REPORT)))  # type: ignore[arg-type]
    assert received.outcome is Outcome.AS_SUBMITTED
    assert received.is_well
    assert received.told == (
        "It is on an edition of the form that is not known here: “Outdoor services highlight"
        " report” (2030-01). It is kept and read all the same. Add that edition’s file, with File,"
        " Add a form edition, so that reports can be written on it here.",
    )
    assert received.returned is not None
    assert desk.snapshot(received.returned.sha256).report.edition == NEW


def test_once_it_was_added_nothing_is_said(desk: Desk, tmp_path: Path) -> None:
    content = pdf.render(desks.frozen(REPORT))
    assert came(desk, tmp_path, Forms(added=(NEW,)), "r.pdf", content).told == ()


def test_once_it_was_added_nothing_is_said_of_what_came_before_either(
    desk: Desk, tmp_path: Path
) -> None:
    content = pdf.render(desks.frozen(REPORT))
    received = came(desk, tmp_path, Forms(), "r.pdf", content)
    assert received.returned is not None
    known = Forms(added=(NEW,))
    [file] = read(desk, received.returned.sha256, known).files
    assert file.told == ()
    again = came(desk, tmp_path, known, "r.pdf", content)
    assert again.outcome is Outcome.DUPLICATE
    assert len(again.told) == 1
    another = replace(NEW, id="2031-01")
    still = read(desk, received.returned.sha256, Forms(added=(another,))).files[0]
    assert still.told == received.told


def test_another_edition_with_a_known_id_is_told(desk: Desk, tmp_path: Path) -> None:
    other = replace(REPORT, edition=replace(NEW, id="2021-01"))
    received = came(desk, tmp_path, Forms(), "r.pdf", pdf.render(desks.frozen(other)))
    assert "has the id “2021-01”, as one known here, and yet" in received.told[0]


def test_a_text_on_an_added_edition_is_read_as_it(
    desk: Desk, tmp_path: Path, now: datetime
) -> None:
    written = desks.report(1, edition_id="2020-06")
    header = {**written.header, FieldId.PERIOD: desks.period()}
    content = as_text(replace(written, edition=NEW, header=header)).encode()
    known = came(desk, tmp_path, Forms(added=(NEW,)), "r.txt", content)
    assert known.returned is not None
    assert known.returned.edition_id == "2030-01"


def test_the_file_of_an_edition_among_returns_is_told_as_that(desk: Desk, tmp_path: Path) -> None:
    received = came(desk, tmp_path, Forms(), "New form.TOML", NEW.to_toml().encode())
    assert received.outcome is Outcome.UNREADABLE
    assert "“New form.TOML” is the file of a form edition, not a report." in received.told[0]


def test_the_newest_form_names_the_topics_of_a_pack_and_their_order(desk: Desk) -> None:
    desks.receive(desk, desks.frozen(REPORT))
    selection = Selection(period.read(desks.period()), added=(NEW,))
    assert selection.in_order()[: len(NEW.sections)] == tuple(each.topic for each in NEW.sections)
    assert selection.title_of(Topic.FINANCE) == "Outdoor finance"
    assert title_of(Topic.FINANCE) == title_of(Topic.FINANCE, ()) != "Outdoor finance"
    assert in_order() == Selection(selection.period).in_order()
    texts = {}
    for chosen in (selection, Selection(selection.period)):
        output = BytesIO()
        with gather(desk, chosen) as contents:
            bind(output, contents, Arrangement.SECTION)
        pages = pypdf.PdfReader(output).pages
        texts[chosen.added] = "\n".join(page.extract_text() for page in pages)
    assert "under “Outdoor finance”" in texts[()].replace("\n", " ")
    assert "under “Outdoor finance”" not in texts[(NEW,)].replace("\n", " ")
    assert "Outdoor finance" in texts[(NEW,)]


def test_an_older_edition_that_was_added_does_not_name_them() -> None:
    older: Edition = replace(NEW, id="2019-01")
    assert title_of(Topic.FINANCE, [older]) == title_of(Topic.FINANCE)
