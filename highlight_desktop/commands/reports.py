"""Knows the commands about reports that are kept: import, list, show, check."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from highlight_desktop import forms, rules
from highlight_desktop.commands import chosen, console, values
from highlight_desktop.commands.outcome import CANNOT, DONE, NO, Work, sentence_about
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import TakenIn
from highlight_desktop.report.findings import check
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.report import short_id
from highlight_desktop.report.text import listed, one_line
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, Stored, Summary

_PERIOD_WIDTH = 32


def bring_in(asked: argparse.Namespace) -> int:
    """Earlier reports become drafts, our own documents the submitted reports they carry.

    A file that cannot be read does not stop the others.
    """
    # Here, and not above: `list` and `show` need no fonts.
    from highlight_desktop.verification.arrivals import take_in

    known = forms.load(asked.data)
    form = known.find(asked.edition) if asked.edition is not None else None
    marking = chosen.in_force(asked.data).marking
    taken: list[TakenIn] = []
    with Store.open(asked.data) as store, Quarantine() as quarantine:
        for path in asked.files:
            try:
                now = datetime.now(UTC)
                came = take_in(store, quarantine, path, form, now=now, marking=marking, forms=known)
                taken.append(came)
            except Exception as error:
                _tell_of(path, sentence_about(error, asked.data))
    if asked.json:
        console.say_json([values.of_import(one) for one in taken])
    else:
        for one in taken:
            _say_taken(one)
    return DONE if len(taken) == len(asked.files) else CANNOT


def _tell_of(path: Path, sentence: str) -> None:
    """Name the file, unless the sentence does."""
    console.tell(sentence if one_line(path.name) in sentence else f"“{path.name}”: {sentence}")


def _say_taken(one: TakenIn) -> None:
    report, imported = one.stored.report, one.imported
    console.say(
        f"{one_line(str(one.path))}: report {short_id(report.id)}, edition {report.edition.id},"
        f" {imported.words_kept:,} of {imported.words_read:,} words kept"
    )
    for note in imported.notes:
        console.say(f"  {one_line(note)}")


def list_all(asked: argparse.Namespace) -> int:
    """All reports: drafts first, then the last saved first."""
    with Store.open(asked.data) as store:
        summaries = store.summaries()
    if asked.json:
        console.say_json([values.of_summary(one) for one in summaries])
    elif not summaries:
        console.say("There are no reports yet.")
    else:
        console.say(_row("REPORT", "STATE", "EDITION", "PERIOD", "SERVICE AREAS"))
        for one in summaries:
            console.say(_summary_row(one))
    return DONE


def _summary_row(one: Summary) -> str:
    period, areas = listed(one.period_typed), listed(one.service_areas)
    return _row(short_id(one.id), str(one.state), one.edition_id, period, areas)


def _row(report: str, state: str, form: str, period: str, areas: str) -> str:
    row = f"{report:8}  {state:10}  {form:10}  {period:{_PERIOD_WIDTH}}  {areas}"
    return row.rstrip()


def show(asked: argparse.Namespace) -> int:
    """One report, whole: as text it can be imported again."""
    stored = _stored(asked)
    if asked.json:
        console.say_json(values.of_report(stored))
    else:
        console.say(as_text(stored.report).rstrip("\n"))
    return DONE


def look_through(asked: argparse.Namespace) -> int:
    """What stands in the way of submitting; hints alone do not."""
    from highlight_desktop.outbox.hints import hints

    with Store.open(asked.data) as store:
        stored = store.load(store.find(asked.report))
        last = store.last_submitted(stored.report)
        others = store.periods_shared(stored.report)
    before = last.report.period_if_understood() if last else None
    lowest = rules.of(asked.data).required().lowest_marking
    found = [*check(stored.report, before, others, lowest), *hints(stored.report)]
    blocks = sum(one.blocks for one in found)
    if asked.json:
        console.say_json(values.of_findings(stored, found))
    else:
        for one in found:
            console.say(f"{'To do' if one.blocks else 'Hint'}: {one_line(one.message)}")
        console.say(_verdict(stored, blocks, hints=len(found) - blocks))
    return NO if blocks else DONE


def _verdict(stored: Stored, blocks: int, hints: int) -> str:
    if stored.state is not State.DRAFT:
        return "This report has been submitted."
    if blocks:
        things = "One thing stands" if blocks == 1 else f"{blocks} things stand"
        return f"{things} in the way of submitting."
    return "Nothing stands in the way of submitting" + (": hints never do." if hints else ".")


def _stored(asked: argparse.Namespace) -> Stored:
    with Store.open(asked.data) as store:
        return store.load(store.find(asked.report))


WORK: Mapping[str, Work] = MappingProxyType(
    {"import": bring_in, "list": list_all, "show": show, "check": look_through}
)
