"""Counts what work costs in a measure that is the same on every machine, busy or not."""

import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """How many functions were called, those written in C among them."""
    counted = [0]

    def count(_frame: object, event: str, _of: object) -> None:
        counted[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted[0]
