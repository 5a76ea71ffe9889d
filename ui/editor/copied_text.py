"""Knows how prose leaves by the clipboard: as text with marks, and as HTML for other programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from highlight_desktop.report.prose import Block, BlockKind, Prose, runs

_TAGS = {BlockKind.PARAGRAPH: "p", BlockKind.SUBHEADING: "h3"}
_BEGINNING = (
    '<html><head><meta charset="utf-8">'
    '<meta name="generator" content="highlight-desktop"></head>'
    '<body style="white-space:pre-wrap"><!--StartFragment-->'
)
"""By the name in it pasting knows that levels and typed marks are meant as they are."""
_END = "<!--EndFragment--></body></html>"


@dataclass(frozen=True, slots=True)
class Copied:
    """A selection; within one block it is words, without that block's kind."""

    prose: Prose

    def text(self) -> str:
        """A line for each block; bullets with marks by which pasting knows them again."""
        if len(self.prose) < 2:
            return "".join(block.text for block in self.prose)
        return "\n".join(map(_marked_line, self.prose))

    def html(self) -> str:
        """The same with sub-headings, levels and bold, as Word and browsers understand it."""
        if len(self.prose) < 2:
            inside = f"<span>{''.join(map(_words, self.prose))}</span>"
        else:
            inside = "".join(_elements(self.prose))
        return f"{_BEGINNING}{inside}{_END}"


def _marked_line(block: Block) -> str:
    is_bullet = block.kind is BlockKind.BULLET and block.text.strip()
    return f"{'  ' * block.level}- {block.text}" if is_bullet else block.text


def _elements(prose: Prose) -> Iterator[str]:
    """Elements of the page; a list inside another is inside its last item, as browsers want it."""
    lists = 0
    for block in prose:
        wanted = block.level + 1 if block.kind is BlockKind.BULLET else 0
        yield "</li></ul>" * max(0, lists - wanted)
        if block.kind is not BlockKind.BULLET:
            yield f"<{_TAGS[block.kind]}>{_words(block)}</{_TAGS[block.kind]}>"
        else:
            yield "</li>" if 0 < wanted <= lists else ""
            yield '<ul><li style="list-style-type:none">' * max(0, wanted - lists - 1)
            yield f"{'<ul>' if wanted > lists else ''}<li>{_words(block)}"
        lists = wanted
    yield "</li></ul>" * lists


def _words(block: Block) -> str:
    return "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in runs(block))
