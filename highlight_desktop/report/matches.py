"""Knows where some words stand in a line of text, as people look for them."""

import re

_LOOK_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict.fromkeys("‐‑", "-"),
    }
)
"""What looks the same is the same: nobody can type the mark a word processor chose."""


def find(
    sought: str, line: str, *, match_case: bool = False, whole_words: bool = False
) -> list[tuple[int, int]]:
    """The spans [start, end) in code points where `sought` stands, apart and in order.

    Plain text: no character is a sign for others. Nothing is found for nothing.
    """
    if not sought:
        return []
    pattern = re.escape(sought.translate(_LOOK_ALIKE))
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    flags = re.NOFLAG if match_case else re.IGNORECASE
    return [match.span() for match in re.finditer(pattern, line.translate(_LOOK_ALIKE), flags)]
