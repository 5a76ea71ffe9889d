"""Knows the command `changes`: what a report says otherwise than the one before it."""

import argparse
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from highlight_desktop.commands import console, values
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.outbox.comparison import NO_EARLIER
from highlight_desktop.report.changes import (
    BlockChange,
    BlockState,
    SectionChanges,
    SectionState,
    compare,
)
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.report import Report, title_in_words
from highlight_desktop.report.text import one_line
from highlight_desktop.report.word_changes import PieceState
from highlight_desktop.store.reports import Store

_MARKS = {
    BlockState.MOVED: ">",
    BlockState.EDITED: "~",
    BlockState.ADDED: "+",
    BlockState.REMOVED: "-",
}
_PIECES = {PieceState.SAME: "{}", PieceState.ADDED: "{{+{}+}}", PieceState.REMOVED: "[-{}-]"}
_ASKED_BY_ONE_FORM = {
    SectionState.NEW: " (new in this form)",
    SectionState.GONE: " (not in this form)",
}


def tell_changes(asked: argparse.Namespace) -> int:
    """What changed against the last report submitted, or against the one named."""
    with Store.open(asked.data) as store:
        after = store.load(store.find(asked.report)).report
        if asked.against is not None:
            before: Report | None = store.load(store.find(asked.against)).report
        else:
            last = store.last_submitted(after)
            before = last.report if last else None
    if before is None:
        if asked.json:
            console.say_json(values.of_changes(after, None, ()))
        console.tell(NO_EARLIER)
        return NO
    changes = compare(before, after)
    if asked.json:
        console.say_json(values.of_changes(after, before, changes))
    else:
        for line in _lines(after, before, changes):
            console.say(line)
    return DONE


def _lines(after: Report, before: Report, changes: tuple[SectionChanges, ...]) -> Iterator[str]:
    """For people: each section that changed, and one line for those that did not."""
    yield f"{one_line(title_in_words(after))}, against {one_line(title_in_words(before))}"
    changed = [section for section in changes if section.differs]
    for section in changed:
        yield ""
        yield section.heading + _ASKED_BY_ONE_FORM.get(section.state, "")
        yield from _section_lines(section)
    unchanged = [section.heading for section in changes if section.state is SectionState.UNCHANGED]
    yield ""
    if not changed:
        yield "No change."
    elif unchanged:
        yield f"No change: {', '.join(unchanged)}."


def _section_lines(section: SectionChanges) -> Iterator[str]:
    if section.after.kind is not AnswerKind.ANSWERED:
        reason = one_line(section.after.reason)
        yield f"  = {section.after.kind.label}{f' – {reason}' if reason else ''}"
    if section.after.kind is not AnswerKind.NO_CHANGE:
        for change in section.blocks:
            if change.state is not BlockState.SAME:
                yield f"  {_MARKS[change.state]} {_marked(change)}"


def _marked(change: BlockChange) -> str:
    """The words; in an edited block [-those that are gone-] and {+those that are new+}."""
    edited = change.state is BlockState.EDITED
    return "".join(
        _PIECES[piece.state].format(piece.text) if edited else piece.text for piece in change.pieces
    )


WORK: Mapping[str, Work] = MappingProxyType({"changes": tell_changes})
