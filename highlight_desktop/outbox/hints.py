"""Knows what the documents will show otherwise than it was typed, and tells it beforehand."""

import re
from collections.abc import Iterator

from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.outbox.letters import in_words
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report

_NAMED_AT_MOST = 5
"""How many characters one hint names."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The marks of the Unicode bidirectional algorithm that embed, override and isolate (UAX 9)."""
_TURNED = (
    "“{}” has invisible marks that turn the direction of text. The PDF leaves them out, so letters"
    " stand in the order in which they were typed. Check that they read as you mean."
)


def hints(report: Report) -> list[Finding]:
    """Characters that no bundled font has, place by place in the order of the form."""
    letters = lettering()
    found = []
    for place, name, text in _texts(report):
        if _TURNS.search(text):
            found.append(Finding(place, "letters", _TURNED.format(name), blocks=False))
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
