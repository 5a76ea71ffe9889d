"""Knows how the last page tells what changed since the last report: in words, not in colours."""

from collections.abc import Iterator

from highlight_desktop.report.changes import BlockState, SectionState
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, Prose, tidy_spans
from highlight_desktop.report.report import Answer, short_id
from highlight_desktop.report.since import ChangedBlock, ChangedSection, Since
from highlight_desktop.report.word_changes import PieceState

TITLE = "What changed since the last report"
_AROUND = 8
"""Words that stay in sight on each side of a change; those further off are left out."""
_MOVED_SHOWN = 16
"""Words of a moved paragraph: it stands whole in the report."""
_NOT_WORTH_LEAVING_OUT = 4
_LEFT_OUT = "…"
_STATES = {
    BlockState.ADDED: "Added",
    BlockState.REMOVED: "Removed",
    BlockState.MOVED: "Moved",
    BlockState.EDITED: "Changed",
}
_ASKED_BY_ONE_FORM = {
    SectionState.NEW: " (new in this form)",
    SectionState.GONE: " (not in this form)",
}


def introduction(since: Since) -> Prose:
    """Which report it is compared with, how to read what follows, and what did not change."""
    told = [
        f"Compared with the report for {since.period.label}, version {since.version}"
        f" (report {short_id(since.report_id)})."
    ]
    if any(block.state is BlockState.EDITED for one in since.sections for block in one.blocks):
        told.append(
            "In what was changed, [removed: …] and [added: …] stand round the words that differ;"
            f" words that stayed the same may be left out, which is shown by “{_LEFT_OUT}”."
        )
    if not since.sections:
        told.append("Nothing changed.")
    elif since.unchanged:
        told.append(f"Unchanged: {', '.join(since.unchanged)}.")
    return tuple(Block(BlockKind.PARAGRAPH, each) for each in told)


def sections(since: Since) -> Iterator[tuple[str, Prose]]:
    """The heading and the changes of each section that says something else now."""
    for section in since.sections:
        heading = section.heading + _ASKED_BY_ONE_FORM.get(section.state, "")
        yield heading, told(section)


def told(section: ChangedSection) -> Prose:
    """What the answer is now, if that is another, and what became of each block."""
    return (*_answers(section), *map(_changed, section.blocks))


def _answers(section: ChangedSection) -> Iterator[Block]:
    """What the answer is now, where it is another than it was."""
    told = section.before, section.after
    if section.before == section.after or any(one.kind is AnswerKind.UNANSWERED for one in told):
        return
    was, now = map(_in_words, told)
    yield Block(BlockKind.PARAGRAPH, f"Answer now: {now}. Last time: {was}.")


def _in_words(answer: Answer) -> str:
    return "text" if answer.kind is AnswerKind.ANSWERED else answer.in_words


def _changed(change: ChangedBlock) -> Block:
    """A bullet that begins with what became of the block."""
    noun = " sub-heading" if change.kind is BlockKind.SUBHEADING else ""
    lead = f"{_STATES[change.state]}{noun}:"
    text, bold = f"{lead} ", [(0, len(lead))]
    for said, marked in _said(change):
        if marked:
            text += "" if text[-1].isspace() else " "
            bold.append((len(text), len(text) + len(said)))
        text += said
    return Block(BlockKind.BULLET, text, 0, tidy_spans(bold, len(text)))


def _said(change: ChangedBlock) -> Iterator[tuple[str, bool]]:
    """The words of a block, and whether they are a difference to be marked."""
    if change.state is BlockState.MOVED:
        yield _shortened("".join(piece.text for piece in change.pieces), _MOVED_SHOWN, 0), False
        return
    final = len(change.pieces) - 1
    for number, piece in enumerate(change.pieces):
        if change.state is not BlockState.EDITED:
            yield piece.text, False
        elif piece.state is PieceState.SAME:
            before, after = _AROUND if number else 0, _AROUND if number < final else 0
            yield _shortened(piece.text, before, after), False
        else:
            yield from _marked(piece.text, str(piece.state))


def _marked(text: str, state: str) -> Iterator[tuple[str, bool]]:
    """The words in brackets, the space round them outside, where it parts them from the rest."""
    words = text.strip()
    lead, _, tail = text.partition(words) if words else ("", "", "")
    yield lead, False
    yield f"[{state}: {words or 'space'}]", True
    yield tail, False


def _shortened(text: str, first: int, last: int) -> str:
    """The text without what stands between its first and its last words."""
    words = text.split(" ")
    if len(words) <= first + last + _NOT_WORTH_LEAVING_OUT:
        return text
    return " ".join([*words[:first], _LEFT_OUT, *words[len(words) - last :]])
