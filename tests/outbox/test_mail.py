"""The e-mail draft: opens as a message to send, says what it is, and holds both files whole."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox import mail
from highlight_desktop.outbox.documents import Kind, file_name
from highlight_desktop.report.snapshot import Recipient, Snapshot

Frozen = Callable[..., Snapshot]
PDF = b"%PDF-1.7 \r\n\x00\xff" * 50
WORKBOOK = b"PK\x03\x04 \n.\n" * 50


def draft_of(snapshot: Snapshot) -> EmailMessage:
    return message_from_bytes(mail.render(snapshot, PDF, WORKBOOK), policy=SMTP)


def test_the_draft_holds_both_files_byte_for_byte(frozen: Frozen) -> None:
    pdf, workbook = draft_of(frozen()).iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content() == PDF
    assert workbook.get_content() == WORKBOOK
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert workbook.get_content_type() == sheet_type
    name = "highlight-report_parks-and-libraries_2020-06-08_to_2020-06-21_v1_3f2a9c1b"
    assert [pdf.get_filename(), workbook.get_filename()] == [f"{name}.pdf", f"{name}.xlsx"]


def test_file_names_stand_whole_on_their_lines(frozen: Frozen) -> None:
    """Cut in the way of RFC 2231 they come out of Outlook as "untitled attachment"."""
    written = mail.render(frozen(areas="Ŵ " + "parks " * 50), PDF, WORKBOOK)
    assert b"filename*" not in written
    assert written.count(b'filename="highlight-report_w-parks-parks-') == 2


def test_the_draft_is_a_message_to_send_without_sender_date_or_id(frozen: Frozen) -> None:
    written = mail.render(frozen(), PDF, WORKBOOK)
    assert written.startswith(b"X-Unsent: 1\r\n")
    draft = draft_of(frozen())
    assert {name.lower() for name in draft} == {
        "x-unsent",
        "to",
        "subject",
        "mime-version",
        "content-type",
    }
    assert max(map(len, written.split(b"\r\n"))) < 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert written.isascii()


def test_it_is_addressed_worded_and_signed(frozen: Frozen) -> None:
    snapshot = frozen()
    draft = draft_of(snapshot)
    assert str(draft["To"]) == "Coordination Hub <hub@council.example>"
    assert str(draft["Subject"]) == mail.subject(snapshot)
    assert mail.subject(snapshot) == (
        "Service highlight report – COVID-19 and key service updates:"
        " Parks and libraries, 8 to 21 June 2020"
    )
    text = mail.message(snapshot)
    assert text.startswith("Dear Coordination Hub,\n")
    assert "8 to 21 June 2020" in text
    assert text.endswith("Kind regards\nSiân Cŵper\n")
    body = draft.get_body(("plain",))
    assert body is not None
    assert body["Content-Transfer-Encoding"] == "base64"
    assert body.get_content().replace("\r\n", "\n") == text


def test_a_correction_says_what_it_replaces(frozen: Frozen) -> None:
    snapshot = frozen(supersedes="1a2b3c4d" + "0" * 24)
    told = "Version: 2, which corrects and replaces version 1 (report 1a2b3c4d)\n"
    assert told in mail.message(snapshot)
    assert "corrects" not in mail.message(frozen())
    reasoned = frozen(supersedes="1a2b3c4d" + "0" * 24, correction="A slip in the sums")
    assert f"{told}Reason for the correction: A slip in the sums\n" in mail.message(reasoned)
    assert mail.subject(reasoned).startswith("Correction (version 2) – ")


def test_the_marking_opens_the_subject_and_stands_in_the_message(frozen: Frozen) -> None:
    marked = frozen(marking="OFFICIAL-SENSITIVE")
    assert mail.subject(marked) == f"OFFICIAL-SENSITIVE – {mail.subject(frozen())}"
    assert "Protective marking: OFFICIAL-SENSITIVE\n" in mail.message(marked)
    assert "marking" not in mail.message(frozen())
    assert str(draft_of(marked)["Subject"]) == mail.subject(marked)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hub",
        "hub@",
        "@x.gov.uk",
        "a@x.uk, b@x.uk",
        "a@x.uk\r\nBcc: b@x.uk",
        "hub @x.uk",
        "é@x.uk",
    ],
)
def test_what_is_not_one_address_leaves_the_to_line_open(frozen: Frozen, address: str) -> None:
    draft = draft_of(frozen(recipient=Recipient("Hub", address)))
    assert draft["To"] is None
    assert draft["Bcc"] is None


def test_without_a_name_the_draft_greets_all_the_same(frozen: Frozen) -> None:
    snapshot = frozen(recipient=Recipient("", "hub@council.example"))
    assert mail.message(snapshot).startswith("Hello,\n")
    assert str(draft_of(snapshot)["To"]) == "hub@council.example"


@pytest.mark.parametrize(
    "areas",
    [
        "Parks\r\nBcc: all@council.example",
        "Parks\nX-Evil: 1",
        "=?utf-8?q?=0ABcc:_a@b.c?=",
        "a" * 5_000,
    ],
)
def test_nothing_typed_becomes_a_header(frozen: Frozen, areas: str) -> None:
    snapshot = frozen(areas=areas, recipient=Recipient(areas, "hub@council.example"))
    draft = draft_of(snapshot)
    assert {"bcc", "x-evil"}.isdisjoint(name.lower() for name in draft)
    assert str(draft["Subject"]) == mail.subject(snapshot)
    assert len(mail.subject(snapshot)) < 250


@settings(max_examples=100, deadline=None)
@given(areas=st.text(max_size=300), name=st.text(max_size=120), address=st.text(max_size=20))
def test_odd_names_read_back_as_they_were_typed(
    frozen: Frozen, areas: str, name: str, address: str
) -> None:
    for to in (f"{address}@council.example", "hub@council.example"):
        snapshot = frozen(areas=areas, recipient=Recipient(name, to))
        assert str(draft_of(snapshot)["Subject"]) == mail.subject(snapshot)


def test_the_same_input_gives_the_same_bytes(frozen: Frozen) -> None:
    first, again = (mail.render(frozen(), PDF, WORKBOOK) for _ in range(2))
    assert first == again


def test_a_draft_that_does_not_read_back_is_not_handed_out(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_head", lambda snapshot: b"X-Unsent: 1\r\nSubject: other\r\n")
    with pytest.raises(OutputError, match="does not read back"):
        mail.render(frozen(), PDF, WORKBOOK)


@settings(max_examples=100, deadline=None)
@given(areas=st.text(max_size=200))
def test_file_names_suit_every_system(frozen: Frozen, areas: str) -> None:
    snapshot = frozen(areas=areas)
    for kind in Kind:
        name = file_name(snapshot, kind)
        assert name.isascii()
        assert len(name) <= 100
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
        assert name.endswith(f"_v1_3f2a9c1b{kind.suffix}")
