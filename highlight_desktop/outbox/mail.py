"""Knows the form of the e-mail draft: what mail programs need to open it as a message to send.

An .eml file with ``X-Unsent: 1`` opens as a message to send in classic Outlook (documented)
and Thunderbird (tried). It has no sender, date or message id: the mail program adds those.
"""

from email import message_from_bytes
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote

from highlight_desktop import address
from highlight_desktop.errors import OutputError
from highlight_desktop.outbox.documents import Kind, file_name
from highlight_desktop.outbox.mail_words import message, subject
from highlight_desktop.report.snapshot import Snapshot

_LINE = 78
"""Letters in a header line, its name and its spaces with it (RFC 5322, section 2.1.1)."""
_PHRASE_LIMIT = _LINE - len("To: ")
"""Of a name: a line, and one encoded word, because Python's reader puts spaces between two."""
_TYPES = {
    Kind.PDF: "pdf",
    Kind.WORKBOOK: "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(snapshot: Snapshot, pdf: bytes, workbook: bytes) -> bytes:
    """The draft as an .eml file holding both documents, the same bytes for the same input.

    Raises OutputError if it does not read back as it was meant.
    """
    draft = EmailMessage(policy=SMTP)
    draft.set_content(message(snapshot), charset="utf-8", cte="base64")
    attached = {Kind.PDF: pdf, Kind.WORKBOOK: workbook}
    for kind, content in attached.items():
        name = file_name(snapshot, kind)
        draft.add_attachment(content, maintype="application", subtype=_TYPES[kind], filename=name)
    # Fixed, where the library would draw lots; "=_" stands in no base64 line.
    draft.set_boundary(f"=_highlight_{snapshot.sha256[:32]}")
    # On lines of 78 the library cuts file names in the way of RFC 2231, which Outlook misreads.
    written = head(recipient(snapshot), subject(snapshot)) + draft.as_bytes(
        policy=SMTP.clone(max_line_length=900)
    )
    _check(written, snapshot, attached)
    return written


def recipient(snapshot: Snapshot) -> tuple[str, str] | None:
    """Name and address for the To line, or None if what was set is not one e-mail address.

    A name that would not fit beside the address is left out; the greeting has it whole.
    """
    return addressee(snapshot.recipient.name, snapshot.recipient.address)


def addressee(name: str, mailbox: str) -> tuple[str, str] | None:
    """The same for any name and address."""
    if not mailbox or address.problem(mailbox):
        return None
    return name if len(_phrase(name)) <= _PHRASE_LIMIT else "", mailbox


def head(to: tuple[str, str] | None, about: str) -> bytes:
    """The header lines that hold people's words: whom it is to, as `addressee` says, and about.

    Written here, because the library loses spaces and words of long ones (Python 3.13).
    """
    lines = ["X-Unsent: 1"]
    if to:
        name, mailbox = to
        lines += [f"To: {_phrase(name)}", f" <{mailbox}>"] if name else [f"To: {mailbox}"]
    lines += _subject_lines(about)
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _phrase(name: str) -> str:
    return f'"{quote(name)}"' if _is_plain(name) else _encoded(name, "To")


def _subject_lines(text: str) -> list[str]:
    """Plain words folded at their spaces; all others, and a word too long for a line, encoded."""
    lines = ["Subject:"]
    for word in text.split(" "):
        if len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}"
    if _is_plain(text) and all(len(line) <= _LINE and line.strip() for line in lines):
        return lines
    return [f"Subject: {_encoded(text, 'Subject')}"]


def _is_plain(text: str) -> bool:
    """True for text that stands in a header as it is."""
    return text.isascii() and "=?" not in text


def _encoded(text: str, header_name: str) -> str:
    """The encoded words of RFC 2047, on as many lines as they need."""
    return Header(text, "utf-8", header_name=header_name).encode(linesep="\r\n")


def _addresses(draft: EmailMessage) -> tuple[Address, ...]:
    to = draft["To"]
    return to.addresses if to else ()


def _check(written: bytes, snapshot: Snapshot, attached: dict[Kind, bytes]) -> None:
    """Read the draft back as a mail program would, and compare."""
    draft = message_from_bytes(written, policy=SMTP)
    body = draft.get_body(("plain",))
    to = recipient(snapshot)
    found = (
        sorted(draft.keys()),
        draft["X-Unsent"],
        str(draft["Subject"]),
        [(each.display_name, each.addr_spec) for each in _addresses(draft)],
        body.get_content().replace("\r\n", "\n") if body else "",
        {part.get_filename(): part.get_content() for part in draft.iter_attachments()},
    )
    meant = (
        sorted(["Content-Type", "MIME-Version", "Subject", "X-Unsent", *(["To"] if to else [])]),
        "1",
        subject(snapshot),
        [to] if to else [],
        message(snapshot),
        {file_name(snapshot, kind): content for kind, content in attached.items()},
    )
    if found != meant:
        raise OutputError(
            "The e-mail draft does not read back as it was written.",
            "Attach the PDF and the workbook to a message of your own.",
        )
