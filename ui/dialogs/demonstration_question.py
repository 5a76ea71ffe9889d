"""Knows what is asked before a demonstration goes in which somebody has written."""

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui.dialogs.telling_dialog import TellingDialog


class DemonstrationQuestion(TellingDialog):
    """Accepted to remove it all the same."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        reports = "1 report" if number == 1 else f"{number:,} reports or returns"
        super().__init__(
            "Remove the demonstration",
            f"{reports} in this demonstration did not come with it",
            (
                "Somebody wrote or brought in what is counted here, and it goes with the rest. Like"
                " everything in a demonstration it is marked as not real.",
                "Nothing outside of the demonstration’s own folder is touched.",
            ),
            "&Leave all as it is",
            parent,
        )
        self._offer("&Remove the demonstration", QDialogButtonBox.ButtonRole.AcceptRole)
