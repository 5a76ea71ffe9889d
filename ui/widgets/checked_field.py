"""Knows a line to fill in whose rule is told beneath it, without taking away what was typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.sight import bring_into_sight
from ui.widgets.text_labels import words


class CheckedField(QWidget):
    """A label, a hint, a line, and beneath it what is wrong with what was typed."""

    edited = Signal()

    def __init__(
        self, label: str, hint: str = "", check: Callable[[str], str] = lambda _text: ""
    ) -> None:
        """`label` may hold a mnemonic; `check` gives a sentence, or nothing when all is well."""
        super().__init__()
        self._check = check
        self._hint = hint
        self._line = QLineEdit()
        self._problem = words(bad=True)
        self._problem.hide()
        self._changing: list[QWidget] = [self._line]
        self._fixed = words(muted=True)
        self._fixed.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(self._line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_PX // 2)
        layout.addWidget(self._buddy(label))
        self._told = words(hint, muted=True)
        self._told.setVisible(bool(hint))
        layout.addWidget(self._told)
        layout.addLayout(self._row)
        layout.addWidget(self._fixed)
        layout.addWidget(self._problem)
        self._line.setAccessibleDescription(hint)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_left)

    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        """Put text in the line, and judge it at once."""
        self._line.setText(text)
        self._judge()

    def problem(self) -> str:
        """What is wrong with what was typed, or nothing; what is fixed nobody here typed."""
        return "" if self.is_fixed else self._check(self._line.text())

    def fix(self, why: str) -> None:
        """Show it as it is, not to be changed; `why` is a sentence, in the place of the hint."""
        self._hint = ""
        self._told.hide()
        self._fixed.setText(why)
        self._fixed.show()
        for widget in self._changing:
            widget.setEnabled(False)
        self._judge()

    @property
    def is_fixed(self) -> bool:
        """True when it cannot be changed."""
        return bool(self._fixed.text())

    def go_to(self) -> None:
        """Put the cursor in the line, where all that is there may be typed over."""
        self._line.setFocus()
        self._line.selectAll()
        bring_into_sight(self)

    def complain(self) -> None:
        """Show and say what is wrong, and go to the line."""
        self._judge()
        announce(self._line, self.problem())
        self.go_to()

    def _buddy(self, label: str) -> QLabel:
        buddy = QLabel(label)
        buddy.setBuddy(self._line)
        return buddy

    def _on_edited(self) -> None:
        # Nobody is told off in the middle of a word; a fault already told goes when mended.
        if self._problem.isVisible():
            self._judge()
        self.edited.emit()

    def _on_left(self) -> None:
        self._judge()

    def _judge(self) -> None:
        problem = self.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        told = (problem, self._fixed.text(), self._hint)
        self._line.setAccessibleDescription(" ".join(filter(None, told)))


class FolderField(CheckedField):
    """A folder, typed or chosen."""

    def __init__(
        self,
        label: str,
        hint: str,
        check: Callable[[str], str],
        start: str,
        choose: str = "&Choose…",
    ) -> None:
        """`start` is where choosing begins while the line is empty; `choose` names the button."""
        super().__init__(label, hint, check)
        self._start = start
        self._title = label.replace("&", "")
        button = QPushButton(choose)
        button.setAccessibleName(f"Choose: {self._title}…")
        button.setAutoDefault(False)
        button.clicked.connect(self._on_choose)
        self._row.addWidget(button)
        self._changing.append(button)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._title, self.text() or self._start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, folder: str) -> None:
        self.set_text(folder)
        self.edited.emit()
