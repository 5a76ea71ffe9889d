"""The table of faults names tests that are there, and leaves no fault out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TABLE = REPOSITORY / "docs" / "faults.md"
DESIGN = REPOSITORY.parent / "shared" / "design" / "faults.md"
ROW = re.compile(r"^\| ([A-Z]\d+) \|(.*)\|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def functions_in(path: str) -> frozenset[str]:
    """The names of the functions in a file, which is read and not run."""
    tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def rows(table: str) -> dict[str, str]:
    found = ROW.findall(table)
    assert len(found) == len(dict(found))
    return dict(found)


def unknown(row: str) -> list[str]:
    """Which of the tests that a row names are not there."""
    named = TEST.findall(row)
    return [
        f"{path}::{name}"
        for path, name in named
        if not (REPOSITORY / path).is_file() or name not in functions_in(path)
    ]


def test_every_row_of_the_table_names_tests_and_each_of_them_is_there() -> None:
    for row, told in rows(TABLE.read_text(encoding="utf-8")).items():
        assert TEST.search(told), f"{row} names no test"
        assert told.count("::") == len(TEST.findall(told)), f"{row} names a test in another way"
        assert unknown(told) == [], row


def test_a_test_that_is_gone_or_called_otherwise_would_be_found() -> None:
    here = "tests/durability/test_faults_table.py"
    assert unknown(f"`{here}::test_of_old`") == [f"{here}::test_of_old"]
    assert unknown("`tests/test_gone.py::test_of_old`") == ["tests/test_gone.py::test_of_old"]


def test_every_fault_that_was_asked_about_has_its_row() -> None:
    if not DESIGN.is_file():
        pytest.skip("the list of faults is not beside this checkout (../shared/design/faults.md)")
    asked = rows(DESIGN.read_text(encoding="utf-8"))
    assert len(asked) > 50
    assert asked.keys() == rows(TABLE.read_text(encoding="utf-8")).keys()
