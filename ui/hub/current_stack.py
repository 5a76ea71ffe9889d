"""Knows a stack that needs no more room than the one of its pages that is shown."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

_SHOWN = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
_HIDDEN = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class CurrentStack(QStackedWidget):
    """Qt's own is as large as its largest page, which is too large for a low window."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(self._on_changed)
        self._on_changed()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It takes what is left; asked for more, it would count the pages that are hidden."""
        return False

    def _on_changed(self) -> None:
        for page in self._pages:
            page.setSizePolicy(_SHOWN if page is self.currentWidget() else _HIDDEN)
        self.updateGeometry()
