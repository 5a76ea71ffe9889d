"""A real PostgreSQL for the tests: made in a temporary folder, on loopback, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

WAYS_TO_THE_SERVER = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian keeps the server's own programs; they are not on the path."""


def server_programs() -> Path | None:
    """The folder of the newest server here, or None."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).parent] if on_path else []
    return next(
        (each for each in (*WAYS_TO_THE_SERVER, *places) if (each / "initdb").exists()), None
    )


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server of one's own; gives the address of its database."""
    # Not among the tests' other folders: the server's user may not look into those.
    with TemporaryDirectory(prefix="postgres-") as folder:
        yield from _run(Path(folder), programs)


def _run(folder: Path, programs: Path) -> Iterator[str]:
    data = folder / "data"
    prefix: list[str] = []
    if os.geteuid() == 0:  # the server refuses to be root
        shutil.chown(folder, "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]

    def call(name: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(programs / name), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call("initdb", "-D", str(data), "-U", "hub", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    call("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg://hub@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def empty(address: str) -> None:
    """Take everything out of a database that is there for tests."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
