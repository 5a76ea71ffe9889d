"""Knows how SQLite is followed through long work, step by step, and stopped."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_STEP_OPS = 100
"""Steps of SQLite's own machine; a row that is copied takes three or four of them."""


@contextmanager
def stepping(connection: sqlite3.Connection, step: Callable[[], object] | None) -> Iterator[None]:
    """Have something called while SQLite works; what it raises is raised here."""
    if step is None:
        yield
        return
    stopped: list[BaseException] = []

    def ask() -> bool:
        try:
            step()
        except BaseException as error:
            stopped.append(error)
        return bool(stopped)

    connection.set_progress_handler(ask, _STEP_OPS)
    try:
        yield
    except sqlite3.OperationalError:
        for error in stopped:
            raise error from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
