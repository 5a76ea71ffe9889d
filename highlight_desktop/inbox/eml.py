"""Knows an e-mail message kept as a file: who sent it, when, about what, and what is attached.

Of the parts of a message only attached PDFs, Office files and plain text files are given on, by
their content and not by what they are said to be; a text has to be called one as well (.txt). The
message's own text is not read, and its HTML never shown to anything.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive_as
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import Kind, kind
from highlight_desktop.report.text import one_line

MOST_DEPTH = 5
"""Messages within messages: forwarded, and forwarded again."""
MOST_PARTS = 100
MOST_ATTACHED = 20
"""Reports in one message; the hub's usual message has two."""
MOST_LINES = 400_000
"""10 MB of base64, in lines of 76 characters, are 130,000 of them."""
_MOST_BOUNDARIES = 50
_MOST_HEADER_LINES = 5_000
_LONGEST_HEADER = 2_000
_LONGEST_OF_PART = 4_000
"""Letters of a field that says what a part is: the parser goes through it once for each ";"."""
_BOUNDARY = re.compile(rb"(?i)boundary\s{0,10}=")
_HEADER = re.compile(rb"(?m)^[!-9;-~]{1,76}:")
_REMEDY = "Open it in your e-mail program, save what is attached, and take that in."
_KINDS = (Kind.PDF, Kind.OFFICE)


class _Bounded(Compat32):
    """Fields of a length that mail programs write."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > _LONGEST_OF_PART and name.lower().startswith("content-"):
            raise ImportRefusedError("The file has more in one field than an e-mail has.", _REMEDY)
        return name, value


@dataclass(frozen=True, slots=True)
class Received:
    """What a message said of itself, and what it brought; all of it is only what it says."""

    subject: str
    sender: str
    date: str
    """As it stands in the head, not understood as a date."""
    attached: tuple[Arrival, ...]
    """The PDFs and Office files of a size that may be read, in their order."""
    left_out: tuple[str, ...]
    """The names of other files, and why those that look like reports were left out."""


def read(content: bytes) -> Plain:
    """The message as plain values: `subject`, `from` and `date` as they stand in its head.

    `attached` lists `{"name", "content"}` of each PDF, Office and text file, also of messages
    attached to it; `left_out` the names of all other parts that have one. Raises
    ImportRefusedError when there is more in it than a message has. `understood` makes a
    `Received` of it.
    """
    _judge(content)
    message = message_from_bytes(content, policy=_Bounded())
    attached, left_out = list[Plain](), list[Plain]()
    for number, part in enumerate(_parts(message)):
        if number >= MOST_PARTS:
            raise ImportRefusedError("The file has more parts than an e-mail has.", _REMEDY)
        name = _text(part.get_filename() or "")
        inner = _bytes(part)
        if inner and _is_given_on(name, inner):
            attached.append({"name": name or "attachment", "content": inner})
        elif name:
            left_out.append(name)
    if len(attached) > MOST_ATTACHED:
        raise ImportRefusedError(
            f"The file has more than {MOST_ATTACHED} documents attached.", _REMEDY
        )
    heads: dict[str, Plain] = {name: _head(message, name) for name in ("subject", "from", "date")}
    return heads | {"attached": attached, "left_out": left_out}


def understood(values: Plain) -> Received:
    """What `read` returned, gated and typed. Raises ValueError for any other values."""
    match values:
        case {
            "subject": str(subject),
            "from": str(sender),
            "date": str(date),
            "attached": [*files],
            "left_out": [*left_out],
            **others,
        } if not others and len(files) <= MOST_ATTACHED:
            refused = [one_line(str(name)) for name in left_out]
            arrivals = [*_arrived(map(_file, files), refused)]
            subject, sender, date = map(_line, (subject, sender, date))
            return Received(subject, sender, date, tuple(arrivals), tuple(refused[:MOST_PARTS]))
    raise ValueError("not what a message is read as")


def _line(text: str) -> str:
    return one_line(text)[:_LONGEST_HEADER]


def _arrived(files: Iterable[tuple[str, bytes]], refused: list[str]) -> Iterator[Arrival]:
    for name, content in files:
        try:
            yield arrive_as(name, content)
        except ImportRefusedError as error:
            refused.append(error.message)


def _file(values: Plain) -> tuple[str, bytes]:
    match values:
        case {"name": str(name), "content": bytes(content)}:
            return name, content
    raise ValueError("not what an attachment is read as")


def _is_given_on(name: str, content: bytes) -> bool:
    found = kind(content)
    return found in _KINDS or (found is Kind.TEXT and name.lower().endswith(".txt"))


def _judge(content: bytes) -> None:
    """The parser takes time by lines and by boundaries open at once, so both are counted first."""
    lines = content.count(b"\n") + content.count(b"\r")
    heads = sum(1 for _ in _HEADER.finditer(content))
    if (
        lines > 2 * MOST_LINES
        or heads > _MOST_HEADER_LINES
        or sum(1 for _ in _BOUNDARY.finditer(content)) > _MOST_BOUNDARIES
    ):
        raise ImportRefusedError("The file has more parts or lines than an e-mail has.", _REMEDY)


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, those of attached messages too."""
    if depth > MOST_DEPTH:
        raise ImportRefusedError("The file has too many messages within each other.", _REMEDY)
    if message.is_multipart():
        inside = depth + (message.get_content_maintype() == "message")
        for each in _children(message):
            yield from _parts(each, inside)
        return
    inner = _bytes(message)
    if inner and kind(inner) is Kind.MESSAGE:
        _judge(inner)
        yield from _parts(message_from_bytes(inner, policy=_Bounded()), depth + 1)
    else:
        yield message


def _children(message: Message) -> Iterator[Message]:
    for each in message.get_payload():
        if isinstance(each, Message):
            yield each


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _head(message: Message, name: str) -> str:
    return _text(str(message.get(name, "")))


def _text(raw: str) -> str:
    """Encoded words (RFC 2047) as letters; those that are wrongly encoded as they stand."""
    raw = raw[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        return raw
