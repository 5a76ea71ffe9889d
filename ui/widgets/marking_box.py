"""Knows how a protective marking is chosen, or given in the council's own words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from highlight_desktop.report.marking import LIMIT, MARKINGS, NONE, covers, from_typed, in_words
from ui import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_labels import words

LABEL = "Protective marking"
_LETTERS_AT_LEAST = 6
_HINT = "Printed on every page. Choose one, or type the council’s own words."


class MarkingBox(ChoiceBox):
    """None, OFFICIAL, OFFICIAL-SENSITIVE, or what is typed."""

    edited = Signal()
    """The author chose or typed something."""
    left = Signal()
    """The keyboard has gone elsewhere."""

    def __init__(self, marking: str = "") -> None:
        super().__init__()
        line = QLineEdit()
        line.setMaxLength(LIMIT)
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # It may be narrower than its longest words: in a small window they are looked at in parts.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS_AT_LEAST)
        self.addItems([NONE, *MARKINGS])
        for widget in (self, line, self.view()):
            widget.setAccessibleName(LABEL)
            widget.setAccessibleDescription(_HINT)
        self.choose(marking)
        line.textEdited.connect(self._on_edited)
        self.activated.connect(self._on_edited)
        line.editingFinished.connect(self.left)

    def marking(self) -> str:
        """What is chosen; empty for none."""
        return from_typed(self.currentText())

    def choose(self, marking: str) -> None:
        """Show a marking."""
        shown = in_words(marking)
        # The arrow keys go on from the entry that is current, not from the words.
        self.setCurrentIndex(self.findText(shown))
        self.setEditText(shown)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def offer_from(self, lowest: str) -> None:
        """Offer only this marking and higher ones; what is chosen now stays until it is changed."""
        now = self.marking()
        offered = [each for each in (NONE, *MARKINGS) if covers(from_typed(each), lowest)]
        self.clear()
        self.addItems(offered if not lowest or lowest in offered else [lowest, *offered])
        self.choose(now)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the page: a wheel that passes over it must not change a marking."""
        event.ignore()

    def _on_edited(self) -> None:
        self.edited.emit()


class MarkingField(QWidget):
    """The box with its label and what it is for; in a submitted report, a line to read."""

    def __init__(self, label: str, box: MarkingBox | QLineEdit) -> None:
        """`label` may hold a mnemonic."""
        super().__init__()
        self._box = box
        self._rule = words(muted=True)
        self._rule.hide()
        buddy = QLabel(label)
        buddy.setBuddy(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_PX // 2)
        layout.addWidget(buddy)
        if isinstance(box, MarkingBox):
            layout.addWidget(words(_HINT, muted=True))
        layout.addWidget(box)
        layout.addWidget(self._rule)

    def tell_rule(self, rule: str) -> None:
        """Say below the box what may be chosen, or why nothing may; empty for nothing to say."""
        self._rule.setText(rule)
        self._rule.setVisible(bool(rule))
        self._box.setAccessibleDescription(f"{rule} {_HINT}".strip())
