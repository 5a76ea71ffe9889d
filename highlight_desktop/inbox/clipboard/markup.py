"""Knows how the HTML of a clipboard becomes blocks, and when to take its plain text instead.

libxml2 reads it (by lxml): its time grows with the length alone, whatever is unclosed or
nested (html.parser of Python 3.13.0 took 8 s for 30 kB of "<a <a …" and raised on "<![<![").
It only tells of what it meets: no tree is built, nothing is loaded, no entity is defined.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from highlight_desktop.inbox.clipboard import plain
from highlight_desktop.inbox.clipboard.lines import Line
from highlight_desktop.inbox.clipboard.page import Page, TooMuchError, count_in_words
from highlight_desktop.inbox.clipboard.pasted import Pasted
from highlight_desktop.report.prose import BULLET_LEVELS, Block, BlockKind
from highlight_desktop.report.text import gate

_LIMIT_CHARACTERS = 20_000_000
"""Pictures are often written into the page: 20 MB of them take 0.2 s to step over."""
_CHUNK_CHARACTERS = 1 << 16
_HEADER = re.compile(r"\s*Version:\d")
"""Windows writes a few lines on where the parts are before the page itself."""
_OWN = '<meta name="generator" content="highlight-desktop">'
"""Written at the top of what is copied here."""


def read(html: str, text: str = "") -> Pasted:
    """What was copied, from its HTML, or from its plain text when that has no words in it.

    `text` is the plain text beside the HTML: it tells whether the last line was copied with
    its end, and if a single line had spaces around it. Never raises.
    """
    if len(html) > _LIMIT_CHARACTERS:
        return _without_formatting(text)
    gated = gate(html)
    page = Page(has_fragment="<!--StartFragment" in html, is_own=_OWN in html[:1000])
    try:
        _feed(page, _without_header(gated.text))
    except TooMuchError:
        return _without_formatting(text)
    if not page.lines:
        read_plain = plain.read(text)
        return replace(read_plain, notes=tuple(dict.fromkeys((*page.notes(), *read_plain.notes))))
    return _pasted(page, gated.notes, gate(text).text)


def _feed(page: Page, html: str) -> None:
    # Here and not above: the window is open before anything can be pasted.
    from lxml import etree

    parser = etree.HTMLParser(target=page, no_network=True)
    for start in range(0, len(html), _CHUNK_CHARACTERS):
        parser.feed(html[start : start + _CHUNK_CHARACTERS])
    if html:
        parser.close()


def _pasted(page: Page, notes: Sequence[str], text: str) -> Pasted:
    blocks, folded = _blocks(page.lines, is_own=page.is_own)
    deeper = count_in_words(folded, "bullet was", "bullets were")
    all_notes = (
        *page.notes(),
        *((f"{deeper} more than two levels deep and moved to the second.",) if folded else ()),
        *notes,
    )
    return Pasted(
        prose=blocks,
        inline=_with_spaces_of(text, blocks[0]) if len(blocks) == 1 else None,
        ends_line=len(blocks) > 1 and (text.endswith("\n") or not text),
        notes=tuple(dict.fromkeys(all_notes)),
    )


def _blocks(lines: Sequence[Line], *, is_own: bool) -> tuple[tuple[Block, ...], int]:
    """The blocks, and how many bullets had to be moved out; levels begin at the outermost."""
    depths = [line.depth for line in lines if line.depth is not None]
    outermost = 0 if is_own else min(depths, default=0)
    blocks, folded = [], 0
    for line in lines:
        level = 0
        if line.kind is BlockKind.BULLET:
            depth = (line.depth or 0) - outermost
            level = min(max(depth, 0), BULLET_LEVELS - 1)
            folded += depth > level
        bold = () if line.kind is BlockKind.SUBHEADING else line.bold
        blocks.append(Block(line.kind, line.text, level, bold))
    return tuple(blocks), folded


def _with_spaces_of(text: str, block: Block) -> Block:
    """The block for a place in a sentence, with a space where the plain text has one."""
    before = " " if text[:1].isspace() and text[:1] != "\n" else ""
    after = " " if text[-1:].isspace() and text[-1:] != "\n" else ""
    spans = ((start + len(before), end + len(before)) for start, end in block.bold)
    return Block(BlockKind.PARAGRAPH, f"{before}{block.text}{after}", bold=tuple(spans))


def _without_formatting(text: str) -> Pasted:
    read_plain = plain.read(text)
    told = (
        "There was too much formatting to read, so the text was pasted without it."
        if read_plain.prose
        else "There was too much formatting to read, and no plain text beside it."
    )
    return replace(read_plain, notes=(told, *read_plain.notes))


def _without_header(html: str) -> str:
    return html[html.find("<") :] if _HEADER.match(html) and "<" in html else html
