"""Knows how the changes of the list are shown of whom reports are expected from: each dated."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from highlight_desktop.hub.expected_changes import Change
from ui import theme
from ui.hub.rows import Columns, Row, RowsModel, RowsTable
from ui.widgets.local_time import here
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

_SIZE_PX = QSize(110 * theme.GAP_PX, 70 * theme.GAP_PX)
_COLUMNS = Columns(("When", "Service area", "What was changed"), snug=frozenset({0}))
_NONE = "Nothing was changed yet: the list is empty, and always was."


class ChangesDialog(QDialog):
    """A row for each change, the last one first."""

    def __init__(self, changes: Sequence[Change], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Changes of the list")
        self.resize(within_screen(self, _SIZE_PX))
        model = RowsModel(_COLUMNS, self)
        table = RowsTable(model, "Changes of the list")
        model.show_rows([_row(number, each) for number, each in enumerate(changes)])
        told = _counted(len(changes)) if changes else _NONE
        self.setAccessibleDescription(told)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GAP_PX] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words("Changes of the list", rank="heading"))
        column.addWidget(words(told, muted=True))
        if changes:
            column.addWidget(table, 1)
        else:
            table.hide()
            column.addStretch(1)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(self._buttons())
        (table if changes else self).setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons


def _row(number: int, each: Change) -> Row:
    at = here(each.at)
    return Row(str(number), (f"{at:%d/%m/%Y %H:%M}", each.service_area, each.told))


def _counted(number: int) -> str:
    said = "1 change" if number == 1 else f"{number:,} changes"
    return f"{said}, the last one first. Who is expected from when until when stands in the list."
