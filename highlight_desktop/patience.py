"""Knows how long a file or a disk is waited for before it counts as one that does not answer.

Reading a file that lies online only, or on a network that is gone, may take for ever, and nothing
can call it back. So it is done in a thread that nobody waits for longer than this.
"""

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

PATIENCE_S = 10.0
_Answer = TypeVar("_Answer")


def answered(ask: Callable[[], _Answer], patience_s: float | None = None) -> _Answer:
    """What comes of a call that only reads. Raises TimeoutError, or whatever the call raises.

    A call that does not end keeps its thread, but neither this program nor its end waiting.
    """
    answers: list[_Answer] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(ask())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=work, name="patience", daemon=True)
    thread.start()
    thread.join(PATIENCE_S if patience_s is None else patience_s)
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError(errno.ETIMEDOUT, "no answer")
    return answers[0]


def begin_to_read(path: Path) -> None:
    """See that a file gives its first byte, which fetches one that lies online only.

    Raises OSError, with TimeoutError among them.
    """

    def read() -> bytes:
        with path.open("rb") as file:
            return file.read(1)

    answered(read)
