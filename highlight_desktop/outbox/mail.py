"""Knows the e-mail draft: addressed, worded, with both documents in it, and never sent by us.

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
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import short_id
from highlight_desktop.report.snapshot import Snapshot

_AREAS_SHOWN = 120
"""Letters of the service areas in a subject: mail programs show no more."""
_PHRASE_LIMIT = 75
"""One encoded word (RFC 2047, section 2): Python's reader puts spaces between two."""
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
    written = _head(snapshot) + draft.as_bytes(policy=SMTP.clone(max_line_length=900))
    _check(written, snapshot, attached)
    return written


def subject(snapshot: Snapshot) -> str:
    """The marking, whether it is a correction, the form, the service areas and the period."""
    areas = snapshot.report.typed(FieldId.SERVICE_AREAS)
    if len(areas) > _AREAS_SHOWN:
        areas = areas[: _AREAS_SHOWN - 1].rsplit(" ", 1)[0] + "…"
    marking = snapshot.report.marking
    lead = f"{marking} – " if marking else ""
    if snapshot.supersedes:
        lead += f"Correction (version {snapshot.version}) – "
    return f"{lead}{snapshot.report.edition.title}: {areas}, {snapshot.period.label}"


def message(snapshot: Snapshot) -> str:
    """The words of the e-mail: a greeting, what is attached, and whom it is from."""
    report = snapshot.report
    name = snapshot.recipient.name
    lines = [
        f"Dear {name}," if name else "Hello,",
        "",
        f"Here is our highlight report for {snapshot.period.label}.",
        "",
        *(
            f"{field.label}: {report.typed(field.id)}"
            for field in report.edition.header
            if field.id not in (FieldId.PERIOD, FieldId.AUTHOR)
        ),
        f"Form: {report.edition.title}",
        *([f"Protective marking: {report.marking}"] if report.marking else []),
        *_correction(snapshot),
        "",
        "Attached are the report as a PDF, to read and print, and the same text as an Excel"
        " workbook.",
        "",
        "Kind regards",
        report.typed(FieldId.AUTHOR),
    ]
    return "\n".join(lines) + "\n"


def recipient(snapshot: Snapshot) -> tuple[str, str] | None:
    """Name and address for the To line, or None if what was set is not one e-mail address.

    A name that would not fit beside the address is left out; the greeting has it whole.
    """
    to = snapshot.recipient
    if not to.address or address.problem(to.address):
        return None
    return to.name if len(_phrase(to.name)) <= _PHRASE_LIMIT else "", to.address


def _head(snapshot: Snapshot) -> bytes:
    """The header lines that hold people's words.

    Written here, because the library loses spaces and words of long ones (Python 3.13).
    """
    lines = ["X-Unsent: 1"]
    to = recipient(snapshot)
    if to:
        name, mailbox = to
        lines.append(f"To: {_phrase(name)} <{mailbox}>" if name else f"To: {mailbox}")
    lines.append(f"Subject: {_header_text(subject(snapshot), 'Subject')}")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _phrase(name: str) -> str:
    encoded = _header_text(name, "To")
    return f'"{quote(name)}"' if encoded == name else encoded


def _header_text(text: str, header_name: str) -> str:
    """ASCII as it is, other text as the encoded words of RFC 2047."""
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name=header_name).encode(linesep="\r\n")


def _correction(snapshot: Snapshot) -> list[str]:
    if not snapshot.supersedes:
        return []
    before = f"version {snapshot.version - 1} (report {short_id(snapshot.supersedes)})"
    version = f"Version: {snapshot.version}, which corrects and replaces {before}"
    why = snapshot.correction
    return [version, f"Reason for the correction: {why}"] if why else [version]


def _addresses(draft: EmailMessage) -> tuple[Address, ...]:
    to = draft["To"]
    return to.addresses if to else ()


def _check(written: bytes, snapshot: Snapshot, attached: dict[Kind, bytes]) -> None:
    """Read the draft back as a mail program would, and compare."""
    draft = message_from_bytes(written, policy=SMTP)
    body = draft.get_body(("plain",))
    found = (
        draft["X-Unsent"],
        str(draft["Subject"]),
        [(each.display_name, each.addr_spec) for each in _addresses(draft)],
        body.get_content().replace("\r\n", "\n") if body else "",
        {part.get_filename(): part.get_content() for part in draft.iter_attachments()},
    )
    to = recipient(snapshot)
    meant = (
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
