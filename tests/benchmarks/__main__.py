"""Measures all, or what is named, and writes it into docs/performance.md.

python -m tests.benchmarks [NAME...]      start switching typing saving and so on, see NAMES

Each table there stands between two marks with its name; only what is between them is written.
"""

import re
import sys
from datetime import UTC, datetime
from importlib import import_module

from tests.benchmarks.rows import keep_compiled, machine, table
from tests.conftest import REPOSITORY

NAMES = (
    *("start", "frozen", "switching", "typing", "saving", "searching", "importing"),
    *("documents", "pack", "receiving", "growth"),
)
PAGE = REPOSITORY / "docs" / "performance.md"


def write(name: str, told: str) -> None:
    """Put a table in the place of the one that is there."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    content = PAGE.read_text(encoding="utf-8")
    if begin not in content:
        raise SystemExit(f"{PAGE.name} has no place for “{name}”.")
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    PAGE.write_text(
        between.sub(lambda _: f"{begin}\n{told}\n{end}", content), encoding="utf-8", newline="\n"
    )


def main(names: list[str]) -> None:
    """One after the other, each written as soon as it is there."""
    keep_compiled()
    for name in names or NAMES:
        module = import_module(f"tests.benchmarks.{name}")
        rows = module.measure()
        if not rows:
            continue  # it has said what it lacks
        measured = table(rows)
        today = datetime.now(UTC)
        told = f"{measured}\n\nMeasured on {today.day} {today:%B %Y}: {machine()}."
        write(name, told)
        sys.stdout.write(f"\n{name}\n\n{told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
