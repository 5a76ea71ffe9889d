"""Knows where the password of a shared desk comes from: the environment or the system's keyring.

It is in no file of ours. The keyring package comes with the same extra as psycopg, and is loaded
only when a shared desk is asked for its password.
"""

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from highlight_desktop.errors import StoreError

PASSWORD_VARIABLE = "HIGHLIGHT_DESK_PASSWORD"
"""The environment variable with the password of the shared desk."""
SERVICE = "highlight-desktop shared desk"
"""What the keyring calls our passwords; each stands there under the name of its desk."""
NOT_INSTALLED = "the keyring package is not installed"
NO_KEYRING = "this computer has no keyring that the program can use"


def find(desk: str, environment: Mapping[str, str] = os.environ) -> str:
    """The password of a desk such as "hub@server/desk": the environment's, else the keyring's.

    Empty when there is none, or when the keyring does not answer: then the server says so.
    """
    given = environment.get(PASSWORD_VARIABLE, "")
    if given or problem():
        return given
    try:
        return str(_keyring().get_password(SERVICE, desk) or "")
    except Exception:
        # Each kind of keyring raises errors of its own; that of a locked one is no fault of ours.
        return ""


def keep(desk: str, password: str) -> None:
    """Put the password of a desk into the keyring. Raises StoreError with the reason."""
    why = problem() or _tried(lambda: _put(desk, password))
    if why:
        raise StoreError(
            f"The password is not kept: {why}.", "The program asks for it at the next start."
        )


def problem() -> str:
    """Why no password can be kept here, as the end of a sentence; empty when one can."""
    if find_spec("keyring") is None:
        return NOT_INSTALLED
    return _tried(_see_that_there_is_one)


def _put(desk: str, password: str) -> None:
    keyring = _keyring()
    keyring.set_password(SERVICE, desk, password)
    if keyring.get_password(SERVICE, desk) != password:
        # Some keep nothing, and say nothing.
        raise LookupError(NO_KEYRING)


def _see_that_there_is_one() -> None:
    # One that can keep nothing says so with its priority, as the package asks of them all.
    if not float(_keyring().get_keyring().priority) > 0:
        raise LookupError(NO_KEYRING)


def _tried(work: Callable[[], object]) -> str:
    try:
        work()
    except LookupError as error:
        return str(error.args[0])
    except Exception as error:
        return f"the keyring refused it ({type(error).__name__})"
    return ""


def _keyring() -> Any:
    import keyring

    assert isinstance(keyring, ModuleType)
    return keyring
