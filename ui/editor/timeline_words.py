"""Knows how a topic's way through the periods is told, the last period first."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from highlight_desktop.report.changes import BlockState
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.text import one_line
from highlight_desktop.report.timeline import Moment
from ui.editor.shown_changes import changed_paragraph
from ui.widgets.paragraph_list import Mark, Paragraph

THIS_REPORT = "this report"
NO_PERIOD = "No period yet"
_NO_REMARKS: Mapping[str, str] = MappingProxyType({})


def told(
    moments: Sequence[Moment], shown_id: str, remarks: Mapping[str, str] = _NO_REMARKS
) -> list[Paragraph]:
    """Each period with the words that changed in it; `shown_id` is of the report that is open.

    `remarks` say what there is to know of a report, by its id.
    """
    return [
        paragraph
        for moment in reversed(moments)
        for paragraph in _moment(
            moment, remarks.get(moment.report.id, ""), is_shown=moment.report.id == shown_id
        )
    ]


def _moment(moment: Moment, remark: str, *, is_shown: bool) -> Iterator[Paragraph]:
    period = moment.report.period_if_understood()
    when = period.label if period else one_line(moment.report.typed(FieldId.PERIOD)) or NO_PERIOD
    heading = ", ".join(each for each in (when, remark, THIS_REPORT if is_shown else "") if each)
    yield _line(BlockKind.SUBHEADING, heading, spoken=f"Period: {heading}")
    if moment.answer.kind is not AnswerKind.ANSWERED:
        yield _line(BlockKind.PARAGRAPH, f"{moment.answer.in_words}.")
    changed = [each for each in moment.blocks if each.state is not BlockState.SAME]
    for each in changed:
        yield changed_paragraph(each)
    same = len(moment.blocks) - len(changed)
    if same and moment.answer.kind is AnswerKind.ANSWERED:
        yield _line(BlockKind.PARAGRAPH, _unchanged(same))


def _unchanged(paragraphs: int) -> str:
    return "1 paragraph unchanged." if paragraphs == 1 else f"{paragraphs:,} paragraphs unchanged."


def _line(kind: BlockKind, text: str, spoken: str = "") -> Paragraph:
    return Paragraph(Block(kind, text), ((text, Mark.PLAIN),), spoken or text)
