"""Knows the passages of a report in which words are sought, and how their text is counted."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in one place of a report."""

    place: Place
    topic: str
    """Of its section; empty for the header and the text that belongs nowhere yet."""
    text: str
    """Block below block; a reason why a section is not applicable is the last line."""


def passages(report: Report, places: Collection[Place] | None = None) -> Iterator[Passage]:
    """Those of these places that have a text, or of all."""
    if places is None:
        places = _all_places(report)
    for place in places:
        text = text_in(report, place)
        if text.strip():
            yield Passage(place, _topic(report, place), text)


def text_in(report: Report, place: Place) -> str:
    """The text of a place; text that a nil answer set aside is there as well."""
    if place.kind == "header":
        return report.typed(FieldId(place.id))
    if place.kind == "unplaced":
        return "\n".join(block.text for block in report.unplaced)
    answer = report.answers.get(place.id) if place.kind == "section" else None
    if answer is None:
        return ""
    lines = [block.text for block in answer.prose]
    return "\n".join([*lines, answer.reason] if answer.reason else lines)


def span_at(text: str, start: int, end: int) -> Span:
    """Which characters of which block these characters of a place's text are."""
    before = text[:start]
    block = before.count("\n")
    offset = before.rfind("\n") + 1
    return Span(block, start - offset, end - offset)


def place_in_words(report: Report, place: Place) -> str:
    """What the form calls a place."""
    if place.kind == "section":
        return report.edition.section(place.id).heading
    if place.kind == "header":
        labels = {str(field.id): field.label for field in report.edition.header}
        return labels.get(str(place.id), str(place.id))
    return NOT_YET_PLACED


def _all_places(report: Report) -> list[Place]:
    return [
        *(Place("header", field_id) for field_id in report.header),
        *(Place("section", section_id) for section_id in report.answers),
        Place("unplaced"),
    ]


def _topic(report: Report, place: Place) -> str:
    return str(report.edition.section(place.id).topic) if place.kind == "section" else ""
