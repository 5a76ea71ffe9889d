"""Knows an edition of the form as a file: TOML in and out, and what a form issued now must be.

More is asked of a form that is issued than of one that was kept, because whoever issues it can
still mend it.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from highlight_desktop.errors import EditionError
from highlight_desktop.report.key_lines import line_of
from highlight_desktop.report.table import fault, quoted

_MOST_SECTIONS = 60
_LONGEST_TEXT = 400
"""Of one line of a form; the longest of the three paper forms has 74 characters."""
_LONGEST_NAME = 120
"""Of a title or a label, which stands in menus and beside fields."""
_NAMES = ("title", "label")
_MAY_BE_EMPTY = ("answers",)
"""Lists that say something when they are empty: only text answers the section."""
_FAULTS = (
    ("Cannot overwrite a value", "a key is given twice, or a bracket is missing around a table"),
    ("Expected '=' after a key", "there is no “=” behind a key"),
    ("Expected newline or end of document", "something is left behind the value"),
    ("Illegal character", "there is a character that may not stand in a text"),
    ("Invalid date or datetime", "there is no such date"),
    ("Invalid statement", "there is no key"),
    ("Invalid value", "there is no value; a text stands in straight quotation marks"),
    ("Unclosed array", "a “[” has no “]”"),
    ("Unterminated string", "a text has no quotation mark at its end"),
)
"""What Python 3.11 to 3.13 say most, and how we say it."""
_AS_TOML = (
    "Look at that place: a line is a key, “=” and a value, and texts stand in straight"
    " quotation marks."
)


def values(text: str, name: str) -> dict[str, Any]:
    """The plain values in a TOML text. Raises EditionError with the place of the fault."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{name} is not TOML: {_in_plain(str(error))}.", _AS_TOML) from error
    except RecursionError as error:
        raise EditionError(f"{name} is nested too deeply to be a form edition.") from error
    except (ValueError, OverflowError) as error:
        message = f"{name} is not TOML that can be read: a number or a date in it is none."
        raise EditionError(message, _AS_TOML) from error


def written(plain: Mapping[str, Any]) -> str:
    """Plain values of an edition as TOML; keys with nothing in them are left out."""
    lines = [f"{key} = {_value(value)}" for key, value in plain.items() if isinstance(value, str)]
    for key, tables in plain.items():
        for table in tables if isinstance(tables, list) else ():
            lines += ["", f"[[{key}]]"]
            lines += [
                f"{name} = {_value(value)}"
                for name, value in table.items()
                if value or name in _MAY_BE_EMPTY
            ]
    return "\n".join(lines) + "\n"


def with_line(error: EditionError, text: str, name: str) -> EditionError:
    """The same error with the line of the fault, where that can be found."""
    line = line_of(text, error.path)
    if line is None or not error.message.startswith(f"{name}: "):
        return error
    said = error.message.replace(f"{name}: ", f"{name}, line {line}: ", 1)
    return EditionError(said, error.remedy, path=error.path)


def check(plain: Mapping[str, Any], name: str) -> None:
    """What a form that is issued now must be. Raises EditionError.

    No two of its sections can be mistaken for each other, the sections of a part stand
    together, and it is of a size that can be shown and printed.
    """
    sections = plain["section"]
    if len(sections) > _MOST_SECTIONS:
        what = f"is there {len(sections):,} times; a form has at most {_MOST_SECTIONS}"
        raise fault(name, "section", what)
    _check_headings(sections, name)
    _check_parts([section["part"] for section in sections], name)
    for path, text in _texts(plain):
        most = _LONGEST_NAME if path.endswith(_NAMES) else _LONGEST_TEXT
        if len(text) > most:
            what = f"has {len(text):,} characters; there is room for {most}"
            raise fault(name, path, what)


def _in_plain(fault: str) -> str:
    """What Python's reader of TOML says, as people put it: the place first."""
    what, _, place = fault.partition(" (at ")
    place = place.removesuffix(")").replace("end of document", "its end")
    for said, meant in _FAULTS:
        if what.startswith(said):
            what = meant
    return f"{place}: {what}" if place else what


def _check_headings(sections: list[dict[str, Any]], name: str) -> None:
    headed: dict[str, int] = {}
    for number, section in enumerate(sections, 1):
        aliases = (("aliases", alias) for alias in section["aliases"])
        for key, wording in (("name", section["name"]), *aliases):
            other = headed.setdefault(wording.casefold(), number)
            if other != number:
                what = f"has {quoted(wording)}, which section[{other}] has too"
                raise fault(name, f"section[{number}].{key}", what)


def _check_parts(parts: list[str], name: str) -> None:
    done: set[str] = set()
    for number, part in enumerate(parts, 1):
        if part in done:
            what = f"is {quoted(part)} again; the sections of a part stand together"
            raise fault(name, f"section[{number}].part", what)
        if part != parts[min(number, len(parts) - 1)]:
            done.add(part)


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text in plain values, and its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _texts(inside, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inside in enumerate(value, 1):
            yield from _texts(inside, f"{path}[{number}]")


def _value(value: object) -> str:
    """A text, or a list of texts: JSON has them as TOML does."""
    return json.dumps(value, ensure_ascii=False)
