"""Knows what a paste is once it is read: blocks, or one line for a sentence, and notes on it."""

from dataclasses import dataclass

from highlight_desktop.report.prose import Block, Prose, plain_text

LARGE_PASTE_CHARACTERS = 20_000
"""About 3,300 words, seven pages: twice the longest whole report seen (10 kB, all sections).

More than that in one section is more likely a slip, such as a whole document copied with
Ctrl+A, than an answer; so the author is asked before it goes in.
"""
LARGEST_PASTE_CHARACTERS = 200_000
"""Five times the longest answer we reckon with; megabytes would stop the window for seconds."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was on the clipboard, ready to be put into an answer."""

    prose: Prose
    """A block for each line that has something in it."""
    inline: Block | None
    """The text as it stands, spaces at its ends too, if it is one line only."""
    ends_line: bool
    """True when there are several lines and the last is complete: what follows is apart."""
    notes: tuple[str, ...] = ()
    """What was left out or changed, a sentence each."""

    @property
    def is_large(self) -> bool:
        """True when it is long enough to ask first, see `LARGE_PASTE_CHARACTERS`."""
        return self.character_count > LARGE_PASTE_CHARACTERS

    @property
    def character_count(self) -> int:
        """Characters (code points), one more for each new line."""
        return len(plain_text(self.prose))
