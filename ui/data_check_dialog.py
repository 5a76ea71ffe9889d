"""Knows how a check of all that is kept is told: what was looked at, what was found, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui import theme
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import to_read_through, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from highlight_desktop.store.check import Checked, Finding
    from highlight_desktop.store.desk_check import CheckedDesk

_LIST_HEIGHT_PX = 30 * theme.GAP_PX
_NEXT = (
    "What is damaged is left as it is, for no program can guess what stood there. A backup from"
    " before the damage brings it back: look into one first, and restore it. What it replaces is"
    " kept. If the damage comes again, have the disk checked."
)
_DESK_NEXT = "Ask the sender of what is damaged on the hub’s desk for the document once more."


class DataCheckDialog(RoomyDialog):
    """The outcome; nothing in it can do harm."""

    backups_wanted = Signal()
    again_wanted = Signal()

    def __init__(
        self, checked: Checked, desk: CheckedDesk | None, parent: QWidget | None = None
    ) -> None:
        """`desk` is None where there is no hub's desk."""
        super().__init__(78 * theme.GAP_PX, parent)
        self.setWindowTitle("Check my data")
        findings = (*checked.findings, *(desk.findings if desk else ()))
        heading, looked_at = _heading(findings), _looked_at(checked, desk)
        self._column.addWidget(words(heading, rank="heading"))
        self._column.addWidget(words(looked_at))
        self.setAccessibleDescription(f"{heading}. {looked_at}")
        self._list("Put right", [each.message for each in findings if each.mended])
        self._list("Not put right", [each.message for each in findings if not each.mended])
        if any(not each.mended for each in checked.findings):
            self._column.addWidget(words(_NEXT))
        if desk is not None and desk.findings:
            self._column.addWidget(words(_DESK_NEXT))
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        self._column.addWidget(self._buttons(checked, findings))

    def _list(self, title: str, sentences: Sequence[str]) -> None:
        if sentences:
            self._column.addWidget(words(title, rank="subheading"))
            self._column.addWidget(to_read_through(sentences, title, _LIST_HEIGHT_PX))

    def _buttons(self, checked: Checked, findings: Sequence[Finding]) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        role = QDialogButtonBox.ButtonRole.ActionRole
        if any(not each.mended for each in checked.findings):
            backups = buttons.addButton("&Backups…", role)
            backups.setAutoDefault(False)
            backups.clicked.connect(self._on_backups)
        if findings:
            again = buttons.addButton("Check &again", role)
            again.setAutoDefault(False)
            again.clicked.connect(self._on_again)
        return buttons

    def _on_backups(self) -> None:
        self.accept()
        self.backups_wanted.emit()

    def _on_again(self) -> None:
        self.accept()
        self.again_wanted.emit()


def _heading(findings: Sequence[Finding]) -> str:
    left = sum(not each.mended for each in findings)
    if not findings:
        return "Everything is as it must be"
    if not left:
        return "What was not as it must be has been put right"
    return "1 thing needs you" if left == 1 else f"{left:,} things need you"


def _looked_at(checked: Checked, desk: CheckedDesk | None) -> str:
    reports = _things(checked.reports, "report")
    submissions = _things(checked.submissions, "submission")
    said = (
        f"Looked at: {reports}, {submissions} with their hashes and the chain that holds them,"
        " the seal of each report, what belongs together, and the database file itself"
    )
    if desk is not None:
        files, returns = _things(desk.files, "file"), _things(desk.returns, "return")
        said += f"; on the hub’s desk {files} and {returns} with their hashes"
    return f"{said}."


def _things(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
