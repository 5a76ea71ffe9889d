"""Receives a folder at the hub's desk, in a window of its own: a second person at the same desk.

Run as a program: ``python -m tests.flows.collector DATA_FOLDER RETURNS``. It says what became of
each file as one JSON object, by outcome, and leaves.
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from highlight_desktop.hub.receiving import Receipt
from ui.acts.collecting import Collecting
from ui.hub.page import View
from ui.main_window import MainWindow


class CollectingWindow(MainWindow):
    """The window, with somebody in front of it who goes to the desk at once."""

    def __init__(self, data_folder: Path, returns: Path) -> None:
        super().__init__(data_folder)
        self._returns_folder = returns
        self.ready.connect(self._on_ready)

    def _on_ready(self) -> None:
        self._go_to_hub()
        assert isinstance(self._hub.collecting, Collecting)
        self._hub.collecting._background.run(lambda: None, self._on_desk, self._on_desk)

    def _on_desk(self, _nothing: object) -> None:
        """What was asked of the desk's thread before this is answered: the desk is open."""
        assert self._hub.collecting is not None
        if self._hub.collecting._desk is None:
            self._hub.collecting._background.run(lambda: None, self._on_desk, self._on_desk)
            return
        self._hub.collecting.page.go_to(View.RECEIVE)
        panel = self._hub.collecting.page.receive
        told = panel.tell

        def tell(receipt: Receipt) -> None:
            told(receipt)
            counts = {str(outcome): number for outcome, number in receipt.counts.items()}
            sys.stdout.write(f"{json.dumps(counts)}\n")
            self.close()

        panel.tell = tell  # type: ignore[method-assign]
        panel.paths_chosen.emit([str(self._returns_folder)])


def main(data_folder: Path, returns: Path) -> int:
    """Run it until the folder is received."""
    qt = QApplication(sys.argv[:1])
    window = CollectingWindow(data_folder, returns)
    window.painted.connect(window.start)
    window.show()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
