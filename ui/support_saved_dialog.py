"""Knows what is told of a file for support: where it is, what it holds, and what it does not."""

from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui import theme
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import to_copy, to_read_through, words

_LIST_HEIGHT_PX = 26 * theme.GAP_PX
_HOLDS = (
    "It holds the versions of the program and its parts, facts about this computer and its disk,"
    " how many reports there are, which settings are filled in, and the log of faults."
)
_LEFT_OUT = (
    "The text of every report, its title, its service areas and its author",
    "Words you searched for, and words you added to the dictionary",
    "Names of files that came in or were written, and their folders",
    "Names, addresses and folders in the settings",
    "Your user name, wherever it stands in a path",
)
"""As `support.LEFT_OUT` says it in the file itself."""


class SupportSavedDialog(RoomyDialog):
    """Nothing was sent: the user looks through it, and passes it on."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(78 * theme.GAP_PX, parent)
        self.setWindowTitle("File for support")
        self.setAccessibleDescription(f"The file for support is saved. {_HOLDS}")
        self._column.addWidget(words("The file for support is saved", rank="heading"))
        self._column.addWidget(to_copy(str(path), "Where the file is"))
        self._column.addWidget(words(_HOLDS))
        self._column.addWidget(words("Left out", rank="subheading"))
        self._column.addWidget(to_read_through(_LEFT_OUT, "Left out", _LIST_HEIGHT_PX))
        self._column.addWidget(
            words("It was sent nowhere. Look through it if you like, and attach it to an e-mail.")
        )
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
