"""Knows how a check of all that is kept is told: what was looked at, what was found, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui.dialogs.telling_dialog import TellingDialog, bullets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from highlight_desktop.store.check import Checked, Finding
    from highlight_desktop.store.desk_check import CheckedDesk

_NEXT = (
    "What is damaged is left as it is, for no program can guess what stood there. A backup from"
    " before the damage brings it back: look into one first, and restore it. What it replaces is"
    " kept. If the damage comes again, have the disk checked."
)
_DESK_NEXT = "Ask the sender of what is damaged on the hub’s desk for the document once more."


class DataCheckDialog(TellingDialog):
    """The outcome; nothing in it can do harm."""

    backups_wanted = Signal()
    again_wanted = Signal()

    def __init__(
        self, checked: Checked, desk: CheckedDesk | None, parent: QWidget | None = None
    ) -> None:
        """`desk` is None where there is no hub's desk."""
        findings = (*checked.findings, *(desk.findings if desk else ()))
        said = tuple(_said(checked, desk))
        super().__init__("Check my data", _heading(findings), said, parent=parent)
        role = QDialogButtonBox.ButtonRole.ActionRole
        if any(not each.mended for each in checked.findings):
            self._offer("&Backups…", role).clicked.connect(self._on_backups)
        if findings:
            self._offer("Check &again", role).clicked.connect(self._on_again)

    def _on_backups(self) -> None:
        self.accept()
        self.backups_wanted.emit()

    def _on_again(self) -> None:
        self.accept()
        self.again_wanted.emit()


def _said(checked: Checked, desk: CheckedDesk | None) -> Iterator[str]:
    in_desk = desk.findings if desk is not None else ()
    findings = (*checked.findings, *in_desk)
    if any(not each.mended for each in checked.findings):
        yield _NEXT
    if in_desk:
        yield _DESK_NEXT
    for title, is_mended in (("Not put right", False), ("Put right", True)):
        told = [each.message for each in findings if each.mended is is_mended]
        if told:
            yield f"{title}\n{bullets(told)}"
    yield _looked_at(checked, desk)


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
