"""Knows that the widgets of a section are made when it is first looked at, and of which they are.

What is not made yet is as the report has it: only through its widgets can a section be changed.
"""

from collections.abc import Callable, Iterator, Mapping

from highlight_desktop.report.edition import Section
from ui.editor.section_panel import SectionPanel


class Sections(Mapping[str, SectionPanel]):
    """The panels by the section's id, in the order of the form; asking for one makes it."""

    def __init__(
        self, sections: tuple[Section, ...], make: Callable[[Section], SectionPanel]
    ) -> None:
        """`make` is called once for each, when its panel is first asked for."""
        self._sections = {each.id: each for each in sections}
        self._make = make
        self._made: dict[str, SectionPanel] = {}

    def __getitem__(self, section_id: str) -> SectionPanel:
        panel = self._made.get(section_id)
        if panel is None:
            panel = self._made[section_id] = self._make(self._sections[section_id])
        return panel

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)

    def if_made(self, section_id: str) -> SectionPanel | None:
        """The panel, unless nobody has looked at this section yet."""
        return self._made.get(section_id)

    def made(self) -> list[SectionPanel]:
        """The panels of the sections that somebody has looked at."""
        return list(self._made.values())
