"""Knows the way through Word's XML: paragraphs and tables, in the order they are shown."""

from collections.abc import Iterator

from highlight_desktop.inbox.word.context import Context
from highlight_desktop.inbox.word.inline import DELETED, Text
from highlight_desktop.inbox.word.names import Element, child, child_value, name, number, switch
from highlight_desktop.inbox.word.numbering import Item
from highlight_desktop.inbox.word.runs import Block
from highlight_desktop.inbox.word.styles import on

_OUTLINED_AS_TEXT = 9


def read(container: Element, context: Context) -> list[Block]:
    """The paragraphs and tables of a story: the body, a text box, a note, a page header."""
    story = _Story(context)
    blocks = list[Block]()
    story.blocks(container, blocks)
    context.has_open_field |= story.text.fields.is_open
    return blocks


class _Story:
    """One run of text from its first paragraph to its last."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.text = Text(context, read)

    # Blocks

    def blocks(self, container: Element, sink: list[Block]) -> None:
        """Read what stands one below the other."""
        self._each_block(container, sink)
        self._flush(sink)

    def _each_block(self, container: Element, sink: list[Block]) -> None:
        for each in container:
            found = name(each)
            if found == "w:p":
                self._paragraph(each, sink)
            elif found == "w:tbl":
                self._flush(sink)
                sink.append({"rows": list(self._rows(each))})
            elif found in ("m:oMathPara", "m:oMath", "w:r"):
                self.text.take_one(each)
                self._flush(sink)
            elif inner := self.text.inside(each, found):
                self._each_block(inner[0], sink)

    def _paragraph(self, element: Element, sink: list[Block]) -> None:
        properties = child(element, "w:pPr")
        styles = self._context.styles
        self.text.style = styles.paragraph_style(child_value(properties, "w:pStyle"))
        self.text.take(element)
        mark = child(properties, "w:rPr")
        if mark is not None and any(name(each) in DELETED for each in mark):
            return  # its end is deleted: the next paragraph goes on with it
        outlined = number(child_value(properties, "w:outlineLvl"))
        heading = (
            styles.heading(self.text.style) if outlined is None else outlined < _OUTLINED_AS_TEXT
        )
        item = None if on(mark, "w:vanish") else self._item(child(properties, "w:numPr"))
        sink += self.text.finish(heading=heading, item=item)

    def _item(self, said: Element) -> Item | None:
        styles, numbering = self._context.styles, self._context.numbering
        list_id, level = child_value(said, "w:numId"), number(child_value(said, "w:ilvl"))
        if list_id is None:
            list_id, styled_level = styles.item(self.text.style)
            if list_id is None:
                return None
            if level is None:
                owner = styles.owner(self.text.style, list_id)
                level = numbering.level_of_style(list_id, owner)
            level = styled_level if level is None else level
        item = numbering.item(list_id, level or 0)
        if item and not item.level:
            return Item(styles.list_depth(self.text.style), item.mark)
        return item

    def _flush(self, sink: list[Block]) -> None:
        if self.text.is_begun:
            sink += self.text.finish()

    # Tables

    def _rows(self, container: Element) -> Iterator[list[list[Block]]]:
        for each in container:
            found = name(each)
            if found == "w:tr":
                properties = child(each, "w:trPr")
                if child(properties, "w:del") is not None:
                    self.text.leave_out("deleted", each)
                elif switch(properties, "w:hidden"):
                    self.text.leave_out("hidden", each)
                else:
                    yield list(self._cells(each))
            elif inner := self.text.inside(each, found):
                yield from self._rows(inner[0])

    def _cells(self, container: Element) -> Iterator[list[Block]]:
        for each in container:
            found = name(each)
            if found == "w:tc":
                if child(each, "w:tcPr", "w:cellDel") is not None:
                    self.text.leave_out("deleted", each)
                    continue
                cell = list[Block]()
                self.blocks(each, cell)
                yield cell
            elif inner := self.text.inside(each, found):
                yield from self._cells(inner[0])
