"""Knows how the period that returns are looked at for is chosen: typed any way, or turned to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.following import next_period, period_before
from highlight_desktop.report.period import Period
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.text_labels import words

_WIDEST_PX = 40 * theme.GAP_PX


class PeriodRow(QWidget):
    """One line to type in, and two buttons to the periods around it."""

    chosen = Signal(object)
    """Carries the Period to look at."""
    understood = Signal(bool)
    """Carries whether what was typed is a period."""

    def __init__(self) -> None:
        super().__init__()
        self._period: Period | None = None
        self._line = QLineEdit()
        self._line.setPlaceholderText("8 to 21 June 2026")
        self._line.setMaximumWidth(_WIDEST_PX)
        self._before = QPushButton("Previo&us")
        self._after = QPushButton("Ne&xt")
        self._told = words(muted=True)
        self._problem = words(bad=True)
        self._lay_out()
        self._line.returnPressed.connect(self._on_typed)
        self._line.editingFinished.connect(self._on_typed)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self._offer()

    @property
    def period(self) -> Period | None:
        """The period that is looked at; None until there is one."""
        return self._period

    @property
    def is_wrong(self) -> bool:
        """True while something else stands in the line, which is no period."""
        return not self._problem.isHidden()

    def go_to(self) -> None:
        """Put the cursor in the line; what is typed takes the place of what stands there."""
        self._line.setFocus()
        self._line.selectAll()

    def show_period(self, shown: Period) -> None:
        """Show a period that was chosen elsewhere."""
        self._period = shown
        self._line.setText(shown.label)
        if self._line.hasFocus():
            self._line.selectAll()
        self._offer()

    def _lay_out(self) -> None:
        label = QLabel("&Period")
        label.setBuddy(self._line)
        self._before.setAccessibleName("Previous period")
        self._after.setAccessibleName("Next period")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_PX)
        row.addWidget(label)
        row.addWidget(self._line, 3)
        row.addWidget(self._before)
        row.addWidget(self._after)
        row.addWidget(self._told, 2)
        row.addWidget(self._problem, 3)

    def _offer(self) -> None:
        self._show_problem(hidden=True)
        there = self._period
        self._before.setEnabled(there is not None)
        self._after.setEnabled(there is not None)
        self._told.setText(_days(there.days) if there else "")

    def _show_problem(self, *, hidden: bool) -> None:
        """In the place of what cannot be done while there is one: a low window has no more."""
        self._problem.setHidden(hidden)
        for widget in (self._before, self._after, self._told):
            widget.setVisible(hidden)
        self.understood.emit(hidden)

    def _on_typed(self) -> None:
        typed = self._line.text().strip()
        if self._period and typed == self._period.label:
            self._show_problem(hidden=True)
            return
        if not typed:
            return
        try:
            self._choose(period.read(typed))
        except PeriodError as error:
            still = f" Still shown: {self._period.label}." if self._period else ""
            problem = f"{error.message}{still}"
            if problem != self._problem.text() or self._problem.isHidden():
                self._problem.setText(problem)
                self._show_problem(hidden=False)
                announce(self._line, problem)

    def _on_before(self) -> None:
        if self._period is not None:
            self._choose(period_before(self._period))

    def _on_after(self) -> None:
        if self._period is not None:
            self._choose(next_period(self._period))

    def _choose(self, chosen: Period) -> None:
        self.show_period(chosen)
        announce(self._line, chosen.label)
        self.chosen.emit(chosen)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
