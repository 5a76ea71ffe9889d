"""What the repository promises about itself: its locks, its layout, its import contracts."""

import ast
import fnmatch
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[1]
PACKAGES = ("highlight_desktop", "ui", "resources")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
MEASURED_BESIDE = "requirements-bench.lock"
TOP_LEVEL = {
    *("highlight_desktop", "ui", "resources", "tests", "build.spec", "pyproject.toml"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile"),
    "SECURITY.md",
    *("docs", *LOCKS, MEASURED_BESIDE),
}


def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """Read a lock file into its pins, each with its hashes."""
    text = (REPOSITORY / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    pins = [entry.split("--hash=") for entry in entries]
    return [(Requirement(pin.strip()), [h.strip() for h in hashes]) for pin, *hashes in pins]


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((REPOSITORY / package).rglob("*.py"))]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_hashes(name):
    pins = locked(name)
    assert len(pins) > 10
    for pin, hashes in pins:
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), pin


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name):
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host", text)


def test_the_run_time_lock_is_part_of_the_others():
    run_time, *others = map(locked, LOCKS)
    for other in others:
        assert all(pin in other for pin in run_time)
        assert len(run_time) < len(other)


def test_the_locks_meet_every_dependency_the_project_declares():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        LOCKS[0]: project["project"]["dependencies"],
        LOCKS[1]: project["dependency-groups"]["dev"],
        LOCKS[2]: project["dependency-groups"]["build"],
    }
    for name, dependencies in declared.items():
        pins = [pin for pin, _ in locked(name)]
        for wanted in map(Requirement, dependencies):
            assert any(
                canonicalize_name(pin.name) == canonicalize_name(wanted.name)
                and wanted.specifier.contains(str(pin.specifier).removeprefix("=="))
                for pin in pins
            ), f"{name} has nothing for {wanted}: run “make lock”"


def test_the_top_level_holds_what_people_expect_to_find_and_nothing_else():
    ignored = [
        line.rstrip("/")
        for line in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    ]
    there = {path.name for path in REPOSITORY.iterdir() if not path.name.startswith(".")}
    made = {name for name in there if any(fnmatch.fnmatch(name, p) for p in ignored)}
    assert there - made <= TOP_LEVEL


def test_no_folder_below_tests_is_a_package():
    # tests/ui/__init__.py would make "import ui" find the tests.
    assert not list((REPOSITORY / "tests").rglob("__init__.py"))


def test_the_tests_mirror_the_folders_of_the_program():
    mirrored = {
        path.relative_to(REPOSITORY / "tests").as_posix()
        for path in (REPOSITORY / "tests").rglob("test_*.py")
        if path.parent != REPOSITORY / "tests"
    }
    folders = {Path(name).parent.as_posix() for name in mirrored} - {
        "durability",
        "flows",
        "mutants",
    }
    for folder in folders:
        assert any((REPOSITORY / root / folder).is_dir() for root in ("highlight_desktop", "")), (
            f"tests/{folder} mirrors no folder"
        )


def test_no_two_test_files_share_a_name():
    names = Counter(path.name for path in (REPOSITORY / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    "path", sources(), ids=lambda path: path.relative_to(REPOSITORY).as_posix()
)
def test_a_module_opens_with_one_sentence_saying_what_it_knows(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{path.name} says nothing about itself"
    opening = " ".join(docstring.split("\n\n")[0].split())
    assert opening[0].isupper()
    assert opening.endswith((".", ":")), opening


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("highlight_desktop/stray.py", "", "highlight_desktop.stray"),
        ("ui/stray.py", "", "ui.stray"),
        ("highlight_desktop/files.py", "import PySide6.QtCore", "files -> PySide6"),
        ("highlight_desktop/files.py", "from ui import theme", "files -> ui.theme"),
        ("highlight_desktop/errors.py", "from highlight_desktop import files", "errors -> "),
        ("highlight_desktop/report/text.py", "import pathlib", "text -> pathlib"),
        (
            "highlight_desktop/outbox/pdf.py",
            "from highlight_desktop.store import reports",
            "pdf -> ",
        ),
        ("ui/home/page.py", "from ui.editor import page", "ui.home.page -> ui.editor.page"),
        ("ui/theme.py", "import sqlalchemy", "ui.theme -> sqlalchemy"),
        ("ui/theme.py", "import reportlab", "ui.theme -> reportlab"),
        ("ui/theme.py", "import openpyxl", "ui.theme -> openpyxl"),
        ("resources/__init__.py", "import ui", "resources -> ui"),
    ],
)
def test_a_module_without_a_place_or_an_import_across_the_house_is_refused(
    tmp_path, module, line, contract
):
    for package in PACKAGES:
        shutil.copytree(REPOSITORY / package, tmp_path / package, ignore=ignore_all_but_code)
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as source:
        source.write(f'\n"""Added by a test."""\n{line}\n')
    # The program's own command may stand in a folder with spaces, so its function is called.
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in done.stdout


def ignore_all_but_code(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir())]
