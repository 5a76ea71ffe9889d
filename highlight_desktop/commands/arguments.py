"""Knows the words of the command line: its commands, their options and the help they give."""

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from highlight_desktop import __version__
from highlight_desktop.commands import console

PROGRAM = "highlight-desktop"
DATA_VARIABLE = "HIGHLIGHT_DATA"
"""The environment variable that names the data folder where ``--data`` does not."""
_DATA, _EXIT_WHEN = "--data", "--exit-when"

_TOPICS = (
    *("guidance", "activity", "risks", "recovery", "decisions", "finance", "workforce"),
    *("communications", "services", "performance", "good_news"),
)
"""The topics, here by name: a script that asks for a period should not wait for the form."""
_REPORT = "the report’s id, or any beginning of it that no other report has"
_SENTENCES = (
    # What argparse says, and how we say it; 3.11 and 3.13 differ in quotes and lists.
    (r"argument COMMAND: invalid choice: '?(.*?)'? \(.*", r"There is no command “\1”."),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(.*", r"“\2” cannot follow \1."),
    (r"argument (\S+): expected .*", r"Something must follow \1."),
    (r"argument (\S+): ignored explicit argument .*", r"Nothing can follow \1."),
    (r"argument (\S+): (.*)", r"\1: \2."),
    (r"the following arguments are required: (.*)", r"This is missing: \1."),
    (r"unrecognized arguments: (.*)", r"“\1” has no place here."),
)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; wrong use is one sentence on standard error and SystemExit(2).

    The answer has `command` (None for the window), `data` (the data folder) and
    `exit_when` (None, "painted" or "ready") beside what the command asks for.
    """
    console.open_streams()
    parser = _parser()
    if _opens_window(arguments):
        parser.set_defaults(command=None)
    else:
        _add_commands(parser)
    asked = parser.parse_args(arguments)
    if asked.command is not None and asked.exit_when is not None:
        parser.error("--exit-when is for the window, and a command opens none.")
    asked.data = _data_folder(asked)
    return asked


def _opens_window(arguments: Sequence[str]) -> bool:
    """True when there is no room for a command; to know them all takes longer than to parse."""
    return set(arguments[::2]) <= {_DATA, _EXIT_WHEN}


class _Parser(argparse.ArgumentParser):
    """Takes no abbreviations, because they would be names to keep; errs in one sentence."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"allow_abbrev": False, **options})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        console.tell(f"{_sentence(message)} “{self.prog} --help” shows what there is.")
        raise SystemExit(2)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        try:
            console.deliver()
        except OSError:
            console.tell(console.CUT_SHORT)
            status = 2
        super().exit(status, message)


def _sentence(message: str) -> str:
    message = " ".join(message.split())
    for pattern, said in _SENTENCES:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, said, message)
    return message


def _data_folder(asked: argparse.Namespace) -> Path:
    """The folder named, or else the one the reports were moved to, or begun in.

    Without a name a demonstration keeps clear of the user's own reports.
    """
    named = asked.data or os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    if asked.command == "demo":
        return _demonstration_folder(asked.to)
    from highlight_desktop.whereabouts import pointer

    return pointer.data_folder()


def _demonstration_folder(to: Path | None) -> Path:
    if to is not None:
        return to / "data"
    from highlight_desktop.demonstration import filling

    return filling.default_folder()


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("a folder has a name")
    return Path(text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="Write, check and send highlight reports. Without a command: open the window.",
        epilog="Exit code 0: done, or yes. 1: the answer is no. 2: it cannot be done.",
    )
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help="say which this is"
    )
    parser.add_argument(
        _DATA,
        type=_folder,
        metavar="FOLDER",
        help=f"the folder of the reports and settings (or name it in {DATA_VARIABLE})",
    )
    parser.add_argument(
        _EXIT_WHEN,
        choices=("painted", "ready"),
        help="leave the window at its first paint, or once the last report takes keys",
    )
    return parser


def _add_commands(parser: argparse.ArgumentParser) -> None:
    from highlight_desktop.outbox import documents

    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, purpose: str, *, json: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=purpose, description=purpose)
        if json:
            added.add_argument("--json", action="store_true", help="write one JSON value")
        return added

    def to_folder(added: argparse._ActionsContainer, *, required: bool = True) -> None:
        added.add_argument(
            "--to", type=_folder, metavar="FOLDER", required=required, help="where to write"
        )

    purpose = "a year of made-up reports to look round in; with --to, the sample report written out"
    either = command("demo", purpose).add_mutually_exclusive_group()
    to_folder(either, required=False)
    either.add_argument("--remove", action="store_true", help="remove that year again")
    command("editions", "the editions of the form", json=True)
    added = command("period", "how a reporting period is understood", json=True)
    added.add_argument("text", metavar="TEXT", help="the period as typed: “8 to 21 June 2020”")
    added = command(
        "import", "earlier reports become drafts; submitted ones are kept as such", json=True
    )
    added.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="a report in Word or as text, or a PDF or workbook of this program",
    )
    added.add_argument("--edition", metavar="ID", help="read them as this edition of the form")
    command("list", "all reports", json=True)
    for name, purpose in (
        ("show", "one report, whole"),
        ("check", "what stands in the way of submitting"),
    ):
        command(name, purpose, json=True).add_argument("report", metavar="REPORT", help=_REPORT)
    added = command("submit", "check, freeze, record, write PDF, workbook and e-mail draft")
    added.add_argument("report", metavar="REPORT", help=_REPORT)
    to_folder(added)
    added = command("export", "write the documents of a submitted report again")
    added.add_argument("report", metavar="REPORT", help=_REPORT)
    to_folder(added)
    for kind in documents.ALL:
        added.add_argument(
            f"--{kind}", action="store_true", help=f"the {kind.label} (all, if none is named)"
        )
    added = command("changes", "what changed since the last report submitted", json=True)
    added.add_argument("report", metavar="REPORT", help=_REPORT)
    added.add_argument(
        "against", metavar="REPORT", nargs="?", help="compare with this one instead of the last"
    )
    added = command("verify", "is this document as it was submitted?", json=True)
    added.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a PDF or workbook of this program"
    )
    _add_hub(command("hub", "the hub’s desk: receive returns, see who is missing, make the pack"))
    _add_search(command("search", "where words stand in all reports", json=True))
    added = command("backup", "a closed copy of all reports and of the desk, read back at once")
    to_folder(added, required=False)
    command("backups", "the copies there are", json=True)
    added = command("restore", "put a backup in the place of what is kept; that is kept too")
    added.add_argument("backup", metavar="BACKUP", type=Path, help="its file, or its name")
    command("self-test", "does everything the program needs work here?")


def _add_hub(hub: argparse.ArgumentParser) -> None:
    acts = hub.add_subparsers(dest="act", metavar="ACT", title="acts", required=True)

    def act(name: str, purpose: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=purpose, description=purpose)

    added = act("receive", "take in files or folders of returns, each verified and recorded")
    added.add_argument("--json", action="store_true", help="write one JSON value")
    added.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=_folder,
        help="a PDF, workbook, Word or text file, an e-mail (.eml), or a folder of these",
    )
    added = act("returns", "who returned what for a period, and who did not")
    added.add_argument("--json", action="store_true", help="write one JSON value")
    added.add_argument(
        "--period", metavar="TEXT", required=True, help="the period as typed: “8 to 21 June 2020”"
    )
    purpose = "one document and one workbook of all that was returned for a period"
    added = act("pack", purpose)
    added.add_argument("--period", metavar="TEXT", required=True, help="“8 to 21 June 2020”")
    added.add_argument("--to", type=_folder, metavar="FOLDER", required=True, help="where to write")
    added.add_argument(
        "--by", choices=("section", "area"), default="section", help="in which order it is told"
    )
    added.add_argument(
        "--council", choices=("CCC", "PCC", "both"), help="only service areas that report to it"
    )
    added.add_argument(
        "--topic",
        action="append",
        default=[],
        choices=_TOPICS,
        metavar="TOPIC",
        help=f"only this one (may be repeated): {', '.join(_TOPICS)}",
    )
    added.add_argument("--words", metavar="TEXT", default="", help="only texts with these words")


def _add_search(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "words", metavar="WORDS", nargs="+", help="all of these; a phrase in quotation marks"
    )
    added.add_argument("--area", metavar="WORDS", help="only reports of this service area")
    added.add_argument("--period", metavar="TEXT", help="only reports of these days")
    added.add_argument("--topic", metavar="TOPIC", choices=_TOPICS, help="only this topic")
