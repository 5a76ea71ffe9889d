"""Reports of every shape for hypothesis: the nouns of `highlight_desktop.report`, at random."""

from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.prose import Block, BlockKind, tidy_spans
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import gate

lines = st.text(max_size=60).map(lambda text: gate(text).text.replace("\n", " "))
"""Text for one line, gated; any script, emoji, marks and spaces."""


@st.composite
def _blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(BlockKind))
    text = draw(lines)
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges), max_size=3))
    level = draw(st.integers(0, 1)) if kind is BlockKind.BULLET else 0
    return Block(kind, text, level, tidy_spans(spans, len(text)))


blocks = _blocks()
proses = st.lists(blocks, max_size=6).map(tuple)

editions = st.sampled_from(edition.bundled())
periods = st.sampled_from(["8 to 21 June 2020", "18/05/2020 – 25/05/2020", "December 2020"])


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer that does not stand in the way of submitting."""
    kind = draw(st.sampled_from([kind for kind in AnswerKind if kind != AnswerKind.UNANSWERED]))
    reason = draw(lines) if kind is AnswerKind.NOT_APPLICABLE else ""
    prose = draw(proses)
    if kind is AnswerKind.ANSWERED:
        prose = (*prose, Block(BlockKind.PARAGRAPH, f"{draw(lines)} written"))
    return Answer(kind, prose, reason, completed=draw(st.booleans()))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report that can be submitted, in any edition."""
    form: Edition = draw(editions)
    filled = lines.map(lambda text: f"{text} filled")
    header = {
        field.id: draw(periods if field.id is FieldId.PERIOD else filled) for field in form.header
    }
    given = {section.id: draw(answers()) for section in form.sections}
    report_id = f"{draw(st.integers(0, 2**128 - 1)):032x}"
    return Report(report_id, form, header, given, draw(proses))
