"""Knows the dialog that shows what the same services said on a topic through all periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from highlight_desktop.report.edition import Topic
from ui import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.paragraph_list import Paragraph, ParagraphList
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

LEGEND = (
    "The last period comes first. Underlined words came in that period; words struck through went."
)
NOTHING = "These services have not written on this yet."
_SIZE_PX = QSize(100 * theme.GAP_PX, 70 * theme.GAP_PX)


class TimelineDialog(QDialog):
    """A topic to choose, and below it the periods with the words that changed in each."""

    def __init__(
        self,
        told: Mapping[Topic, Sequence[Paragraph]],
        headings: Mapping[Topic, str],
        chosen: Topic | None,
        parent: QWidget | None = None,
        *,
        about: str = "",
    ) -> None:
        """`told` has the paragraphs of each topic, `headings` what the form calls it.

        `chosen` is None where there is no topic at all; `about` names the service area.
        """
        super().__init__(parent)
        self.setWindowTitle("Through all periods")
        self.resize(within_screen(self, _SIZE_PX))
        self._told = told
        self._topic = ChoiceBox()
        self._remark = words(muted=True)
        self._periods = ParagraphList()
        self._periods.setAccessibleName("Periods")
        for widget in (self._topic, self._topic.view()):
            widget.setAccessibleName("Topic")
        for topic, heading in headings.items():
            self._topic.addItem(heading, topic)
        self._lay_out(about)
        self._topic.currentIndexChanged.connect(self._show)
        if chosen is not None:
            self._topic.setCurrentIndex(list(headings).index(chosen))
        self._show()
        self._periods.setFocus()

    def _lay_out(self, about: str) -> None:
        label = QLabel("&Topic")
        label.setBuddy(self._topic)
        # A long heading is cut by the box, and whole in its list.
        self._topic.setMinimumContentsLength(12)
        self._topic.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self._topic, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        if about:
            layout.addWidget(words(about, rank="heading"))
        layout.addLayout(top)
        layout.addWidget(self._remark)
        layout.addWidget(self._periods, 1)
        layout.addWidget(buttons)

    def _show(self) -> None:
        topic = self._topic.currentData()
        told = self._told.get(Topic(topic), ()) if topic else ()
        self._periods.show_paragraphs(told)
        self._periods.setCurrentIndex(self._periods.model().index(0, 0))
        self._remark.setText(LEGEND if told else NOTHING)
