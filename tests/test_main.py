"""The start: one sentence from a Python that cannot run the program, else the hand-over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


def pythons(*versions: str) -> list[Path]:
    """The interpreters of these versions that pyenv or the system keeps."""
    roots = [Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")]
    found = [
        path
        for version in versions
        for root in roots
        for path in sorted(root.glob(f"versions/{version}.*/bin/python"))
    ]
    system = [Path(f"/usr/bin/python{version}") for version in versions]
    return found + [path for path in system if path.exists()]


def start(python: Path | str, *arguments: str, path: Path = REPOSITORY, site: str = "-S"):
    """Run the program as a module, by default without any installed package."""
    return subprocess.run(
        [str(python), "-B", *([site] if site else []), "-m", "highlight_desktop", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def packages_at(folder: Path, pyside_version: str) -> Path:
    """A folder that looks as if PySide6 and SQLAlchemy were installed in it."""
    for name in ("PySide6", "sqlalchemy"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    record = folder / f"pyside6_essentials-{pyside_version}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: PySide6-Essentials\nVersion: {pyside_version}\n"
    )
    return folder


def assert_one_sentence(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.endswith(".\n")


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9", "3.10"])
def test_a_python_too_old_says_in_one_sentence_which_one_is_needed(version):
    found = pythons(version)
    if not found:
        pytest.skip(f"no Python {version} on this machine")
    for arguments in ([], ["editions"]):
        done = start(found[0], *arguments)
        assert_one_sentence(done)
        assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
        assert f"this is Python {version}:" in done.stderr


def test_a_python_without_the_packages_says_which_one_it_lacks(tmp_path):
    done = start(sys.executable)
    assert_one_sentence(done)
    assert done.stderr.startswith("PySide6 is not installed")
    packages_at(tmp_path, "6.12.0")
    (tmp_path / "sqlalchemy" / "__init__.py").unlink()
    (tmp_path / "sqlalchemy").rmdir()
    done = start(sys.executable, path=tmp_path)
    assert_one_sentence(done)
    assert done.stderr.startswith("SQLAlchemy is not installed")


def test_python_311_with_a_pyside_that_aborts_on_it_says_which_one_goes(tmp_path):
    found = pythons("3.11")
    if not found:
        pytest.skip("no Python 3.11 on this machine")
    done = start(found[0], path=packages_at(tmp_path, "6.12.0"))
    assert_one_sentence(done)
    assert "PySide6 6.12 aborts on Python 3.11" in done.stderr
    assert "6.11.3" in done.stderr


def test_python_311_with_its_own_pyside_is_let_through(tmp_path):
    found = pythons("3.11")
    if not found:
        pytest.skip("no Python 3.11 on this machine")
    done = start(found[0], "--help", path=packages_at(tmp_path, "6.11.3"), site="")
    assert "aborts" not in done.stderr


def test_help_is_handed_to_the_command_line():
    done = start(sys.executable, "--help", site="")
    assert done.returncode == 0
    assert "--exit-when" in done.stdout
    assert done.stderr == ""


def test_a_command_never_loads_the_windows():
    code = (
        "import sys; sys.argv = ['highlight-desktop', 'editions'];"
        "from highlight_desktop.__main__ import main;"
        "code = main();"
        "assert not {'PySide6', 'ui'} & set(sys.modules), 'the windows were loaded';"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
