"""Knows what the documents will show otherwise than it was typed, and tells it beforehand."""

from collections.abc import Iterator

from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.outbox.letters import in_words
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report

_NAMED_AT_MOST = 5
"""How many characters one hint names."""


def hints(report: Report) -> list[Finding]:
    """Characters that no bundled font has, place by place in the order of the form."""
    letters = lettering()
    found = []
    for place, name, text in _texts(report):
        characters = letters.unprintable(text)
        if characters:
            named = " ".join(f"{each} {in_words(each)}" for each in characters[:_NAMED_AT_MOST])
            more = len(characters) - _NAMED_AT_MOST
            others = f" and {more} more" if more > 0 else ""
            message = (
                f"“{name}” has characters that the PDF prints in words: {named}{others}."
                " Put words of your own instead, if you like."
            )
            found.append(Finding(place, "letters", message, blocks=False))
    return found


def _texts(report: Report) -> Iterator[tuple[Place, str, str]]:
    for field in report.edition.header:
        yield Place("header", field.id), field.label, report.typed(field.id)
    yield Place("marking"), "Protective marking", report.marking
    for section in report.edition.sections:
        answer = report.answer_to(section).as_sent()
        texts = [answer.reason, *(block.text for block in answer.prose)]
        yield Place("section", section.id), section.name, " ".join(texts)
    yield Place("unplaced"), NOT_YET_PLACED, " ".join(block.text for block in report.unplaced)
