"""Knows how plain values are read key by key, so that no fault in them is lost in silence.

Each fault is named by its path, "2020-06.toml: section[3].topic", because whoever wrote the
values has to find it. A key nobody asked for is a fault too: it may be a misspelt one.
"""

import re
from collections.abc import Iterable, Mapping

from highlight_desktop.errors import EditionError
from highlight_desktop.report.text import gate, one_line

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LONGEST_QUOTED = 60
_AS_TEXT = "Put it in straight quotation marks, with something in between."
_AS_TEXTS = 'Write it in square brackets: ["one", "two"].'


class Table:
    """One table of an edition; every reading takes its key away, and `close` looks what is left.

    Each method raises EditionError when the value is not what it asks for.
    """

    def __init__(self, values: object, name: str, path: str = "") -> None:
        """`name` is the file's; `path` is the table's, empty for the whole file."""
        self._name, self._path = name, path
        self._known: list[str] = []
        if not isinstance(values, Mapping):
            raise fault(name, path, "must be a table", "Write it as in the example of the guide.")
        self._left = dict(values)

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str, *, required: bool = True) -> str:
        """One line of gated text; empty when it is neither given nor required."""
        value = self._take(key, required=required)
        return "" if value is None else self._line(value, self.at(key), required=required)

    def texts(self, key: str) -> tuple[str, ...]:
        """Lines of gated text; none when the key is not given."""
        values = self._list(key, required=False, of="texts", remedy=_AS_TEXTS)
        return tuple(
            self._line(value, f"{self.at(key)}[{number}]") for number, value in enumerate(values, 1)
        )

    def identifier(self, key: str) -> str:
        """A permanent id: small letters, digits, - and _, at most 40."""
        value = self.text(key)
        if not _ID.fullmatch(value):
            raise self._fault(
                self.at(key),
                f"is {quoted(value)}; an id has small letters, digits, - and _ only, at most 40,"
                " and begins with a letter or digit",
            )
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the allowed values."""
        value, known = self.text(key), tuple(allowed)
        if value not in known:
            raise self._fault(
                self.at(key), f"is {quoted(value)}; it must be one of {', '.join(known)}"
            )
        return value

    def choices(self, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Some of the allowed values; all of them when the key is not given."""
        known = tuple(allowed)
        if key not in self._left:
            self._known.append(key)
            return known
        values = self.texts(key)
        for value in values:
            if value not in known:
                raise self._fault(
                    self.at(key), f"has {quoted(value)}; it may have {', '.join(known)}"
                )
        return values

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        """The tables of a list, in order."""
        remedy = f"Begin each of them with a line [[{key}]]."
        values = self._list(key, required=required, of="tables", remedy=remedy)
        return [
            Table(value, self._name, f"{self.at(key)}[{number}]")
            for number, value in enumerate(values, 1)
        ]

    def close(self) -> None:
        """Raise for the first key nobody asked for."""
        for key in self._left:
            raise self._fault(
                self.at(_shortened(key)),
                "is not a key of a form edition",
                f"The keys in this place are: {', '.join(self._known)}.",
            )

    def _take(self, key: str, *, required: bool) -> object:
        self._known.append(key)
        if key not in self._left and required:
            raise self._fault(self.at(key), "is missing")
        return self._left.pop(key, None)

    def _list(self, key: str, *, required: bool, of: str, remedy: str) -> list[object]:
        values = self._take(key, required=required)
        if values is None:
            return []
        if not isinstance(values, list) or (required and not values):
            raise self._fault(self.at(key), f"must be a list of {of}", remedy)
        return values

    def _line(self, value: object, at: str, *, required: bool = True) -> str:
        if not isinstance(value, str) or (required and not value.strip()):
            raise self._fault(at, "must be text", _AS_TEXT)
        if gate(value).text != value or "\n" in value:
            raise self._fault(at, "must be one line without control characters")
        return value

    def _fault(self, path: str, what: str, remedy: str = "") -> EditionError:
        return fault(self._name, path, what, remedy)


def fault(name: str, path: str, what: str, remedy: str = "") -> EditionError:
    """The error about a key of a file, in one sentence."""
    return EditionError(f"{name}: {path or 'the whole of it'} {what}.", remedy, path=path)


def quoted(value: str) -> str:
    """What somebody wrote, in quotation marks, and not longer than a line."""
    return f"“{_shortened(value)}”"


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_QUOTED else f"{line[:_LONGEST_QUOTED]}…"
