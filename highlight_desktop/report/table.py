"""Knows how plain values are read key by key, so that no fault in them is lost in silence.

Each fault is named by its path, "2020-06.toml: section[3].topic", because whoever wrote the
values has to find it. A key nobody asked for is a fault too: it may be a misspelt one.
"""

import re
from collections.abc import Iterable, Mapping

from highlight_desktop.errors import EditionError
from highlight_desktop.report.text import gate

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Table:
    """One table of an edition; every reading takes its key away, and `close` looks what is left.

    Each method raises EditionError when the value is not what it asks for.
    """

    def __init__(self, values: object, path: str, *, within: str = ": ") -> None:
        if not isinstance(values, Mapping):
            raise EditionError(f"{path} must be a table.")
        self._left = dict(values)
        self._prefix = f"{path}{within}"

    def _at(self, key: str) -> str:
        return self._prefix + key

    def _take(self, key: str, *, required: bool) -> object:
        if key not in self._left and required:
            raise EditionError(f"{self._at(key)} is missing.")
        return self._left.pop(key, None)

    def text(self, key: str, *, required: bool = True) -> str:
        """One line of gated text; empty when it is neither given nor required."""
        value = self._take(key, required=required)
        return "" if value is None else _line(value, self._at(key), required=required)

    def texts(self, key: str) -> tuple[str, ...]:
        """Lines of gated text; none when the key is not given."""
        values = self._list(key, required=False, of="texts")
        return tuple(
            _line(value, f"{self._at(key)}[{number}]") for number, value in enumerate(values, 1)
        )

    def identifier(self, key: str) -> str:
        """A permanent id: small letters, digits, - and _, at most 40."""
        value = self.text(key)
        if not _ID.fullmatch(value):
            raise EditionError(f"{self._at(key)} must be small letters, digits, - and _ only.")
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the allowed values."""
        value, known = self.text(key), tuple(allowed)
        if value not in known:
            raise EditionError(
                f"{self._at(key)} is “{value}”; it must be one of {', '.join(known)}."
            )
        return value

    def choices(self, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Some of the allowed values; all of them when the key is not given."""
        known = tuple(allowed)
        if key not in self._left:
            return known
        values = self.texts(key)
        for value in values:
            if value not in known:
                raise EditionError(
                    f"{self._at(key)} has “{value}”; it may have {', '.join(known)}."
                )
        return values

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        """The tables of a list, in order."""
        values = self._list(key, required=required, of="tables")
        return [
            Table(value, f"{self._at(key)}[{number}]", within=".")
            for number, value in enumerate(values, 1)
        ]

    def close(self) -> None:
        """Raise for the first key nobody asked for."""
        for key in self._left:
            raise EditionError(f"{self._at(key)} is not a key of a form edition.")

    def _list(self, key: str, *, required: bool, of: str) -> list[object]:
        values = self._take(key, required=required)
        if values is None:
            return []
        if not isinstance(values, list) or (required and not values):
            raise EditionError(f"{self._at(key)} must be a list of {of}.")
        return values


def _line(value: object, at: str, *, required: bool = True) -> str:
    if not isinstance(value, str) or (required and not value.strip()):
        raise EditionError(f"{at} must be text.")
    if gate(value).text != value or "\n" in value:
        raise EditionError(f"{at} must be one line without control characters.")
    return value
