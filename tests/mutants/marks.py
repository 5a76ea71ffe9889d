"""Knows which lines of the tried modules have run, in this process and in every one it started.

A file in memory has one byte for each line; whoever runs a line sets its byte. So it also tells
what a process did that was killed, or that had given up its right to write files.
"""

import json
import mmap
import sys
from pathlib import Path
from types import CodeType

TREE = Path(__file__).parents[2]
PLAN = TREE / ".marks.json"
FILE = TREE / ".marks"
_HOOK = "\nfrom tests.mutants import marks\n\nmarks.start()\n"

Lines = dict[str, list[int]]
"""Of each module: the lines that ran."""


def prepare(modules: list[str]) -> None:
    """Make the file, and have the program take part in it wherever it is started in this tree."""
    plan, size = {}, 0
    for module in modules:
        plan[module] = size
        size += (TREE / module).read_bytes().count(b"\n") + 2
    PLAN.write_text(json.dumps([plan, size]), encoding="utf-8")
    FILE.write_bytes(bytes(size))
    start = TREE / "highlight_desktop" / "__init__.py"
    if _HOOK not in (kept := start.read_text(encoding="utf-8")):
        start.write_text(kept + _HOOK, encoding="utf-8")


class _Marks:
    """The open file."""

    def __init__(self) -> None:
        self.plan, size = json.loads(PLAN.read_text(encoding="utf-8"))
        with FILE.open("r+b") as file:
            self.bytes = mmap.mmap(file.fileno(), size)
        self.starts = {str(TREE / module): start for module, start in self.plan.items()}
        self.once_a_test = False


_open: list[_Marks] = []


def start() -> None:
    """Set marks from now on; called by the program itself when it is started."""
    if _open:
        return
    marks = _Marks()
    _open.append(marks)
    tool = sys.monitoring

    def ran(code: CodeType, line: int) -> object:
        begin = marks.starts.get(code.co_filename)
        if begin is None:
            return tool.DISABLE
        marks.bytes[begin + line] = 1
        return tool.DISABLE if marks.once_a_test else None

    tool.use_tool_id(4, "marks")
    tool.register_callback(4, tool.events.LINE, ran)
    tool.set_events(4, tool.events.LINE)


def clear() -> None:
    """Begin anew, for the next test."""
    (marks,) = _open
    marks.once_a_test = True
    marks.bytes[:] = bytes(len(marks.bytes))
    sys.monitoring.restart_events()


def read() -> Lines:
    """What ran since."""
    (marks,) = _open
    ends = [*list(marks.plan.values())[1:], len(marks.bytes)]
    found = {
        module: [line for line in range(end - start) if marks.bytes[start + line]]
        for (module, start), end in zip(marks.plan.items(), ends, strict=True)
    }
    return {module: lines for module, lines in found.items() if lines}
