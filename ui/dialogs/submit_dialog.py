"""Knows the last question before a report is submitted."""

from dataclasses import replace
from math import ceil

from PySide6.QtWidgets import QDialogButtonBox, QTextEdit, QVBoxLayout, QWidget

from highlight_desktop import address, folders
from highlight_desktop.report.findings import Finding
from highlight_desktop.rules import Rules
from highlight_desktop.settings import Settings
from ui import theme
from ui.widgets.checked_field import CheckedField, FolderField
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox

_HINTS_HEIGHT_PX = 15 * theme.GAP_PX


class SubmitDialog(RoomyDialog):
    """Asked when nothing blocks; once accepted, `settings()` has the address and folder chosen."""

    def __init__(
        self,
        title: str,
        settings: Settings,
        hints: list[Finding],
        marking: str = "",
        parent: QWidget | None = None,
        *,
        against: str = "",
        why_not: str = "",
        rules: Rules | None = None,
    ) -> None:
        """`title` says which report: its service areas and period; `marking` may be empty.

        `against` is the last report, which this one can be compared with unless `why_not`
        says something.
        """
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Submit report")
        self._settings = settings
        default = str(settings.outbox)
        self._address = CheckedField(
            "&Address for the e-mail",
            "The e-mail is made ready for you to look at and send yourself.",
            address.problem,
        )
        self._folder = FolderField(
            "&Folder for the files",
            "The PDF, the workbook and the e-mail are written here.",
            _required_folder_problem,
            default,
        )
        self._what_changed = TickBox("Add a last page to the PDF: &what changed")
        self._what_changed.setEnabled(not why_not)
        self._what_changed.setChecked(settings.what_changed and not why_not)
        self._comparison = words(why_not or _comparison(against), muted=True)
        self._what_changed.setAccessibleDescription(self._comparison.text())
        self._address.set_text(settings.hub_address)
        self._folder.set_text(default)
        fixed = rules or Rules()
        for name, field in (("hub_address", self._address), ("outbox_folder", self._folder)):
            if name in fixed.fixed:
                field.fix(fixed.why)
        self._lay_out(title, hints, marking)
        if self._address.is_fixed:
            # What would take the keys instead may be out of sight on a low screen.
            self._submit.setFocus()

    def settings(self) -> Settings:
        """The settings it was opened with, with what can be chosen here as it stands here."""
        folder = self._folder.text()
        if folder == str(self._settings.outbox):
            folder = self._settings.outbox_folder
        box, before = self._what_changed, self._settings.what_changed
        return replace(
            self._settings,
            hub_address=self._address.text(),
            outbox_folder=folder,
            what_changed=box.isChecked() if box.isEnabled() else before,
        )

    def accept(self) -> None:
        """Close to submit; with a fault in a field stay, and go there."""
        for field in (self._address, self._folder):
            if field.problem():
                field.complain()
                return
        super().accept()

    def _lay_out(self, title: str, hints: list[Finding], marking: str) -> None:
        layout = self._column
        layout.addWidget(words("Submit this report?", rank="heading"))
        layout.addWidget(words(title))
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(
            words("After submitting, this report can be read but no longer changed.", muted=True)
        )
        column.addWidget(words(readers_in_words(marking)))
        column.addSpacing(theme.GAP_PX)
        if hints:
            self._add_hints(column, hints)
        column.addWidget(self._address)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._folder)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._what_changed)
        column.addWidget(self._comparison)
        column.addStretch(1)
        layout.addWidget(RoomyScroll(rows), 1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(self._buttons())

    def _add_hints(self, layout: QVBoxLayout, hints: list[Finding]) -> None:
        count = "1 hint" if len(hints) == 1 else f"{len(hints)} hints"
        caption = words(f"Nothing stands in the way. {count} worth a look:")
        listed = QTextEdit()
        listed.setReadOnly(True)
        listed.setTabChangesFocus(True)
        listed.setAccessibleName(caption.text())
        listed.setPlainText("\n".join(f"• {hint.message}" for hint in hints))
        layout.addWidget(caption)
        layout.addWidget(listed)
        listed.ensurePolished()
        margins = self._column.contentsMargins()
        width_px = self.minimumWidth() - margins.left() - margins.right()
        listed.document().setTextWidth(width_px - 2 * listed.frameWidth())
        needed_px = ceil(listed.document().size().height()) + 2 * listed.frameWidth()
        listed.setFixedHeight(min(_HINTS_HEIGHT_PX, needed_px))
        layout.addSpacing(theme.GAP_PX)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        submit = buttons.addButton("&Submit report", QDialogButtonBox.ButtonRole.AcceptRole)
        self._submit = submit
        theme.mark(submit, "primary")
        submit.setDefault(True)
        buttons.addButton("&Go back", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _required_folder_problem(text: str) -> str:
    return folders.folder_problem(text) if text.strip() else "Choose the folder the files go to."


def _comparison(against: str) -> str:
    return (
        f"Compared with your last report, for {against}. The page repeats words you have taken out."
    )


def readers_in_words(marking: str) -> str:
    """Who will read a report with this marking, as a reminder before it is too late."""
    marked = f"It is marked {marking}." if marking else "It has no protective marking."
    return (
        "Who will read it: the hub, senior officers, and perhaps everyone, for reports like this"
        f" have been linked from public pages. {marked}"
    )
