"""Knows what a submitted report carries of the changes since the last one: plain, and whole.

It is worked out once, when the report is submitted, and travels in the snapshot, because the
last report need not be at hand where the documents are made again. What stayed the same is
left out, and no text is carried that is not told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from highlight_desktop.report.changes import (
    BlockChange,
    BlockState,
    SectionChanges,
    SectionState,
    compare,
)
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.period import Period
from highlight_desktop.report.prose import BlockKind
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import gate, one_line
from highlight_desktop.report.word_changes import Piece, Pieces, PieceState

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """One block that is not as it was."""

    state: BlockState
    kind: BlockKind
    """As it is now; as it was, if it was removed."""
    pieces: Pieces

    @classmethod
    def of(cls, change: BlockChange) -> Self:
        """What became of a block."""
        return cls(change.state, change.shown.kind, change.pieces)

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """A block's change as `to_plain` gave it. Raises KeyError, TypeError or ValueError."""
        state = BlockState(values["state"])
        if state is BlockState.SAME:
            raise ValueError("a block that is the same is no change")
        pieces = (Piece(_text(one["text"]), PieceState(one["state"])) for one in values["pieces"])
        return cls(state, BlockKind(values["kind"]), tuple(pieces))

    def to_plain(self) -> Plain:
        """Plain values for JSON."""
        return {
            "state": str(self.state),
            "kind": str(self.kind),
            "pieces": [{"text": each.text, "state": str(each.state)} for each in self.pieces],
        }


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """One topic: how it was answered, how it is answered now, and the blocks that differ."""

    heading: str
    state: SectionState
    before: Answer
    """Its kind and reason; the text is in the blocks."""
    after: Answer
    blocks: tuple[ChangedBlock, ...]

    @classmethod
    def of(cls, section: SectionChanges) -> Self:
        """What became of a topic. Where there is no change now, what was written still holds."""
        stands = section.after.kind is AnswerKind.NO_CHANGE
        changed = [each for each in section.blocks if each.state is not BlockState.SAME]
        return cls(
            section.heading,
            section.state,
            _without_text(section.before),
            _without_text(section.after),
            () if stands else tuple(ChangedBlock.of(each) for each in changed),
        )

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """A topic as `to_plain` gave it. Raises KeyError, TypeError or ValueError."""
        return cls(
            _text(values["heading"]),
            SectionState(values["state"]),
            _answer(values["before"]),
            _answer(values["after"]),
            tuple(ChangedBlock.from_plain(each) for each in values["blocks"]),
        )

    def to_plain(self) -> Plain:
        """Plain values for JSON."""
        return {
            "heading": self.heading,
            "state": str(self.state),
            "before": {"answer": str(self.before.kind), "reason": self.before.reason},
            "after": {"answer": str(self.after.kind), "reason": self.after.reason},
            "blocks": [each.to_plain() for each in self.blocks],
        }


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the last report, and which report that was."""

    report_id: str
    version: int
    period: Period
    sha256: str
    """Of the last report's snapshot."""
    sections: tuple[ChangedSection, ...]
    """Those that say something else now, in the order of the form."""
    unchanged: tuple[str, ...]
    """The headings of those that were asked for both times and say the same."""

    @classmethod
    def compared(
        cls, before: Report, after: Report, *, version: int, period: Period, sha256: str
    ) -> Self:
        """What is otherwise in `after`; version, period and hash are those of `before`."""
        all_sections = compare(before, after)
        return cls(
            before.id,
            version,
            period,
            sha256,
            tuple(ChangedSection.of(each) for each in all_sections if each.differs),
            _headings(all_sections),
        )

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """As `to_plain` gave it. Raises KeyError, TypeError or ValueError."""
        period = values["period"]
        start, end = (date.fromisoformat(period[key]) for key in ("start", "end"))
        return cls(
            _text(values["id"]),
            int(values["version"]),
            Period(_text(period["typed"]), start, end),
            _text(values["sha256"]),
            tuple(ChangedSection.from_plain(each) for each in values["sections"]),
            tuple(_text(each) for each in values["unchanged"]),
        )

    def to_plain(self) -> Plain:
        """Plain values for JSON, from which `from_plain` makes the same again."""
        return {
            "id": self.report_id,
            "version": self.version,
            "period": {
                "typed": self.period.typed,
                "start": self.period.start.isoformat(),
                "end": self.period.end.isoformat(),
            },
            "sha256": self.sha256,
            "sections": [each.to_plain() for each in self.sections],
            "unchanged": list(self.unchanged),
        }


def _headings(sections: Sequence[SectionChanges]) -> tuple[str, ...]:
    return tuple(one.heading for one in sections if one.state is SectionState.UNCHANGED)


def _without_text(answer: Answer) -> Answer:
    return Answer(answer.kind, (), one_line(answer.reason))


def _answer(values: Mapping[str, Any]) -> Answer:
    return Answer(AnswerKind(values["answer"]), (), _text(values["reason"]))


def _text(value: object) -> str:
    """Text as the gate lets it through: what is read may have been made by anyone."""
    if not isinstance(value, str) or "\n" in value or gate(value).text != value:
        raise ValueError("not one line of gated text")
    return value
