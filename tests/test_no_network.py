"""No line of the program opens a connection: the core and the windows know no socket at all."""

import ast
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
ALLOWED = {"ui/second_start.py": {"PySide6.QtNetwork"}}
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
    names = imported(REPOSITORY / "ui" / "second_start.py")
    classes = {each.rpartition(".")[2] for each in names if each.startswith("PySide6.QtNetwork.")}
    assert classes == {"QLocalServer", "QLocalSocket"}


def test_such_an_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("import urllib.parse\nfrom urllib import request\nimport socket, json\n")
    assert of_the_network(imported(module)) == {"urllib.request", "socket"}


def test_the_whole_road_of_a_report_opens_no_socket(tmp_path: Path) -> None:
    """The real command line with Python's own audit: a socket would end it."""
    import subprocess

    guard = (
        "import sys\n"
        "def forbid(event, arguments):\n"
        "    if event.startswith(('socket.connect', 'socket.bind', 'socket.getaddrinfo',"
        " 'socket.sendto', 'urllib', 'ftplib', 'smtplib', 'http.client')):\n"
        "        raise SystemExit(f'NETWORK: {event} {arguments}')\n"
        "sys.addaudithook(forbid)\n"
        "from highlight_desktop.__main__ import main\n"
        "sys.argv = ['highlight-desktop', '--data', 'data', 'demo', '--to', 'out']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", guard], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(REPOSITORY), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "NETWORK" not in done.stderr + done.stdout
    assert done.returncode == 0, done.stderr
