"""Knows how an edition of the form is told, paragraph by paragraph, to whoever decides about it."""

from collections.abc import Iterator

from highlight_desktop.report.edition import NIL_ANSWERS, AnswerKind, Edition, Section
from highlight_desktop.report.prose import Block, BlockKind
from ui.widgets.paragraph_list import Mark, Paragraph

_ONLY_TEXT = "only text answers it"


def name_of(edition: Edition) -> str:
    """What an edition is called in a list: its title, and its id."""
    return f"{edition.title} ({edition.id})"


def counted(edition: Edition) -> str:
    """How much the form asks for, in words."""
    parts = f", in {len(edition.parts)} parts" if edition.parts else ""
    sections = "1 section" if len(edition.sections) == 1 else f"{len(edition.sections)} sections"
    return f"{len(edition.header)} header fields, {sections}{parts}"


def told(edition: Edition) -> Iterator[Paragraph]:
    """The whole form: its header, its parts and its sections, as they will be asked for."""
    labels = ", ".join(field.label for field in edition.header)
    yield _paragraph(BlockKind.PARAGRAPH, labels, caption="Header")
    before = ""
    for number, section in enumerate(edition.sections, 1):
        part = edition.part_of(section)
        if part is not None and part.heading != before:
            before = part.heading
            yield _paragraph(BlockKind.SUBHEADING, part.heading)
        caption = f"Section {number} · {_topic(section)} · {_answers(section)}"
        yield _paragraph(BlockKind.PARAGRAPH, section.heading, caption=caption, mark=Mark.BOLD)
        for text in section.subheadings:
            yield _paragraph(BlockKind.BULLET, text)


def _topic(section: Section) -> str:
    return f"topic {section.topic.replace('_', ' ')}"


def _answers(section: Section) -> str:
    if section.answers == NIL_ANSWERS:
        return "any answer allowed"
    if not section.answers:
        return _ONLY_TEXT
    return f"text, or {' or '.join(AnswerKind(each).label for each in section.answers)}"


def _paragraph(
    kind: BlockKind, text: str, *, caption: str = "", mark: Mark = Mark.PLAIN
) -> Paragraph:
    spoken = f"{text}. {caption}" if caption else text
    return Paragraph(Block(kind, text), ((text, mark),), spoken, caption)
