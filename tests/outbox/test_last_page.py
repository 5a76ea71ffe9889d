"""The last page: what changed since the last report, told in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from highlight_desktop.outbox import mail, pdf, workbook
from highlight_desktop.outbox.last_page import TITLE
from highlight_desktop.outbox.mail_words import message
from highlight_desktop.outbox.story import Role, story
from highlight_desktop.report.changes import BlockState
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.report.word_changes import PieceState
from tests.report.strategies import reports

ReportOf = Callable[..., Report]
ReadPdf = Callable[[bytes], str]
LAST_ID = "1a2b3c4d" + "0" * 24
FILLER = " ".join(f"word{number}" for number in range(40))


def frozen(before: Report, after: Report) -> Snapshot:
    since = Since.compared(
        replace(before, id=LAST_ID), after, version=2, period=before.period(), sha256="ab" * 32
    )
    return freeze(
        after,
        submitted_at=datetime(2020, 6, 22, 9, 15, tzinfo=UTC),
        app_version="0.1.0",
        recipient=Recipient("Hub", "hub@council.example"),
        since=since,
    )


def last_page(snapshot: Snapshot) -> list[str]:
    """Its pieces as text, from the title on."""
    pieces = story(snapshot)
    [first] = [number for number, piece in enumerate(pieces) if piece.begins_page]
    assert pieces[first].text == TITLE
    return [piece.text for piece in pieces[first + 1 :]]


def paragraphs(*texts: str) -> Prose:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


def told(report_of: ReportOf, before: Prose, after: Prose) -> list[str]:
    """What is said of the sections that differ."""
    page = last_page(frozen(report_of(before), report_of(after)))
    return page[page.index("New guidance and impact") + 1 :]


def test_it_says_against_which_report(report_of: ReportOf) -> None:
    earlier = report_of("Old.", period="25 May to 7 June 2020")
    page = last_page(frozen(earlier, report_of("New.")))
    assert page[0] == (
        "Compared with the report for 25 May to 7 June 2020, version 2 (report 1a2b3c4d)."
    )


def test_words_that_differ_stand_in_brackets_that_say_how(report_of: ReportOf) -> None:
    before, after = "Two vans are back, on the road.", "Three vans are back on the road today."
    first, *_ = told(report_of, paragraphs(before), paragraphs(after))
    assert first == (
        "Changed: [removed: Two] [added: Three] vans are back [removed: ,] on the road"
        " [added: today]."
    )


def test_added_removed_and_moved_paragraphs_are_told_as_such(report_of: ReportOf) -> None:
    heading = Block(BlockKind.SUBHEADING, "Depots")
    before = paragraphs("Bins are emptied weekly.", "Verges were mown.", "Ponds freeze early.")
    after = (heading, before[2], before[0], *paragraphs("Gates got paint."))
    assert told(report_of, before, after)[:4] == [
        "Added sub-heading: Depots",
        "Moved: Ponds freeze early.",
        "Added: Gates got paint.",
        "Removed: Verges were mown.",
    ]


def test_words_far_from_a_change_are_left_out(report_of: ReportOf) -> None:
    before, after = f"{FILLER} red {FILLER}.", f"{FILLER} blue {FILLER}."
    first, *_ = told(report_of, paragraphs(before), paragraphs(after))
    assert first.startswith("Changed: … word33 word34")
    assert " word39 [removed: red] [added: blue] word0 " in first
    assert first.endswith(" word6 …")


def test_another_answer_is_told_with_what_it_was(report_of: ReportOf) -> None:
    after, _ = report_of("Old.").answer("guidance", Answer(AnswerKind.NOTHING_TO_REPORT))
    page = last_page(frozen(report_of("Old."), after))
    at = page.index("New guidance and impact")
    assert page[at + 1 : at + 3] == [
        "Answer now: Nothing to report. Last time: text.",
        "Removed: Old.",
    ]


def test_a_report_that_says_the_same_says_so(report_of: ReportOf) -> None:
    assert last_page(frozen(report_of("Old."), report_of("Old.")))[1:] == ["Nothing changed."]


def test_sections_of_one_form_alone_are_told_as_such(report_of: ReportOf) -> None:
    page = last_page(frozen(report_of("Old.", edition_id="2020-05"), report_of("Old.")))
    assert "Performance activities and challenges (new in this form)" in page


@pytest.mark.parametrize(
    ("edition_id", "roles"),
    [("2021-01", (Role.PART, Role.SECTION)), ("2020-06", (Role.SECTION, Role.SUBHEADING))],
)
def test_its_headings_stand_in_the_order_of_levels(
    report_of: ReportOf, edition_id: str, roles: tuple[Role, Role]
) -> None:
    before, after = (report_of(text, edition_id=edition_id) for text in ("Old.", "New."))
    pieces = story(frozen(before, after))
    [first] = [number for number, piece in enumerate(pieces) if piece.begins_page]
    headings = {piece.role for piece in pieces[first + 1 :]} - {Role.PARAGRAPH, Role.BULLET}
    assert (pieces[first].role, headings) == (roles[0], {roles[1]})


def test_it_is_a_page_of_its_own_and_only_where_it_was_asked_for(
    report_of: ReportOf, read_pdf: ReadPdf
) -> None:
    snapshot = frozen(report_of("Old."), report_of("New."))
    *before, last, end = read_pdf(pdf.render(snapshot)).split("\f")
    assert end == ""
    assert TITLE in last.splitlines()[:3]
    assert all(TITLE not in page for page in before)
    plain = replace(snapshot, content=freeze_again(snapshot))
    assert TITLE not in read_pdf(pdf.render(plain))


def freeze_again(snapshot: Snapshot) -> bytes:
    """The same report without its last page."""
    return freeze(
        snapshot.report,
        submitted_at=snapshot.submitted_at,
        app_version=snapshot.app_version,
        recipient=snapshot.recipient,
    ).content


def test_the_e_mail_mentions_it_and_the_workbook_is_without(report_of: ReportOf) -> None:
    snapshot = frozen(report_of("Old."), report_of("New."))
    mentioned = "its last page says what changed since the last report"
    assert mentioned in message(snapshot)
    assert mentioned not in message(Snapshot(freeze_again(snapshot)))
    assert mail.render(snapshot, b"", workbook.render(snapshot))


@settings(max_examples=25, deadline=None)
@given(reports(), reports())
def test_whatever_changed_can_be_printed(before: Report, after: Report) -> None:
    assert pdf.render(frozen(before, after)).startswith(b"%PDF")


@settings(max_examples=50, deadline=None)
@given(reports(), reports())
def test_no_word_that_changed_goes_untold(before: Report, after: Report) -> None:
    snapshot = frozen(before, after)
    assert snapshot.since is not None
    page = "\n".join(last_page(snapshot))
    for change in (block for section in snapshot.since.sections for block in section.blocks):
        for piece in change.pieces:
            if change.state in (BlockState.ADDED, BlockState.REMOVED):
                assert piece.text in page
            elif change.state is BlockState.EDITED and piece.state is not PieceState.SAME:
                assert f"[{piece.state}: {piece.text.strip() or 'space'}]" in page
