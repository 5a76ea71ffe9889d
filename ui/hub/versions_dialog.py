"""Knows how the versions of a return are laid beside each other, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.hub.return_words import name_of, version_in_words
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.paragraph_list import Paragraph, ParagraphList
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from highlight_desktop.store.desk import Returned

LEGEND = "From {} to {}. Underlined words came; words struck through went."
SAME = "{} and {} say the same in every word."
_COMPARING = "Comparing…"
_SIZE_PX = QSize(100 * theme.GAP_PX, 70 * theme.GAP_PX)


class VersionsDialog(QDialog):
    """Another version to choose, and below it what differs; it can be opened in place of this."""

    chosen = Signal(str)
    """Carries the hash of the version to compare with."""
    opened = Signal(str)
    """Carries the hash of the version that is to be shown itself."""

    def __init__(
        self, shown: Returned, others: Sequence[Returned], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare versions")
        self.resize(within_screen(self, _SIZE_PX))
        self._other = ChoiceBox()
        for widget in (self._other, self._other.view()):
            widget.setAccessibleName("Compare with")
        for each in others:
            self._other.addItem(version_in_words(each), each.sha256)
        self._told = words(_COMPARING, muted=True)
        self._differences = ParagraphList()
        self._differences.setAccessibleName("What differs")
        self._lay_out(shown)
        self._other.currentIndexChanged.connect(self._on_chosen)
        self._other.setCurrentIndex(self._other.count() - 1)

    def begin(self) -> None:
        """Ask for the comparison with the version that is chosen at first."""
        self._on_chosen()
        self._differences.setFocus()

    def show_comparison(
        self, sha256: str, names: tuple[str, str], paragraphs: Sequence[Paragraph]
    ) -> None:
        """Show what differs from the earlier of two to the later, as `names` has them."""
        if sha256 != self._other.currentData():
            return
        self._differences.show_paragraphs(paragraphs)
        self._differences.setCurrentIndex(self._differences.model().index(0, 0))
        self._told.setText((LEGEND if paragraphs else SAME).format(*names))
        announce(self._told, self._told.text())

    def _lay_out(self, shown: Returned) -> None:
        label = QLabel("Compare &with")
        label.setBuddy(self._other)
        self._other.setMinimumContentsLength(12)
        self._other.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._other, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        look = buttons.addButton("&Open that version", QDialogButtonBox.ButtonRole.ActionRole)
        look.setAutoDefault(False)
        look.clicked.connect(self._on_open)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words(f"{name_of(shown)}. {version_in_words(shown)}"))
        column.addLayout(row)
        column.addWidget(self._told)
        column.addWidget(self._differences, 1)
        column.addWidget(buttons)

    def _on_chosen(self) -> None:
        self._told.setText(_COMPARING)
        self._differences.show_paragraphs(())
        self.chosen.emit(str(self._other.currentData()))

    def _on_open(self) -> None:
        self.accept()
        self.opened.emit(str(self._other.currentData()))
