"""Knows what is told of a file for support: where it is, what it holds, and what it does not."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.dialogs.telling_dialog import TellingDialog, bullets

_HOLDS = (
    "It holds the versions of the program and its parts, facts about this computer and its disk,"
    " how many reports there are, which settings are filled in, and the log of faults."
)
_LEFT_OUT = (
    "the text of every report, its title, its service areas and its author",
    "words you searched for, and words you added to the dictionary",
    "names of files that came in or were written, and their folders",
    "names, addresses and folders in the settings",
    "your user name, wherever it stands in a path",
)
"""As `support.LEFT_OUT` says it in the file itself."""
_NEXT = "It was sent nowhere. Look through it if you like, and attach it to an e-mail."


class SupportSavedDialog(TellingDialog):
    """Nothing was sent: the user looks through it, and passes it on."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "File for support",
            "The file for support is saved",
            (str(path), _HOLDS, f"It does not hold:\n{bullets(_LEFT_OUT)}", _NEXT),
            parent=parent,
        )
