"""Knows how the list of whom reports are expected from is edited, so that others may do so too.

On a shared desk somebody else may have changed the list since it was shown; so what is handed on
is what is to be changed, never the whole list as it was.
"""

from collections.abc import Iterable, Sequence

from highlight_desktop.store.expectations import Expected

Edit = tuple[Expected | None, Expected | None]
"""What a service area was, and what it is to be: None for one that is new, or taken off."""


def edited(listed: Iterable[Expected], edits: Iterable[Edit]) -> list[Expected]:
    """The list after some edits, in their order."""
    by_key = {each.service_key: each for each in listed}
    for before, after in edits:
        if before is not None:
            by_key.pop(before.service_key, None)
        if after is not None:
            by_key[after.service_key] = after
    return list(by_key.values())


def taking_in(listed: Iterable[Expected], table: Iterable[Expected]) -> list[Edit]:
    """Rows of the same service area take the place of what was there; nobody is taken off."""
    by_key = {each.service_key: each for each in listed}
    edits = ((by_key.get(each.service_key), each) for each in table)
    return [(before, after) for before, after in edits if before != after]


def undoing(edits: Sequence[Edit]) -> list[Edit]:
    """What takes these back."""
    return [(after, before) for before, after in reversed(edits)]
