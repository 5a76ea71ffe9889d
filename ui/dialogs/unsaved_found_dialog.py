"""Knows what is asked about text that an earlier session could not save."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.report.calendar_words import printed_moment
from ui import theme
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_NAMED = 6


class UnsavedFoundDialog(RoomyDialog):
    """Accepted to bring the text back; closed otherwise, it is asked again at the next start."""

    thrown_away = Signal()

    def __init__(
        self, title: str, written_at: datetime, places: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Text that was not saved")
        named = ", ".join(places[:_NAMED])
        more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
        said = (
            f"“{title}”, {printed_moment(written_at)}: {named}{more}.",
            "It could not be saved then, and was put aside. Bringing it back is a new version of"
            " the report; what stands there now remains in its history.",
        )
        asked = "Bring back text that was not saved?"
        self.setAccessibleDescription(" ".join(said))
        self._column.addWidget(words(asked, rank="heading"))
        for each in said:
            self._column.addWidget(words(each))
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        buttons = QDialogButtonBox()
        bring = buttons.addButton("&Bring it back", QDialogButtonBox.ButtonRole.AcceptRole)
        later = buttons.addButton("Ask me &later", QDialogButtonBox.ButtonRole.RejectRole)
        away = buttons.addButton("&Throw it away", QDialogButtonBox.ButtonRole.DestructiveRole)
        for button in (later, away):
            button.setAutoDefault(False)
        theme.mark(bring, "primary")
        bring.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        away.clicked.connect(self._on_thrown_away)
        self._column.addWidget(buttons)
        bring.setFocus()

    def _on_thrown_away(self) -> None:
        self.thrown_away.emit()
        self.reject()
