"""A real PostgreSQL for the tests: made in a temporary folder, on loopback, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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


@dataclass
class Server:
    """A server of one's own, that can go away and come back."""

    address: str
    """Of its database; without a password, also where it wants one."""
    _call: Callable[..., None]
    _start: tuple[str, ...]

    def start(self) -> None:
        """Let it answer, at the same address each time."""
        self._call("pg_ctl", *self._start)

    def stop(self) -> None:
        """Take it away in the middle of whatever it does."""
        self._call("pg_ctl", *self._start[:2], "-m", "immediate", "-w", "stop")


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server of one's own; gives the address of its database."""
    with server(programs) as made:
        yield made.address


@contextmanager
def server(programs: Path, password: str = "") -> Iterator[Server]:
    """The same, to be stopped and started; with a password it lets nobody in without it."""
    # Not among the tests' other folders: the server's user may not look into those.
    with TemporaryDirectory(prefix="postgres-") as folder:
        made = _made(Path(folder), programs, password)
        made.start()
        try:
            yield made
        finally:
            with suppress(subprocess.CalledProcessError):
                made.stop()


def _made(folder: Path, programs: Path, password: str) -> Server:
    data = folder / "data"
    prefix: list[str] = []
    if os.geteuid() == 0:  # the server refuses to be root
        shutil.chown(folder, "postgres")
        # By its path: root's PATH has no /usr/sbin where it was a user's before.
        prefix = [shutil.which("runuser") or "/usr/sbin/runuser", "-u", "postgres", "--"]

    def call(name: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(programs / name), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ways: tuple[str, ...] = ("-A", "trust")
    if password:
        (folder / "password").write_text(password, encoding="utf-8")
        ways = ("-A", "scram-sha-256", "--pwfile", str(folder / "password"))
    call("initdb", "-D", str(data), "-U", "hub", *ways, "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    start = ("-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    return Server(f"postgresql+psycopg://hub@127.0.0.1:{port}/postgres", call, start)


def empty(address: str) -> None:
    """Take everything out of a database that is there for tests."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
