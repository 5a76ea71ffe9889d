"""Knows which reports a backup holds, looked up in a copy, so that it is never written to."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.store import proving
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.faults import told
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import Summary


def held(path: Path) -> list[Summary]:
    """The reports of a backup, those in its bin last; it is proved whole first.

    The copy is brought up to date where an earlier version of the program made it. Raises
    StoreDamagedError, StoreTooNewError, or StoreError with the reason.
    """
    proving.examine(path)
    with told(path, what="Backups"), TemporaryDirectory(prefix="highlight-desktop-") as made:
        shutil.copyfile(path, Path(made, FILE_NAME))
        with Store.open(Path(made)) as store:
            return [*store.summaries(), *store.discarded()]
