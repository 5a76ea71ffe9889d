"""Knows where the hub's desk is kept: in a file of its own, or shared in PostgreSQL."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, Self

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, TimeoutError

from highlight_desktop.errors import StoreDamagedError, StoreError, StorePasswordError
from highlight_desktop.store import desk_password
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store.database import Database
from highlight_desktop.store.opening import Keep, Kind, nothing_kept
from highlight_desktop.store.search_tables import LEXEMES

DESK = Kind("desk.db", 0x484C4448, tables.MIGRATIONS)
"""The desk's file beside the reports; “HLDH” in its header."""

_DRIVER = "postgresql+psycopg"
_CONNECT_TIMEOUT_S = 10
_ANSWER_TIMEOUT_MS = 20_000
"""How long a server that has gone without a word is waited for, where the system can tell."""
_LOCK = 0x484C4448
"""Who makes the tables holds this advisory lock, so that only one does."""


class DeskPlace(Protocol):
    """Somewhere the desk can be kept."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction: all of it is kept, or none. Raises StoreError with the reason."""

    def erasing(self) -> AbstractContextManager[Connection]:
        """The same, and what is deleted in it is written over where that can be had."""

    def leave_out_gaps(self) -> None:
        """Make the tables anew without what was ever deleted in them. Raises StoreError."""

    def close(self) -> None:
        """Let go of it. Closing twice does no harm."""


def alone(folder: Path, before_migration: Keep = nothing_kept) -> DeskPlace:
    """The desk of one laptop. Raises what `Database.open` does."""
    return Database.open(folder, DESK, before_migration=before_migration)


class SharedPlace:
    """The desk of several people, in a PostgreSQL database."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    @classmethod
    def open(cls, address: str, password: str = "") -> Self:
        """Connect, and make the tables when nobody has.

        Without a password that of the environment or the keyring is taken. Raises StoreError
        with the reason, which is a StorePasswordError when the server wants another password.
        """
        url = _understood(address)
        password = password or desk_password.find(name_of(address))
        url = url.set(password=password) if password else url
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,  # errors end in logs, and reports' text must not
            connect_args={
                "connect_timeout": _CONNECT_TIMEOUT_S,
                "tcp_user_timeout": _ANSWER_TIMEOUT_MS,
            },
        )
        place = cls(engine, f"{url.database} on {url.host or 'this computer'}")
        try:
            with place.transaction() as connection:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                tables.METADATA.create_all(connection)
                place._see_that_it_fits(connection)
        except BaseException:
            place.close()
            raise
        return place

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction. Raises StoreError with the reason."""
        with self._telling(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if _wants_password(error.orig):
                raise StorePasswordError(
                    f"The shared desk, {self._name}, wants a password, or another one.",
                    "Open the hub’s desk in the window, which asks for it, or give it in the"
                    f" environment variable {desk_password.PASSWORD_VARIABLE}.",
                ) from error
            raise StoreError(
                f"The shared desk, {self._name}, could not do it: {_first_line(error.orig)}.",
                "Nothing was changed. See that you are on the council’s network, and try again.",
            ) from error
        except TimeoutError as error:
            raise StoreError(
                f"The shared desk, {self._name}, does not answer.", "Try again in a while."
            ) from error

    def erasing(self) -> AbstractContextManager[Connection]:
        """One transaction; a server lets nobody write over its files from outside."""
        return self.transaction()

    def leave_out_gaps(self) -> None:
        """Have the server write the tables anew; its own logs and backups are its keeper's."""
        with self._telling(), self._engine.connect() as connection:
            # Not in a transaction: the server refuses that.
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in tables.METADATA.sorted_tables:
                connection.execute(text(f"VACUUM (FULL) {table.name}"))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _see_that_it_fits(self, connection: Connection) -> None:
        found = inspect(connection)
        for table in tables.METADATA.sorted_tables:
            there = {column["name"] for column in found.get_columns(table.name)} - {LEXEMES}
            if there != {column.name for column in table.columns}:
                raise StoreDamagedError(
                    f"The shared desk, {self._name}, was made by another version of this program.",
                    "Let everybody use the same version. Nothing was changed.",
                )


def name_of(address: str) -> str:
    """What a keyring calls a shared desk: "hub@server/desk". Raises StoreError."""
    url = _understood(address)
    return url.render_as_string().removeprefix(f"{_DRIVER}://")


def _understood(address: str) -> URL:
    """The address, in which no password ever stands."""
    try:
        url = make_url(address.strip())
    except ArgumentError:
        url = None
    if url is None or url.drivername != _DRIVER or not url.database:
        raise StoreError(
            "That is not the address of a shared desk.",
            f"It looks like {_DRIVER}://user@server/database.",
        )
    if url.password is not None or {"password", "sslpassword"} & set(url.query):
        raise StoreError(
            "The address of the shared desk has a password in it.",
            "Take it out: the program asks for it, and keeps it in the keyring if you like.",
        )
    if find_spec("psycopg") is None:
        raise StoreError(
            "This computer cannot reach a shared desk: psycopg is not installed.",
            "Have it installed with “pip install highlight-desktop[hub]”, or use the desk of"
            " this computer alone.",
        )
    return url


def _wants_password(error: BaseException | None) -> bool:
    """Whether a connection failed for want of the right password; psycopg gives no code for it."""
    connection = getattr(error, "pgconn", None)
    if connection is None:
        return False
    refused = connection.used_password and "password" in str(error)
    return bool(connection.needs_password or refused)


def _first_line(error: BaseException | None) -> str:
    """What the server says, on one line and without a password."""
    line = next(iter(str(error).strip().splitlines()), "it gave no reason")
    return re.sub(r"password=\S+", "password=…", line).rstrip(". ")
