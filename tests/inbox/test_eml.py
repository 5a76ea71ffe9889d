"""Of an e-mail only its attachments are taken, and what its head says, as plain text."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import eml
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import Kind
from tests.inbox.hostile.documents import attached, message, nested

PDF, WORKBOOK = b"%PDF-1.7 parks", b"PK\x03\x04 parks"


def letter(subject: str = "Highlight report", sender: str = "Siân <sian@council.example>"):
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"] = sender, subject
    made["Date"] = "Mon, 22 Jun 2020 09:30:00 +0100"
    made.set_content("Dear hub, here it is.")
    return made


def add(made: EmailMessage, name: str, content: bytes, kind: str = "octet-stream") -> None:
    made.add_attachment(content, maintype="application", subtype=kind, filename=name)


def test_a_message_gives_its_head_and_its_documents() -> None:
    made = letter("Llyfrgelloedd – ŵ ŷ")
    add(made, "report.pdf", PDF, "pdf")
    add(made, "report.xlsx", WORKBOOK)
    assert eml.read(made.as_bytes()) == {
        "subject": "Llyfrgelloedd – ŵ ŷ",
        "from": "Siân <sian@council.example>",
        "date": "Mon, 22 Jun 2020 09:30:00 +0100",
        "attached": [
            {"name": "report.pdf", "content": PDF},
            {"name": "report.xlsx", "content": WORKBOOK},
        ],
        "left_out": [],
    }


def test_documents_are_known_by_their_content_and_others_are_named() -> None:
    made = letter()
    made.add_alternative("<p>Dear <img src='http://127.0.0.1/'></p>", subtype="html")
    add(made, "logo.png", b"\x89PNG\r\n\x1a\n")
    add(made, "report.pdf.exe", b"MZ\x90")
    add(made, "winmail.dat", PDF)
    add(made, "false.pdf", b"no PDF")
    found = eml.read(made.as_bytes())
    assert isinstance(found, dict)
    assert found["attached"] == [{"name": "winmail.dat", "content": PDF}]
    assert found["left_out"] == ["logo.png", "report.pdf.exe", "false.pdf"]


@pytest.mark.parametrize("as_file", [False, True])
def test_a_report_in_a_message_in_a_message_is_found(as_file: bool) -> None:
    inner = letter()
    add(inner, "report.pdf", PDF)
    for _ in range(eml.MOST_DEPTH):
        outer = letter("Forwarded")
        if as_file:
            add(outer, "message.eml", inner.as_bytes())
        else:
            outer.add_attachment(inner)
        inner = outer
    found = eml.read(inner.as_bytes())
    assert isinstance(found, dict)
    assert found["attached"] == [{"name": "report.pdf", "content": PDF}]
    outer = letter()
    outer.add_attachment(inner)
    with pytest.raises(ImportRefusedError, match="within each other"):
        eml.read(outer.as_bytes())


def test_the_count_of_documents_has_a_limit() -> None:
    parts = [attached(b"r.pdf", PDF)] * eml.MOST_ATTACHED
    found = eml.read(message(*parts))
    assert isinstance(found, dict)
    assert len(found["attached"]) == eml.MOST_ATTACHED  # type: ignore[arg-type]
    with pytest.raises(ImportRefusedError, match="more than 20 documents"):
        eml.read(message(*parts, parts[0]))


def test_the_count_of_parts_has_a_limit() -> None:
    part = b"Content-Type: text/plain\r\n\r\nNothing.\r\n"
    eml.read(message(*[part] * eml.MOST_PARTS))
    with pytest.raises(ImportRefusedError, match="more parts"):
        eml.read(message(*[part] * (eml.MOST_PARTS + 1)))


def test_what_is_wrongly_encoded_stays_as_it_stands() -> None:
    found = eml.read(message(head=b"Date: =?no-such?q?a?=\r\n"))
    assert isinstance(found, dict)
    assert found["date"] == "=?no-such?q?a?="


def test_nothing_of_a_message_has_to_be_there() -> None:
    nothing = {"subject": "", "from": "", "date": "", "attached": [], "left_out": []}
    assert eml.read(b"MIME-Version: 1.0\r\n\r\n") == nothing


def test_what_was_read_is_typed_and_gated_and_each_file_arrives() -> None:
    made = letter("Two  lines")
    add(made, "report.pdf", PDF, "pdf")
    add(made, "logo.png", b"\x89PNG\r\n\x1a\n")
    received = eml.understood(eml.read(made.as_bytes()))
    assert (received.subject, received.sender) == ("Two lines", "Siân <sian@council.example>")
    (arrival,) = received.attached
    assert (arrival.name, arrival.kind, arrival.content) == ("“report.pdf”", Kind.PDF, PDF)
    assert received.left_out == ("logo.png",)
    values = {"subject": "a\x00b", "from": "c\nd", "date": "e" * 9_999, "left_out": ["f\u2028g"]}
    found = eml.understood({**values, "attached": [{"name": "x", "content": b""}]})
    assert found == eml.Received("ab", "c d", "e" * 2_000, (), ("f g", "“x” is empty."))


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": 1},
        {"from": None},
        {"date": []},
        {"attached": "a"},
        {"attached": [{"name": "a"}]},
        {"attached": [{"name": "a", "content": "no bytes"}]},
        {"attached": [{"name": "a", "content": PDF}] * 21},
        {"one more": ""},
    ],
)
def test_values_of_another_shape_are_not_believed(changed: dict[str, Plain]) -> None:
    values: Plain = {"subject": "", "from": "", "date": "", "attached": [], "left_out": []}
    assert eml.understood(values) == eml.Received("", "", "", (), ())
    with pytest.raises(ValueError, match="is read as"):
        eml.understood({**values, **changed})  # type: ignore[dict-item]


SEEDS = (nested(2), message(attached(b"r.pdf", PDF), head=b"Subject: =?utf-8?q?=C3=A9?=\r\n"))


@given(st.sampled_from(SEEDS), st.data())
@settings(deadline=None, max_examples=100)
def test_a_damaged_message_is_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=20))
    try:
        eml.understood(eml.read(whole[:at] + put + whole[at + cut :]))
    except ImportRefusedError:
        return
