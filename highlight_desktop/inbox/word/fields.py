"""Knows which text of a Word field is shown: its result, and not its instruction."""

from dataclasses import dataclass, field

_CONTENTS = ("TOC", "TOA", "INDEX")
"""Fields that repeat what stands elsewhere, with page numbers that will not be true here."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at one place of a text; they may reach over paragraphs."""

    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str | None) -> None:
        """Take in a `w:fldChar`: begin, separate or end."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].is_result = True
        elif self._open and kind == "end":
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take in a part of an instruction."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction += text

    @property
    def left_out(self) -> str:
        """Why text at this place is not shown: "field" or "contents"; empty if it is."""
        for each in self._open:
            if not each.is_result:
                return "field"
            if makes_contents(each.instruction):
                return "contents"
        return ""

    @property
    def is_open(self) -> bool:
        """True when a field has begun and not ended."""
        return bool(self._open)


def makes_contents(instruction: str) -> bool:
    """True for a table of contents, of authorities, or an index."""
    return instruction.split(maxsplit=1)[:1] in [[each] for each in _CONTENTS]
