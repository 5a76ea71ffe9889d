"""Knows on which line of a TOML text a key stands, given its path: "section[3].topic".

Python's own reader of TOML forgets lines. Strings and comments are passed over, so that nothing
in them is taken for a key; a path that is written in another way than usual has no line.
"""

import re

_PATH = re.compile(r"(?:(?P<table>[\w-]+)\[(?P<number>\d+)\](?:\.|$))?(?P<key>[\w-]*)")
_NOT_KEYS = re.compile(
    r'''"""(?:\\.|[^\\])*?(?:"""|\Z)|"(?:\\.|[^"\\\n])*"?'''
    r"""|'''.*?(?:'''|\Z)|'[^'\n]*'?|#[^\n]*""",
    re.DOTALL,
)
_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*([\w-]+)[ \t]*\]")
_KEY = re.compile(r"[ \t]*([\w-]+)[ \t]*[=.]")


def line_of(text: str, path: str) -> int | None:
    """The line of a key, from 1; of its table where the key is not there; None if unknown."""
    asked = _PATH.match(path)
    if not path or asked is None:
        return None
    table, number, key = asked["table"], int(asked["number"] or 0), asked["key"]
    found, inside, seen = None, not table, 0
    for at, line in enumerate(_without_values(text), 1):
        if opened := _TABLE.match(line):
            seen += opened[1] == table
            inside = bool(table) and opened[1] == table and seen == number
            if inside or (not table and opened[1] == key):
                found = found or at
        elif inside and (given := _KEY.match(line)) and given[1] == key:
            return at
    return found


def _without_values(text: str) -> list[str]:
    """The lines of a text with nothing left of strings and comments but their line ends."""
    return _NOT_KEYS.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
