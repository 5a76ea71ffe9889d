"""Knows what the documents will show otherwise than it was typed, and tells it beforehand."""

import re
from collections.abc import Iterator, Sequence

from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.outbox.letters import in_words
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report

_NAMED_AT_MOST = 5
"""How many characters one hint names."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The marks of the Unicode bidirectional algorithm that embed, override and isolate (UAX 9)."""


def hints(report: Report) -> list[Finding]:
    """What the PDF prints in another way than it was typed, in the order of the form."""
    return [
        Finding(place, "letters", message, blocks=False)
        for place, name, text in _texts(report)
        for message in _messages(name, text)
    ]


def _messages(name: str, text: str) -> Iterator[str]:
    letters = lettering()
    characters = letters.unprintable(text)
    if characters:
        named = [f"{each} {in_words(each)}" for each in characters]
        yield (
            f"“{name}” has characters that the PDF prints in words: {_some(named)}."
            " Put words of your own instead, if you like."
        )
    adrift = letters.adrift(text)
    if adrift:
        yield (
            f"“{name}” has marks that the PDF prints a little beside their letters:"
            f" {_some(adrift)}. Write them without the marks, if that says the same."
        )
    if _TURNS.search(text):
        yield (
            f"“{name}” has invisible marks that turn the direction of text. The PDF leaves them"
            " out, so letters stand in the order in which they were typed. Check that they read"
            " as you mean."
        )


def _some(characters: Sequence[str]) -> str:
    more = len(characters) - _NAMED_AT_MOST
    others = f" and {more} more" if more > 0 else ""
    return " ".join(characters[:_NAMED_AT_MOST]) + others


def _texts(report: Report) -> Iterator[tuple[Place, str, str]]:
    for field in report.edition.header:
        yield Place("header", field.id), field.label, report.typed(field.id)
    yield Place("marking"), "Protective marking", report.marking
    for section in report.edition.sections:
        answer = report.answer_to(section).as_sent()
        texts = [answer.reason, *(block.text for block in answer.prose)]
        yield Place("section", section.id), section.name, " ".join(texts)
    yield Place("unplaced"), NOT_YET_PLACED, " ".join(block.text for block in report.unplaced)
