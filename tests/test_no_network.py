"""No line of the program opens a connection: the core and the windows know no socket at all."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "websockets",
    "xmlrpc",
}  # fmt: skip
IN_PARTS = {
    "urllib.request",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore",
}
"""Of packages that are harmless as a whole, such as urllib.parse."""
ALLOWED = {"ui/process/second_start.py": {"PySide6.QtNetwork"}}
"""What a module may know all the same: a second start speaks to the first through a local socket,
a file of this very user and machine, and no other class of that module may be used. The shared
desk's psycopg is no name of this list: it is optional, connects only to the database its owner
names, and is loaded by SQLAlchemy."""


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def of_the_network(names: set[str]) -> set[str]:
    return {each for each in names if each.partition(".")[0] in NETWORK or each in IN_PARTS}


@pytest.mark.parametrize("package", ["highlight_desktop", "ui", "resources"])
def test_no_module_imports_anything_that_speaks_to_a_network(package: str) -> None:
    modules = sorted((REPOSITORY / package).rglob("*.py"))
    assert modules
    found = {
        path.relative_to(REPOSITORY).as_posix(): names
        for path in modules
        if (names := of_the_network(imported(path)))
    }
    assert found == {path: names for path, names in ALLOWED.items() if path.startswith(package)}


def test_the_second_start_uses_local_sockets_only() -> None:
    names = imported(REPOSITORY / "ui" / "process" / "second_start.py")
    classes = {each.rpartition(".")[2] for each in names if each.startswith("PySide6.QtNetwork.")}
    assert classes == {"QLocalServer", "QLocalSocket"}


def test_such_an_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("import urllib.parse\nfrom urllib import request\nimport socket, json\n")
    assert of_the_network(imported(module)) == {"urllib.request", "socket"}


def alone(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program on a folder of its own."""
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"},
    )


def test_the_command_line_makes_no_socket(tmp_path: Path) -> None:
    """The real command line with Python's own audit: a socket would end it."""
    program = (
        "import sys; from tests.flows.offline import forbid; sys.addaudithook(forbid);"
        "from highlight_desktop.__main__ import main; sys.exit(main())"
    )
    demo = ["--data", str(tmp_path / "data"), "demo", "--to", str(tmp_path / "out")]
    done = alone(tmp_path, sys.executable, "-c", program, *demo)
    assert "NETWORK" not in done.stderr + done.stdout
    assert done.returncode == 0, done.stderr


STORY = (sys.executable, "-m", "tests.flows.offline")


def test_the_window_makes_no_socket_but_the_local_one_of_a_second_start(tmp_path: Path) -> None:
    """The whole program: imported, typed, previewed, submitted, received, searched, checked."""
    done = alone(tmp_path, *STORY, str(tmp_path / "data"), str(tmp_path / "out"))
    assert "NETWORK" not in done.stderr
    assert (done.returncode, done.stdout) == (0, "DONE\n"), done.stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed here")
def test_not_even_below_python_is_anything_but_a_local_socket_made(tmp_path: Path) -> None:
    """Qt and its plugins are no Python: what they ask of the system is looked at as well."""
    trace = tmp_path / "trace"
    traced = ("strace", "-f", "--seccomp-bpf", "-e", "trace=socket,connect,bind", "-o", str(trace))
    done = alone(tmp_path, *traced, *STORY, str(tmp_path / "data"), str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, "DONE\n"), done.stderr
    calls = [line for line in trace.read_text().splitlines() if "socket(" in line]
    assert calls
    assert [line for line in calls if "AF_UNIX" not in line] == []


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket; socket.getaddrinfo('council.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://council.example')",
    ],
)
def test_the_guard_ends_a_program_that_reaches_out(tmp_path: Path, act: str) -> None:
    guard = "import sys; from tests.flows.offline import forbid; sys.addaudithook(forbid);"
    done = alone(tmp_path, sys.executable, "-c", guard + act)
    assert (done.returncode, "NETWORK" in done.stderr) == (9, True)
