"""Knows how the pieces of a paragraph become one text with its bold places."""

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
"""A paragraph (`text`, `bold`, `heading`, `level`, `mark`) or a table (`rows`), plain values only.

`text` has tabs and line feeds where the page had them; `level` is -1 outside of lists; `mark` is
an item's number and empty for a bullet. `rows` holds rows of cells, a cell being a list of blocks.
"""


@dataclass(slots=True)
class Runs:
    """The text of a paragraph while it is being read."""

    parts: list[str] = field(default_factory=list)
    bold: list[list[int]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, *, bold: bool) -> None:
        """Go on with a run."""
        if bold and text:
            if self.bold and self.bold[-1][1] == self.length:
                self.bold[-1][1] += len(text)
            else:
                self.bold.append([self.length, self.length + len(text)])
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def end(self, length: int) -> str:
        """Its last so many characters."""
        return "".join(self.parts[-length:])[-length:]

    def paragraph(self, *, heading: bool = False, level: int = -1, mark: str = "") -> Block:
        """The finished paragraph."""
        return {
            "text": self.text,
            "bold": self.bold,
            "heading": heading,
            "level": level,
            "mark": mark,
        }
