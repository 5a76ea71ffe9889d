"""Knows the commands of the hub's desk: what they say of returns, as lines and as JSON."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from highlight_desktop import forms, settings
from highlight_desktop.commands import chosen, console
from highlight_desktop.commands.outcome import DONE, NO, Work, sentence_about
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.hub import returns
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.receiving import Outcome, Receipt, Received, receive
from highlight_desktop.hub.returns import Line
from highlight_desktop.report import period
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.report.text import listed, one_line
from highlight_desktop.store.desk import Desk, Returned

Plain = dict[str, object]


def take_in(asked: argparse.Namespace) -> int:
    """Receive files and folders; the answer is no when somebody has to look into one of them."""
    for path in asked.paths:
        if not path.exists():
            raise ImportRefusedError(
                f"There is no file or folder “{path}”; nothing was received.",
                "Check the name and the place, and try again.",
            )
    with _desk(asked) as desk, Examiner(forms.load(asked.data)) as examiner:
        receipt = receive(
            desk, examiner, asked.paths, now=datetime.now(UTC), progress=console.progress
        )
    for fault in receipt.faults:
        console.tell(sentence_about(fault, asked.data))
    if asked.json:
        console.say_json(_of_receipt(receipt))
    else:
        _say_receipt(receipt)
    return DONE if all(each.is_well for each in receipt.received) else NO


def show_returns(asked: argparse.Namespace) -> int:
    """What came beside what is expected; the answer is no when not all is there and well."""
    wanted = period.read(asked.period)
    with _desk(asked) as desk:
        due_days = settings.load(asked.data).due_days
        lines = returns.of_period(desk, wanted, now=datetime.now(UTC), due_days=due_days)
    if asked.json:
        console.say_json(_of_returns(wanted, lines))
    else:
        _say_returns(wanted, lines)
    return DONE if all(line.is_well for line in lines) else NO


def _desk(asked: argparse.Namespace) -> Desk:
    return Desk.open(asked.data, settings.desk_address(chosen.in_force(asked.data)))


def _say_receipt(receipt: Receipt) -> None:
    for each in receipt.received:
        console.say(f"{_where(each)}: {each.outcome.label.lower()}{_which(each.returned)}")
        for sentence in each.told:
            console.say(f"  {one_line(sentence)}")
    counts = receipt.counts
    said = ", ".join(
        f"{outcome.label.lower()} {counts[outcome]:,}" for outcome in Outcome if outcome in counts
    )
    console.say(f"{_files(len(receipt.received))}{f': {said}' if said else ''}.")


def _where(each: Received) -> str:
    return listed(f"{each.source}/{each.name}" if each.source else each.name)


def _which(returned: Returned | None) -> str:
    if returned is None:
        return ""
    days = printed(returned.period_start, returned.period_end)
    return f" ({listed(returned.service_areas)}, {days}, version {returned.version})"


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _say_returns(wanted: Period, lines: Sequence[Line]) -> None:
    areas = "1 service area" if len(lines) == 1 else f"{len(lines):,} service areas"
    console.say(f"{wanted.label}: {areas}")
    for line in lines:
        about = ["not yet due" if line.is_awaited else line.state.label.lower()]
        if line.days_late:
            about.append(f"{line.days_late:,} day{'' if line.days_late == 1 else 's'} late")
        if line.missing:
            about.append(f"due {printed(line.missing[-1].due, line.missing[-1].due)}")
        if line.reason:
            about.append(line.reason_dated)
        console.say(f"{listed(line.service_area)}: {', '.join(about)}")
        for sentence in line.told:
            console.say(f"  {one_line(sentence)}")


def _of_receipt(receipt: Receipt) -> Plain:
    return {
        "files": len(receipt.received),
        "counts": {str(outcome): receipt.counts.get(outcome, 0) for outcome in Outcome},
        "received": [_of_received(each) for each in receipt.received],
    }


def _of_received(each: Received) -> Plain:
    return {
        "file": each.name,
        "source": each.source,
        "sender": each.sender or None,
        "outcome": str(each.outcome),
        "verdict": str(each.verdict).replace(" ", "_") if each.verdict else None,
        "sha256": each.sha256 or None,
        "return": _of_returned(each.returned) if each.returned else None,
        "told": list(each.told),
    }


def _of_returned(returned: Returned) -> Plain:
    return {
        "report": returned.report_id,
        "version": returned.version,
        "supersedes": returned.supersedes,
        "edition": returned.edition_id,
        "service_areas": returned.service_areas,
        "author": returned.author,
        "period": {
            "start": returned.period_start.isoformat(),
            "end": returned.period_end.isoformat(),
        },
        "submitted_at": returned.submitted_at.isoformat() if returned.verified else None,
        "standing": str(returned.standing),
        "sha256": returned.sha256,
    }


def _of_returns(wanted: Period, lines: Sequence[Line]) -> Plain:
    return {
        "period": {"start": wanted.start.isoformat(), "end": wanted.end.isoformat()},
        "label": wanted.label,
        "returns": [_of_line(line) for line in lines],
    }


def _of_line(line: Line) -> Plain:
    noted_at = line.absence.noted_at if line.absence else None
    return {
        "service_area": line.service_area,
        "state": str(line.state),
        "expected": line.expected is not None and bool(line.slots),
        "days_late": line.days_late,
        "missing": [
            {
                "start": each.start.isoformat(),
                "end": each.end.isoformat(),
                "due": each.due.isoformat(),
            }
            for each in line.missing
        ],
        "reason": line.reason or None,
        "reason_noted_at": noted_at.isoformat() if noted_at else None,
        "reports": [_of_returned(each) for each in line.reports],
        "told": list(line.told),
    }


_ACTS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"receive": take_in, "returns": show_returns}
)


def _act(asked: argparse.Namespace) -> int:
    return _ACTS[asked.act](asked)


WORK: Mapping[str, Work] = MappingProxyType({"hub": _act})
