"""The e-mail draft: opens as a message to send, says what it is, and holds both files whole."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox import mail
from highlight_desktop.outbox.documents import Kind, file_name
from highlight_desktop.outbox.mail_words import message, subject
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
    assert str(draft["Subject"]) == subject(snapshot)
    assert subject(snapshot) == (
        "Service highlight report – COVID-19 and key service updates:"
        " Parks and libraries, 8 to 21 June 2020, version 1"
    )
    text = message(snapshot)
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
    assert told in message(snapshot)
    assert "Version: 1\n" in message(frozen())
    reasoned = frozen(supersedes="1a2b3c4d" + "0" * 24, correction="A slip in the sums")
    assert f"{told}Reason for the correction: A slip in the sums\n" in message(reasoned)
    assert subject(reasoned).endswith(", version 2 (corrects version 1)")


@pytest.mark.parametrize("marking", ["OFFICIAL-SENSITIVE", "Croí dearg: not for the press"])
def test_the_marking_opens_the_subject_and_stands_in_the_message(
    frozen: Frozen, marking: str
) -> None:
    marked = frozen(marking=marking)
    assert subject(marked) == f"{marking} – {subject(frozen())}"
    assert f"Protective marking: {marking}\n" in message(marked)
    assert "marking" not in message(frozen())
    assert str(draft_of(marked)["Subject"]) == subject(marked)


def test_the_message_says_what_is_attached_and_how_to_check_it(frozen: Frozen) -> None:
    snapshot = frozen()
    text = message(snapshot)
    assert "\n- the report as a PDF, to read and print\n" in text
    assert "\n- the same text as an Excel workbook, to sort and count\n" in text
    assert f"\n{snapshot.sha256}\n" in text
    assert "“Check a document…”" in text
    assert "\nhighlight-desktop verify FILE\n" in text


@pytest.mark.parametrize(
    ("areas", "shown"),
    [
        (", ".join(["Parks"] * 18), ", ".join(["Parks"] * 15) + " and others"),
        ("Parks and open spaces; " * 6, "; ".join(["Parks and open spaces"] * 4) + " and others"),
        ("Roads / " * 20, " / ".join(["Roads"] * 14) + " and others"),
        ("Parks and open spaces and " * 6, "Parks and open spaces and " * 4 + "Parks and open…"),
        ("a" * 130, "a" * 119 + "…"),
        ("a" * 118 + "e\u0301" * 9, "a" * 118 + "…"),
        ("\u0301" * 130, "\u0301…"),
        ("a" * 120, "a" * 120),
    ],
)
def test_a_long_list_of_services_ends_with_a_whole_one_and_stands_whole_in_the_message(
    frozen: Frozen, areas: str, shown: str
) -> None:
    snapshot = frozen(areas=areas)
    assert f": {shown}, 8 to 21 June 2020, version 1" in subject(snapshot)
    assert f"Service areas: {areas.strip()}\n" in message(snapshot)


def test_the_version_at_the_end_of_a_subject_is_never_cut_off(frozen: Frozen) -> None:
    longest = frozen(
        marking="M" * 80,
        areas="Parks, " * 40,
        period="28 September 2020 to 10 November 2021",
        supersedes="1a2b3c4d" + "0" * 24,
    )
    assert len(subject(longest)) <= 255
    assert "Parks, Parks and others, 28 September 2020 to" in subject(longest)
    assert subject(longest).endswith(", version 2 (corrects version 1)")


def test_a_plain_subject_is_folded_at_its_spaces(frozen: Frozen) -> None:
    snapshot = frozen(areas="Parks, libraries, waste and roads", edition_id="2020-06")
    written = mail.render(snapshot, PDF, WORKBOOK)
    first, second, *_ = written.partition(b"Subject: ")[2].split(b"\r\n")
    assert f"{first.decode()}{second.decode()}" == subject(snapshot)
    assert second.startswith(b" ")


@settings(max_examples=50, deadline=None)
@given(words=st.lists(st.text("ab ŵ😀=?", min_size=1, max_size=90), max_size=9))
@example(["a" * 71])
@example(["a" * 72])
@example(["a" * 73])
def test_no_line_of_the_head_is_longer_than_mail_programs_take(
    frozen: Frozen, words: list[str]
) -> None:
    typed = " ".join(words)
    to = Recipient(typed, f"{'a' * 30}@council.example")
    snapshot = frozen(marking=typed, edition_id="2020-06", recipient=to)
    written = mail.render(snapshot, PDF, WORKBOOK)
    head = written.partition(b"Content-Type")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_nothing_in_a_subject_turns_the_rest_of_it_round(frozen: Frozen) -> None:
    assert "\u202e" not in subject(frozen(areas="Parks \u202ekrap"))


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
    assert message(snapshot).startswith("Hello,\n")
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
    assert str(draft["Subject"]) == subject(snapshot)
    assert len(subject(snapshot)) < 250


@settings(max_examples=100, deadline=None)
@given(areas=st.text(max_size=300), name=st.text(max_size=120), address=st.text(max_size=20))
def test_odd_names_read_back_as_they_were_typed(
    frozen: Frozen, areas: str, name: str, address: str
) -> None:
    for to in (f"{address}@council.example", "hub@council.example"):
        snapshot = frozen(areas=areas, recipient=Recipient(name, to))
        assert str(draft_of(snapshot)["Subject"]) == subject(snapshot)


def test_the_same_input_gives_the_same_bytes(frozen: Frozen) -> None:
    first, again = (mail.render(frozen(), PDF, WORKBOOK) for _ in range(2))
    assert first == again


def test_a_draft_that_does_not_read_back_is_not_handed_out(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "head", lambda _to, _about: b"X-Unsent: 1\r\nSubject: other\r\n")
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
