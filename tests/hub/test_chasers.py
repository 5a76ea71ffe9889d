"""E-mail drafts to those whose report is missing."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import CancelledError
from highlight_desktop.hub.chasers import Chaser, chasers, new_folder, write
from highlight_desktop.hub.returns import Line, laid_out
from highlight_desktop.report.period import Period
from highlight_desktop.store.expectations import Absence, Cadence, Expected

START, END = date(2020, 6, 8), date(2020, 6, 21)
LIBRARIES = Expected("Libraries", "Ŵyn Head", "head@council.example")


def missing(*expected: Expected, today: date, absences: tuple[Absence, ...] = ()) -> list[Line]:
    return laid_out(
        Period("", START, END),
        expected=expected,
        returns=(),
        arrivals=(),
        absences=absences,
        today=today,
        due_days=2,
    )


def chase(*expected: Expected, today: date = date(2020, 6, 26)) -> list[Chaser]:
    lines = missing(*expected, today=today)
    return chasers(lines, today=today, hub_name="The Hub", hub_address="hub@council.example")


def opened(chaser: Chaser) -> EmailMessage:
    read = message_from_bytes(chaser.content, policy=SMTP)
    assert isinstance(read, EmailMessage)
    return read


def test_a_draft_says_what_is_due_for_which_period_and_by_how_much_it_is_late() -> None:
    (chaser,) = chase(LIBRARIES)

    draft = opened(chaser)
    assert draft["X-Unsent"] == "1"
    assert draft["To"] == "Ŵyn Head <head@council.example>"
    assert draft["Subject"] == "Highlight report overdue: Libraries, 8 to 21 June 2020"
    assert draft.get_content().replace("\r\n", "\n") == (
        "Dear Ŵyn Head,\n\n"
        "We have not yet received the highlight report of Libraries for:\n"
        "- 8 to 21 June 2020, which was due on 23 June 2020, 3 days ago\n\n"
        "Please send it to hub@council.example, or tell us if there is no report this time.\n"
        "If it was sent already, please send it once more.\n\n"
        "Kind regards\nThe Hub\n"
    )
    assert (chaser.address, chaser.file_name) == ("head@council.example", "chaser-libraries.eml")


def test_before_it_is_due_a_draft_reminds() -> None:
    (chaser,) = chase(LIBRARIES, today=date(2020, 6, 22))

    draft = opened(chaser)
    assert draft["Subject"] == "Highlight report due: Libraries, 8 to 21 June 2020"
    assert "- 8 to 21 June 2020, due on 23 June 2020\n" in draft.get_content().replace("\r", "")


def test_each_of_several_reports_due_is_named() -> None:
    (chaser,) = chase(Expected("Parks", cadence=Cadence.WEEKLY), today=date(2020, 6, 17))

    draft = opened(chaser)
    text = draft.get_content().replace("\r", "")
    assert "- 8 to 14 June 2020, which was due on 16 June 2020, 1 day ago\n" in text
    assert "- 15 to 21 June 2020, due on 23 June 2020\n" in text
    assert "To" not in draft
    assert chaser.address == ""


def test_nobody_is_chased_who_has_given_a_reason_or_from_whom_nothing_is_expected() -> None:
    today = date(2020, 6, 26)
    monthly = Expected("Parks", cadence=Cadence.MONTHLY)
    reason = Absence("libraries", START, END, "On leave")
    lines = missing(LIBRARIES, monthly, today=today, absences=(reason,))

    assert chasers(lines, today=today, hub_name="", hub_address="") == []


def test_all_are_written_at_once_each_under_a_name_of_its_own(tmp_path: Path) -> None:
    drafts = chase(LIBRARIES, Expected("Libraries!"), Expected("図書館"), Expected("水"))

    written = write(drafts, tmp_path / "chasers")

    assert len({path.name for path in written}) == 4
    assert [path.read_bytes() for path in written] == [each.content for each in drafts]


def test_drafts_made_again_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    """Or those whose report came in between would be written to all the same."""
    period, today = Period("", START, END), date(2020, 6, 26)
    folders = []
    for still_missing in ((LIBRARIES, Expected("Parks")), (LIBRARIES,)):
        folders.append(new_folder(tmp_path, period, today=today))
        write(chase(*still_missing), folders[-1])

    assert [each.name for each in folders] == [
        "chasers-2020-06-08-to-2020-06-21-made-2020-06-26",
        "chasers-2020-06-08-to-2020-06-21-made-2020-06-26-2",
    ]
    assert [path.name for path in folders[1].iterdir()] == ["chaser-libraries.eml"]


def test_writing_can_be_stopped(tmp_path: Path) -> None:
    def stop(_step: str, done: int, _of: int) -> None:
        if done:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        write(chase(LIBRARIES, Expected("Parks")), tmp_path, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["chaser-libraries.eml"]


@settings(max_examples=100, deadline=None)
@given(area=st.text(max_size=200), director=st.text(max_size=200), address=st.text(max_size=40))
def test_nothing_typed_becomes_a_header(area: str, director: str, address: str) -> None:
    (chaser,) = chase(Expected(area, director, address))

    names = {name.lower() for name in opened(chaser)}
    assert names <= {
        *("x-unsent", "to", "subject", "mime-version", "content-type"),
        "content-transfer-encoding",
    }
