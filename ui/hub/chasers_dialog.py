"""Knows how the e-mail drafts for those whose report is missing are listed, and where they lie."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QWidget

from highlight_desktop.report.period import Period
from ui import theme
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import to_copy, words

_LIST_HEIGHT_PX = 30 * theme.GAP_PX
_HOW_TO_SEND = "Open each in your mail program, look at it, and send it."


class ChasersDialog(RoomyDialog):
    """What was written, to whom, and a way to the folder."""

    def __init__(
        self,
        folder: Path,
        period: Period,
        drafts: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """`drafts` are service areas with their addresses, which may be empty."""
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle(f"Chasers for {period.label}")
        self._folder = folder
        number = len(drafts)
        heading = "1 chaser is ready" if number == 1 else f"{number:,} chasers are ready"
        told = f"{_HOW_TO_SEND}{_without_address(drafts)}"
        self.setAccessibleDescription(f"{heading}. {told}")
        listed = QListWidget()
        listed.setAccessibleName("Chasers")
        listed.addItems([f"{area} – {address or 'no address'}" for area, address in drafts])
        listed.setCurrentRow(0)
        listed.setWordWrap(True)
        listed.setMaximumHeight(_LIST_HEIGHT_PX)
        label = words("&Folder", muted=True)
        path = to_copy(str(folder), "Folder of the chasers")
        label.setBuddy(path)
        self._column.addWidget(words(heading, rank="heading"))
        self._column.addWidget(words(told))
        self._column.addWidget(listed, 1)
        self._column.addWidget(label)
        self._column.addWidget(path)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        opens = buttons.addButton("&Open the folder", QDialogButtonBox.ButtonRole.ActionRole)
        theme.mark(opens, "primary")
        opens.setDefault(True)
        opens.clicked.connect(self._on_open)
        buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _without_address(drafts: Sequence[tuple[str, str]]) -> str:
    """How many have nobody to go to yet; empty when all have."""
    without = sum(not address for _, address in drafts)
    if not without:
        return ""
    if without == len(drafts):
        return " It has no address yet." if without == 1 else " None of them has an address yet."
    return f" {without:,} of them {'has' if without == 1 else 'have'} no address yet."
