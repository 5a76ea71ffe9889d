"""Knows the commands that write documents: submit, export and the demonstration of it all."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from highlight_desktop import settings
from highlight_desktop.commands import console
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import TakenIn, take_in
from highlight_desktop.outbox import documents, submit
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.store.reports import Store

SAMPLE = "parks-and-libraries.txt"
"""The report of a made-up council that comes with the program."""


def hand_in(asked: argparse.Namespace) -> int:
    """Check, freeze, record and write; what stands in the way is told, a line each."""
    to = recipient(asked.data)
    try:
        with Store.open(asked.data) as store:
            outgoing = submit.submit(
                store,
                store.find(asked.report),
                asked.to,
                recipient=to,
                now=datetime.now(UTC),
                progress=console.progress,
            )
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


def _say_files(outgoing: submit.Outgoing) -> None:
    """Name the files written, one a line."""
    for document in outgoing.documents:
        console.say(str(document.path))


WORK: Mapping[str, Work] = MappingProxyType(
    {"submit": hand_in, "export": write_again, "demo": demonstrate}
)
