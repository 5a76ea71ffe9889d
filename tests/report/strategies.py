"""Reports of every shape for hypothesis: the nouns of `highlight_desktop.report`, at random."""

from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.edition import (
    NIL_ANSWERS,
    AnswerKind,
    Edition,
    FieldId,
    HeaderField,
    Part,
    Section,
    Topic,
)
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
_said = lines.filter(str.strip)
_ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True)


@st.composite
def new_editions(draw: st.DrawFn) -> Edition:
    """A form as anybody may issue it, in any words."""
    names = draw(st.lists(_said, min_size=1, max_size=6, unique_by=str.casefold))
    ids = draw(st.lists(_ids, min_size=len(names), max_size=len(names), unique=True))
    parts = draw(st.integers(0, min(2, len(names))))
    sections = [
        Section(
            id=section_id,
            topic=draw(st.sampled_from(Topic)),
            name=name,
            part=str(min(number, parts - 1)) if parts else "",
            guidance=draw(lines),
            scope=draw(lines),
            subheadings=tuple(draw(st.lists(_said, max_size=2))),
            answers=tuple(draw(st.lists(st.sampled_from(NIL_ANSWERS), unique=True))),
        )
        for number, (section_id, name) in enumerate(zip(ids, names, strict=True))
    ]
    fields = [FieldId.PERIOD, FieldId.AUTHOR, FieldId.SERVICE_AREAS]
    fields += [FieldId.LOCAL_AUTHORITY] * draw(st.integers(0, 1))
    return Edition(
        id=draw(_ids),
        title=draw(_said),
        header=tuple(HeaderField(each, draw(_said)) for each in fields),
        sections=tuple(sections),
        parts=tuple(Part(str(number), draw(_said)) for number in range(parts)),
    )


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
