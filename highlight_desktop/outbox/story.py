"""Knows what a printed report says and in what order: headings, header fields, answers, text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from highlight_desktop.outbox import last_page
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import FieldId, HeaderField, Section
from highlight_desktop.report.prose import Block, BlockKind, Prose, runs
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, short_id
from highlight_desktop.report.snapshot import Printable

NOT_FILLED_IN = "Not filled in"
"""Stands in an empty header field, so that nobody looks for what is missing."""
MARKING_LABEL = "Protective marking"


DRAFT = "DRAFT – not submitted"
"""Stands on each page of a report that was not submitted."""


class Role(Enum):
    """What a piece of a printed report is."""

    TITLE = auto()
    FIELD = auto()
    """A header field: its label and what was filled in."""
    VERSION = auto()
    PART = auto()
    SECTION = auto()
    SUBHEADING = auto()
    PARAGRAPH = auto()
    BULLET = auto()
    INNER_BULLET = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, field, paragraph or bullet."""

    role: Role
    runs: tuple[tuple[str, bool], ...]
    """The text, cut where bold begins or ends: (text, is bold)."""
    label: str = ""
    """The label of a header field."""
    begins_page: bool = False
    """True where a new page begins with it."""
    anchor: str = ""
    """Links to “#anchor” lead to it."""
    link: str = ""
    """Where all of its text leads, "#anchor"; empty where only addresses in it lead somewhere."""

    @property
    def text(self) -> str:
        """The text alone."""
        return "".join(text for text, _ in self.runs)


def story(snapshot: Printable) -> list[Piece]:
    """Everything a printed report says, from top to bottom."""
    edition = snapshot.report.edition
    pieces = [_plain(Role.TITLE, edition.title)]
    if snapshot.report.marking:
        pieces.append(Piece(Role.FIELD, ((snapshot.report.marking, True),), label=MARKING_LABEL))
    pieces += [_field(snapshot, field) for field in edition.header]
    pieces.append(_plain(Role.VERSION, version_line(snapshot)))
    part_id = ""
    for section in edition.sections:
        part = edition.part_of(section)
        if part and part.id != part_id:
            pieces.append(_plain(Role.PART, part.heading))
            part_id = part.id
        pieces += _section(section, snapshot.report.answer_to(section))
    if snapshot.report.unplaced:
        role = Role.PART if edition.parts else Role.SECTION
        pieces.append(Piece(role, ((NOT_YET_PLACED, True),)))
        pieces += prose_pieces(snapshot.report.unplaced)
    return [*pieces, *_last_page(snapshot)]


def field_value(snapshot: Printable, field: HeaderField) -> str:
    """What a header field says: the period as understood, with what was typed if that differs."""
    typed = snapshot.report.typed(field.id)
    if field.id is not FieldId.PERIOD:
        return typed
    label = snapshot.period_in_words
    return label if label.casefold() == typed.casefold() else f"{label}, typed as {typed}"


def version_line(snapshot: Printable) -> str:
    """Which report this is, which version, when it was made, and what it corrects."""
    at = snapshot.made_at
    day = printed(at.date(), at.date())
    report = f"Report {short_id(snapshot.report.id)}, version {snapshot.version}"
    happened = f"{DRAFT}: as it stood on" if snapshot.is_draft else "submitted"
    return f"{report}, {happened} {day} at {at:%H:%M} UTC{_what_it_corrects(snapshot)}"


def _what_it_corrects(snapshot: Printable) -> str:
    if not snapshot.supersedes:
        return ""
    before = f"version {snapshot.version - 1} (report {short_id(snapshot.supersedes)})"
    why = f", because: {snapshot.correction}" if snapshot.correction else ""
    return f". It corrects and replaces {before}{why}"


def _field(snapshot: Printable, field: HeaderField) -> Piece:
    value = field_value(snapshot, field) or NOT_FILLED_IN
    return Piece(Role.FIELD, ((value, False),), label=field.label)


def _section(section: Section, answer: Answer) -> Iterator[Piece]:
    brackets = section.heading.removeprefix(section.name)
    yield Piece(Role.SECTION, ((section.name, True), (brackets, False)))
    if answer.prose:
        yield from prose_pieces(answer.prose)
    else:
        yield _plain(Role.PARAGRAPH, answer.in_words)


def _last_page(snapshot: Printable) -> Iterator[Piece]:
    """What changed since the last report, if that is to be told: headings one level down."""
    if snapshot.since is None:
        return
    has_parts = bool(snapshot.report.edition.parts)
    title, heading = (Role.PART, Role.SECTION) if has_parts else (Role.SECTION, Role.SUBHEADING)
    yield Piece(title, ((last_page.TITLE, True),), begins_page=True)
    yield from prose_pieces(last_page.introduction(snapshot.since))
    for text, prose in last_page.sections(snapshot.since):
        yield Piece(heading, ((text, True),))
        yield from prose_pieces(prose)


def prose_pieces(prose: Prose) -> Iterator[Piece]:
    """The paragraphs, sub-headings and bullets of a text."""
    for block in prose:
        yield Piece(_role(block), tuple(runs(block)))


def _role(block: Block) -> Role:
    match block.kind:  # no case for any other: mypy then names a kind that was forgotten
        case BlockKind.PARAGRAPH:
            return Role.PARAGRAPH
        case BlockKind.SUBHEADING:
            return Role.SUBHEADING
        case BlockKind.BULLET:
            return Role.INNER_BULLET if block.level else Role.BULLET


def _plain(role: Role, text: str) -> Piece:
    return Piece(role, ((text, False),))
