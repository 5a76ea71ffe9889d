"""Knows how many words a report has, counted again only where something was changed."""

from highlight_desktop.report import reading
from highlight_desktop.report.prose import word_count
from highlight_desktop.report.report import Place, Report
from ui.editor.places import Places


class Lengths:
    """The number of words at each place of a report."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._words: dict[Place, int] = {}

    def count(self, report: Report, place: Place) -> None:
        """Count one place again; the others are as they were."""
        if place.kind == "section":
            answer = report.answer_to(report.edition.section(place.id))
            self._words[place] = reading.words_sent(answer)
        elif place.kind == "unplaced":
            self._words[place] = word_count(report.unplaced)

    def show(self) -> None:
        """Tell of the section that is shown, and of the whole report."""
        here = self._places.here()
        if here.kind == "section":
            panel = self._places.sections[here.id]
            panel.show_length(self._words[here], sum(self._words.values()))
