"""Knows what changed between two reports, also across editions of the form: topic by topic.

Sections correspond when they share a topic. Inside a topic blocks are matched first by their
words, wherever they stand, and then by how many words they share; only what is left was added
or removed. Nothing is rounded off: from the changes either report's text can be made again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from highlight_desktop.report import word_changes
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.prose import Block, Prose, without_blanks
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, Report
from highlight_desktop.report.text import words
from highlight_desktop.report.word_changes import Pieces

_ALIKE_AT_LEAST = 0.5
"""The share of words in common from which on two blocks are one block edited."""
_COMMON_FROM = 20
"""A word that stands in so many of the removed blocks does not tell which of them was edited."""
_CANDIDATES = 5
"""How many removed blocks are looked at as what one added block may have been."""


class BlockState(StrEnum):
    """What became of a block; the values are those of the command line's JSON."""

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


class SectionState(StrEnum):
    """What became of a topic; the values are those of the command line's JSON."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    """The earlier report's form does not ask for it."""
    GONE = "gone"
    """The later report's form does not ask for it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where it stands."""

    at: int
    """Its number from the top, blank blocks not counted."""
    block: Block


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block: what it was, and what it is."""

    state: BlockState
    """Judged by the words alone: a paragraph made a bullet, or bold, is still the same."""
    before: Placed | None
    after: Placed | None

    @property
    def shown(self) -> Block:
        """What it is now; what it was, if it was removed."""
        placed = self.after or self.before
        if placed is None:
            raise ValueError("a change has a block before it, or after it, or both")
        return placed.block

    @property
    def pieces(self) -> Pieces:
        """The words that changed. Costs a comparison: ask once."""
        return word_changes.pieces(_text(self.before), _text(self.after))


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """What became of one topic."""

    topic: Topic | None
    """None for the text that belongs to no section."""
    heading: str
    """As the later report's form prints it; the earlier one's where the later has none."""
    state: SectionState
    before: Answer
    """What was said, as `said` gives it."""
    after: Answer
    blocks: tuple[BlockChange, ...] = field(repr=False)
    """In the order of the later text; what was removed follows what it stood behind."""

    @property
    def differs(self) -> bool:
        """True when something else is said; a heading nobody wrote under makes no difference."""
        if self.state in (SectionState.NEW, SectionState.GONE):
            return self.before != self.after
        return self.state is SectionState.CHANGED


def compare(before: Report, after: Report) -> tuple[SectionChanges, ...]:
    """What changed in each topic, in the order of the later form; then what it has no place for."""
    topics = dict.fromkeys((*_topics(after), *_topics(before)))
    compared = [of_topic(topic, before, after) for topic in topics]
    left = (without_blanks(before.unplaced), without_blanks(after.unplaced))
    if any(left):
        was, now = (Answer(AnswerKind.ANSWERED, prose) if prose else Answer() for prose in left)
        compared.append(_section(None, NOT_YET_PLACED, was, now, SectionState.UNCHANGED))
    return tuple(compared)


def of_topic(topic: Topic, before: Report, after: Report) -> SectionChanges:
    """What changed in one topic that at least one of the forms has."""
    form = after if topic in _topics(after) else before
    state = SectionState.UNCHANGED
    if topic not in _topics(before):
        state = SectionState.NEW
    elif topic not in _topics(after):
        state = SectionState.GONE
    return _section(topic, heading(form, topic), said(before, topic), said(after, topic), state)


def heading(report: Report, topic: Topic) -> str:
    """What the report's form calls a topic; empty if it does not ask for it."""
    return " / ".join(each.name for each in report.edition.sections if each.topic is topic)


def said(report: Report, topic: Topic) -> Answer:
    """What a report says on a topic: text alone where there is some, without blank blocks.

    Text that an answer such as No change sets aside is not said, and nor are the
    sub-headings that stand ready in a new section. Several sections are read as one.
    """
    answers = [report.answer_to(each) for each in report.edition.sections if each.topic is topic]
    given = [each for each in answers if each.kind is not AnswerKind.UNANSWERED]
    written = [each for each in given if each.kind is AnswerKind.ANSWERED]
    if written:
        blocks = (block for each in written for block in without_blanks(each.prose))
        return Answer(AnswerKind.ANSWERED, tuple(blocks))
    return Answer(given[0].kind, (), given[0].reason) if given else Answer()


def periods_unchanged(block: Block, earlier: Sequence[Report], topic: Topic) -> int:
    """How many periods in a row a block has stood under a topic, word for word.

    `earlier` are the reports before, newest first. One that answered No change let stand
    what was written before it, so it counts as soon as that is found.
    """
    wanted = _folded(block.text)
    counted = passed_over = 0
    for report in earlier:
        answer = said(report, topic)
        if any(_folded(each.text) == wanted for each in answer.prose):
            counted += 1 + passed_over
            passed_over = 0
        elif answer.kind is AnswerKind.NO_CHANGE:
            passed_over += 1
        else:
            break
    return counted


def text_before(section: SectionChanges) -> Prose:
    """The earlier text, made again from its changes."""
    return _in_place(change.before for change in section.blocks)


def text_after(section: SectionChanges) -> Prose:
    """The later text, made again from its changes."""
    return _in_place(change.after for change in section.blocks)


def compare_prose(before: Prose, after: Prose) -> tuple[BlockChange, ...]:
    """What became of each block, in the order of the later text."""
    same = word_changes.pair_up([one.text for one in before], [one.text for one in after])
    was_matched, is_matched = {was for was, _ in same}, {now for _, now in same}
    gone = [number for number in range(len(before)) if number not in was_matched]
    come = [number for number in range(len(after)) if number not in is_matched]
    edited = _edited(before, after, gone, come)
    pairs = sorted([*same, *edited], key=lambda pair: pair[1])
    fixed = set(word_changes.in_order(pairs))
    was_of = {now: was for was, now in pairs}
    removed = sorted(set(range(len(before))) - {was for was, _ in pairs})
    return tuple(_laid_out(before, after, was_of, fixed, set(same), removed))


def _laid_out(
    before: Prose,
    after: Prose,
    was_of: dict[int, int],
    fixed: set[tuple[int, int]],
    same: set[tuple[int, int]],
    removed: list[int],
) -> Iterator[BlockChange]:
    """All blocks; those removed come before the next one that kept its place."""
    left = iter([*removed, len(before)])
    next_removed = next(left)
    for now, block in enumerate(after):
        was = was_of.get(now)
        if was is None:
            yield BlockChange(BlockState.ADDED, None, Placed(now, block))
            continue
        kept_place = (was, now) in fixed
        while kept_place and next_removed < was:
            yield BlockChange(BlockState.REMOVED, Placed(next_removed, before[next_removed]), None)
            next_removed = next(left)
        unedited = BlockState.SAME if kept_place else BlockState.MOVED
        state = unedited if (was, now) in same else BlockState.EDITED
        yield BlockChange(state, Placed(was, before[was]), Placed(now, block))
    while next_removed < len(before):
        yield BlockChange(BlockState.REMOVED, Placed(next_removed, before[next_removed]), None)
        next_removed = next(left)


def _edited(before: Prose, after: Prose, gone: list[int], come: list[int]) -> list[tuple[int, int]]:
    """Which of the blocks that are gone became which of those that are new, the most alike first.

    Only blocks that share a rare word are compared, and those at the same place, so that a
    thousand edited blocks do not ask for a million comparisons.
    """
    old = {was: Counter(_words(before[was])) for was in gone}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for was, counted in old.items():
        for word in counted:
            holders[word].append(was)
    scored = []
    for number, now in enumerate(come):
        counted = Counter(_words(after[now]))
        votes = Counter(
            was
            for word in counted
            if len(holders.get(word, ())) < _COMMON_FROM
            for was in holders.get(word, ())
        )
        candidates = {was for was, _ in votes.most_common(_CANDIDATES)}
        for was in candidates | set(gone[number : number + 1]):
            alike = _alike(old[was], counted)
            if alike >= _ALIKE_AT_LEAST:
                scored.append((-alike, abs(was - now), now, was))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, now, was in sorted(scored):
        if was not in pairs and now not in taken:
            pairs[was] = now
            taken.add(now)
    return list(pairs.items())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(block: Block) -> list[str]:
    return [word.casefold().rstrip(".,;:!?)”’\"'") for word in words(block.text)]


def _section(
    topic: Topic | None, title: str, before: Answer, after: Answer, state: SectionState
) -> SectionChanges:
    blocks = compare_prose(before.prose, after.prose)
    moved = any(change.state is not BlockState.SAME for change in blocks)
    answered = (before.kind, before.reason) != (after.kind, after.reason)
    if state is SectionState.UNCHANGED and (moved or answered):
        state = SectionState.CHANGED
    return SectionChanges(topic, title, state, before, after, blocks)


def _topics(report: Report) -> tuple[Topic, ...]:
    return tuple(dict.fromkeys(section.topic for section in report.edition.sections))


def _in_place(placed: Iterator[Placed | None]) -> Prose:
    there = sorted((each for each in placed if each is not None), key=lambda each: each.at)
    return tuple(each.block for each in there)


def _text(placed: Placed | None) -> str:
    return placed.block.text if placed else ""


def _folded(text: str) -> str:
    return " ".join(text.split())
