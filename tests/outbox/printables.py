"""Reports to print for hypothesis: every edition, kind of block, length, script and standing."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, Prose, tidy_spans
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.snapshot import Printable, Recipient, freeze, proof
from tests.report.strategies import lines, reports

NOW = datetime(2020, 6, 22, 9, 15, tzinfo=UTC)
HUB = Recipient("Coordination Hub", "hub@council.example")
WORDS = [
    *"libraries are open Môn, ŵ £1,240 H&S <b> =1+1 Ελληνικά Привет ✔ ½ 🙂 😀🎉 لا א 漢字".split(),
    *"https://council.example/a?b=(c). jo@council.example; e\u0301 q\u0302\u0323".split(),
]
_KNOWN = lettering()
LETTERS = [
    char
    for char in map(chr, (*range(0x20, 0xD800), *range(0x10000, 0x20000)))
    if char.isprintable() and not _KNOWN.unprintable(char)
]
"""Those that the bundled fonts have, alone or in parts."""


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """A line of words, of letters, or one so long that it goes over pages, with spaces or not."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=300))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
    if draw(st.integers(0, 3)):
        return " ".join(words)
    return draw(st.sampled_from(["", " ", "  "])).join(words * draw(st.integers(1, 30)))


@st.composite
def _blocks(draw: st.DrawFn) -> Block:
    text = draw(_texts())
    kind = draw(st.sampled_from([*BlockKind, BlockKind.BULLET, BlockKind.BULLET]))
    edges = st.integers(0, len(text))
    bold = tidy_spans(draw(st.lists(st.tuples(edges, edges), max_size=3)), len(text))
    level = draw(st.integers(0, 1)) if kind is BlockKind.BULLET else 0
    return Block(kind, text, level, bold)


_proses: st.SearchStrategy[Prose] = st.lists(_blocks(), min_size=1, max_size=12).map(tuple)


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    report = draw(reports())
    answers = {
        key: Answer(AnswerKind.ANSWERED, draw(_proses)) if draw(st.integers(0, 2)) == 0 else answer
        for key, answer in report.answers.items()
    }
    marking = draw(st.sampled_from(["", "OFFICIAL", "OFFICIAL-SENSITIVE " * 4]))
    return replace(report, answers=answers, marking=marking)


@st.composite
def printables(draw: st.DrawFn) -> Printable:
    """A report to print: submitted, a correction of one, or a draft."""
    report = draw(_reports())
    standing = {"version": 1, "supersedes": None, "correction": ""}
    if draw(st.booleans()):
        standing = {"version": 3, "supersedes": "ab" * 16, "correction": draw(lines)}
    if draw(st.booleans()):
        return proof(report, proofed_at=NOW, app_version="0.1.0", **standing)
    earlier = replace(draw(_reports()), id="cd" * 16) if draw(st.booleans()) else None
    if earlier:
        period = earlier.period()
        standing["since"] = Since.compared(
            earlier, report, version=1, period=period, sha256="ef" * 32
        )
    return freeze(report, submitted_at=NOW, app_version="0.1.0", recipient=HUB, **standing)
