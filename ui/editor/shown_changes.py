"""Knows how an earlier text, and what changed since, are told in words and marks."""

from collections import Counter

from highlight_desktop.report.changes import BlockChange, BlockState, SectionChanges, SectionState
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, runs
from highlight_desktop.report.report import Answer
from highlight_desktop.report.word_changes import PieceState
from ui.widgets.paragraph_list import Mark, Paragraph

NOT_ASKED = "The form of that report did not ask for this."
_CAPTIONS = {
    BlockState.SAME: "",
    BlockState.MOVED: "Moved",
    BlockState.EDITED: "Edited",
    BlockState.ADDED: "New",
    BlockState.REMOVED: "Gone",
}
_COUNTED = {
    BlockState.EDITED: "edited",
    BlockState.ADDED: "new",
    BlockState.REMOVED: "gone",
    BlockState.MOVED: "moved",
    BlockState.SAME: "unchanged",
}
_MARKS = {
    PieceState.SAME: Mark.PLAIN,
    PieceState.ADDED: Mark.NEW,
    PieceState.REMOVED: Mark.GONE,
}
_SPOKEN = {
    PieceState.SAME: "{}",
    PieceState.ADDED: "(new: {})",
    PieceState.REMOVED: "(gone: {})",
}

Runs = tuple[tuple[str, Mark], ...]
Shown = tuple[str, list[Paragraph]]
"""A sentence, which may be empty, and the paragraphs below it."""


def as_written(answer: Answer) -> Shown:
    """What was said the last time."""
    if answer.kind is AnswerKind.UNANSWERED:
        return "Nothing was written here.", []
    if answer.kind is not AnswerKind.ANSWERED:
        return f"The answer was {_nil(answer)}.", []
    return "", [_written(block) for block in answer.prose]


def as_changed(section: SectionChanges) -> Shown:
    """What is said otherwise now."""
    if section.state is SectionState.NEW:
        return NOT_ASKED, []
    if section.after.kind is AnswerKind.UNANSWERED:
        return "Nothing is written here yet.", []
    if section.after.kind is AnswerKind.NO_CHANGE:
        return "You answer “No change”: what was written last time still stands.", []
    told = (
        [] if section.after.kind is AnswerKind.ANSWERED else [f"You answer {_nil(section.after)}."]
    )
    if not section.differs:
        told.append("Nothing has changed here since then.")
    elif section.before.kind.is_nil:
        told.append(f"Last time the answer was {_nil(section.before)}.")
    if section.differs and section.blocks:
        told.append(f"Paragraphs: {_counts(section.blocks)}.")
    return " ".join(told), [changed_paragraph(change) for change in section.blocks]


def _nil(answer: Answer) -> str:
    reason = f" – {answer.reason}" if answer.reason else ""
    return f"“{answer.kind.label}{reason}”"


def _counts(blocks: tuple[BlockChange, ...]) -> str:
    counted = Counter(change.state for change in blocks)
    return ", ".join(
        f"{counted[state]:,} {word}" for state, word in _COUNTED.items() if counted[state]
    )


def _written(block: Block) -> Paragraph:
    marked = tuple((text, Mark.BOLD if bold else Mark.PLAIN) for text, bold in runs(block))
    return Paragraph(block, marked, _kind_spoken(block) + block.text, to_copy=block)


def changed_paragraph(change: BlockChange) -> Paragraph:
    """One paragraph, with the words marked that came or went."""
    now, caption, pieces = change.shown, _CAPTIONS[change.state], change.pieces
    if change.state is BlockState.EDITED:
        spoken = " ".join(_SPOKEN[piece.state].format(piece.text.strip()) for piece in pieces)
    else:
        spoken = now.text
    return Paragraph(
        shape=now,
        runs=_apart(tuple((piece.text, _MARKS[piece.state]) for piece in pieces)),
        spoken=f"{caption or 'Unchanged'}: {_kind_spoken(now)}{spoken}",
        caption=caption,
        to_copy=change.before.block if change.before else None,
    )


def _apart(marked: Runs) -> Runs:
    """The same words, with a space between what is gone and what has come in its place."""
    spaced: list[tuple[str, Mark]] = []
    for text, mark in marked:
        gone = bool(spaced) and spaced[-1][1] is Mark.GONE
        if gone and mark is Mark.NEW and not spaced[-1][0].endswith(" "):
            spaced.append((" ", Mark.PLAIN))
        spaced.append((text, mark))
    return tuple(spaced)


def _kind_spoken(block: Block) -> str:
    return {"subheading": "Sub-heading: ", "bullet": "Bullet: "}.get(str(block.kind), "")
