"""Knows the commands that write documents: submit, export and the demonstration of it all."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from highlight_desktop import rules, settings
from highlight_desktop.commands import console
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import TakenIn, take_in
from highlight_desktop.outbox import comparison, documents, submit
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store

SAMPLE = "parks-and-libraries.txt"
"""The report of a made-up council that comes with the program."""


def hand_in(asked: argparse.Namespace) -> int:
    """Check, freeze, record and write; what stands in the way is told, a line each."""
    laid_down = rules.of(asked.data).required()
    chosen = laid_down.applied_to(settings.load(asked.data))
    try:
        with Store.open(asked.data) as store:
            outgoing = submit.submit(
                store,
                store.find(asked.report),
                asked.to,
                recipient=Recipient(chosen.hub_name, chosen.hub_address),
                now=datetime.now(UTC),
                what_changed=chosen.what_changed,
                lowest_marking=laid_down.lowest_marking,
                progress=console.progress,
            )
            _tell_what_is_missing(store, outgoing, chosen)
    except submit.BlockedError as error:
        for finding in error.findings:
            console.tell(finding.message)
        return NO
    _say_files(outgoing)
    return DONE


def write_again(asked: argparse.Namespace) -> int:
    """Write the documents of a submitted report once more, the same as the first time."""
    named = [kind for kind in documents.ALL if getattr(asked, kind)]
    with Store.open(asked.data) as store:
        outgoing = submit.export(
            store,
            store.find(asked.report),
            asked.to,
            named or documents.ALL,
            progress=console.progress,
        )
    _say_files(outgoing)
    return DONE


def demonstrate(asked: argparse.Namespace) -> int:
    """Take the bundled sample down the whole road; each time it is a new report."""
    to = recipient(asked.data)
    with Store.open(asked.data) as store:
        taken = take_in_sample(store, now=datetime.now(UTC))
        outgoing = submit.submit(
            store,
            taken.stored.report.id,
            asked.to,
            recipient=to,
            now=datetime.now(UTC),
            progress=console.progress,
        )
    kept, read = taken.imported.words_kept, taken.imported.words_read
    console.say(f"The sample report was imported ({kept:,} of {read:,} words kept), submitted as")
    console.say(f"report {taken.stored.report.id} and written to these files, ready to e-mail:")
    _say_files(outgoing)
    return DONE


def take_in_sample(store: Store, *, now: datetime) -> TakenIn:
    """Import the report that comes with the program."""
    with as_file(files("resources") / "demo" / SAMPLE) as path, Quarantine() as quarantine:
        return take_in(store, quarantine, path, None, now=now)


def recipient(data_folder: Path) -> Recipient:
    """The hub, as set in a data folder."""
    hub = settings.load(data_folder)
    return Recipient(hub.hub_name, hub.hub_address)


def _tell_what_is_missing(store: Store, outgoing: submit.Outgoing, chosen: Settings) -> None:
    """Say why there is no page on what changed where the settings ask for one."""
    if chosen.what_changed and outgoing.snapshot.since is None:
        why_not = comparison.find(store, outgoing.snapshot.report).why_not
        console.tell(f"There is no page on what changed since the last report. {why_not}")


def _say_files(outgoing: submit.Outgoing) -> None:
    """Name the files written, one a line."""
    for document in outgoing.documents:
        console.say(str(document.path))
    if outgoing.remark:
        console.tell(outgoing.remark)


WORK: Mapping[str, Work] = MappingProxyType(
    {"submit": hand_in, "export": write_again, "demo": demonstrate}
)
