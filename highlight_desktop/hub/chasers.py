"""Knows what is written to those whose report is missing: one e-mail draft each, all at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from itertools import chain, count
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.hub.due import Slot
from highlight_desktop.hub.returns import Line
from highlight_desktop.outbox.mail import addressee, head
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.report.text import one_line


@dataclass(frozen=True, slots=True)
class Chaser:
    """An e-mail draft for one service area."""

    service_area: str
    address: str
    """Empty when none is known; then the draft's To line is open."""
    file_name: str
    content: bytes = field(repr=False)
    """The draft as an .eml file, which opens as a message to send."""


def chasers(lines: Iterable[Line], *, today: date, hub_name: str, hub_address: str) -> list[Chaser]:
    """A draft for each line with something missing for which nobody has given a reason."""
    made = list[Chaser]()
    taken = set[str]()
    for line in lines:
        if line.missing and not line.reason and line.expected is not None:
            name = _free_name(files.safe_name(f"chaser {line.service_area}"), taken)
            to = addressee(one_line(line.expected.director), line.expected.address)
            content = _draft(to, _about(line, today), _words(line, today, hub_name, hub_address))
            made.append(Chaser(line.service_area, to[1] if to else "", name, content))
    return made


def new_folder(outbox: Path, period: Period, *, today: date) -> Path:
    """Where the drafts of today go: a folder that is not there yet.

    Beside drafts made earlier they would be sent to those whose report has come since.
    """
    stem = files.safe_name(f"chasers {period.start} to {period.end} made {today}")
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(folder for folder in (outbox / name for name in names) if not folder.exists())


def write(
    drafts: Iterable[Chaser],
    folder: Path,
    *,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None,
) -> list[Path]:
    """Write the drafts to a folder. Raises OutputError, and CancelledError from `progress`."""
    all_of_them = list(drafts)
    written = []
    for number, each in enumerate(all_of_them):
        progress(f"Writing to {each.service_area}", number, len(all_of_them))
        path = folder / each.file_name
        files.write_whole(path, each.content)
        written.append(path)
    return written


def _free_name(stem: str, taken: set[str]) -> str:
    """A name no other of these drafts has."""
    name, number = f"{stem}.eml", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.eml"
    taken.add(name)
    return name


def _about(line: Line, today: date) -> str:
    due = "overdue" if any(each.days_late(today) for each in line.missing) else "due"
    period = printed(line.missing[0].start, line.missing[-1].end)
    return f"Highlight report {due}: {one_line(line.service_area)}, {period}"


def _words(line: Line, today: date, hub_name: str, hub_address: str) -> str:
    """Whom it is to, what is missing and by how much it is late, and what to do."""
    assert line.expected is not None
    director = one_line(line.expected.director)
    one = len(line.missing) == 1
    lines = [
        f"Dear {director}," if director else "Hello,",
        "",
        f"We have not yet received the highlight report{'' if one else 's'} of"
        f" {one_line(line.service_area)} for:",
        *(f"- {printed(each.start, each.end)}, {_when(each, today)}" for each in line.missing),
        "",
        f"Please send {'it' if one else 'them'}{f' to {hub_address}' if hub_address else ''}, or"
        " tell us if there is no report this time.",
        f"If {'it was' if one else 'they were'} sent already, please send"
        f" {'it' if one else 'them'} once more.",
        "",
        "Kind regards",
        one_line(hub_name),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _when(slot: Slot, today: date) -> str:
    due = printed(slot.due, slot.due)
    late = slot.days_late(today)
    if not late:
        return f"due on {due}"
    return f"which was due on {due}, {late:,} day{'' if late == 1 else 's'} ago"


def _draft(to: tuple[str, str] | None, about: str, words: str) -> bytes:
    draft = EmailMessage(policy=SMTP)
    draft.set_content(words, charset="utf-8", cte="base64")
    return head(to, about) + draft.as_bytes()
