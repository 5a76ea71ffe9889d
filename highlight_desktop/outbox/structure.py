"""Knows which tags the pieces of a report get: headings by level, lists in lists, one table."""

from highlight_desktop.outbox.story import Piece, Role
from highlight_desktop.outbox.tagged import Element, Tag, TaggedPages

_DEPTHS = {Role.BULLET: 1, Role.INNER_BULLET: 2}


class Structure:
    """Makes the elements of one report, piece by piece from top to bottom."""

    def __init__(
        self, pages: TaggedPages, parent: Element, *, has_parts: bool, title_level: int = 1
    ) -> None:
        self._pages = pages
        self._parent = parent
        self._levels = {
            Role.TITLE: title_level,
            Role.PART: title_level + 1,
            Role.SECTION: title_level + 1 + has_parts,
        }
        self._level = title_level
        """Of the heading that a sub-heading would stand under."""
        self._table: Element | None = None
        self._lists: list[Element] = []
        """The lists that are open, the outermost first."""
        self._bodies: list[Element] = []
        """The body of the last item of each."""

    def elements(self, piece: Piece) -> tuple[Element, ...]:
        """New elements for a piece, one for each of its cells."""
        if piece.role in _DEPTHS:
            return self._item(_DEPTHS[piece.role])
        self._lists, self._bodies = [], []
        if piece.role is Role.FIELD:
            return self._row()
        self._table = None
        if piece.role in self._levels:
            self._level = self._levels[piece.role]
            return (self._pages.element(Tag.heading(self._level), self._parent),)
        if piece.role is Role.SUBHEADING:
            return (self._pages.element(Tag.heading(self._level + 1), self._parent),)
        return (self._pages.element(Tag.PARAGRAPH, self._parent),)

    def level(self, role: Role) -> int:
        """The level of a title's, a part's or a section's heading, counted from 1; else 0."""
        return self._levels.get(role, 0)

    def _row(self) -> tuple[Element, ...]:
        if self._table is None:
            self._table = self._pages.element(Tag.TABLE, self._parent)
        row = self._pages.element(Tag.ROW, self._table)
        return self._pages.element(Tag.ROW_HEADER, row), self._pages.element(Tag.CELL, row)

    def _item(self, depth: int) -> tuple[Element, ...]:
        """A new item of a list this deep; where no item stands above it, an empty one does."""
        del self._lists[depth:], self._bodies[depth - 1 :]
        while len(self._lists) < depth:
            inside = self._bodies[-1] if self._bodies else self._parent
            self._lists.append(self._pages.element(Tag.LIST, inside))
            if len(self._lists) < depth:
                empty = self._pages.element(Tag.LIST_ITEM, self._lists[-1])
                self._bodies.append(self._pages.element(Tag.LIST_BODY, empty))
        item = self._pages.element(Tag.LIST_ITEM, self._lists[-1])
        label = self._pages.element(Tag.LABEL, item)
        self._bodies.append(self._pages.element(Tag.LIST_BODY, item))
        return label, self._bodies[-1]
