"""Knows in which words authors say that there is nothing to say."""

import re
from dataclasses import dataclass

from highlight_desktop.report.edition import AnswerKind

_LONGEST = 400
"""Characters; more than that is a text, however it begins."""
_PHRASES = {
    "no change": AnswerKind.NO_CHANGE,
    "no changes": AnswerKind.NO_CHANGE,
    "unchanged": AnswerKind.NO_CHANGE,
    "nothing to report": AnswerKind.NOTHING_TO_REPORT,
    "none to report": AnswerKind.NOTHING_TO_REPORT,
    "nil to report": AnswerKind.NOTHING_TO_REPORT,
    "nothing": AnswerKind.NOTHING_TO_REPORT,
    "none": AnswerKind.NOTHING_TO_REPORT,
    "nil": AnswerKind.NOTHING_TO_REPORT,
    "nil return": AnswerKind.NOTHING_TO_REPORT,
    "not applicable": AnswerKind.NOT_APPLICABLE,
    "n/a": AnswerKind.NOT_APPLICABLE,
    "n.a": AnswerKind.NOT_APPLICABLE,
    "n.a.": AnswerKind.NOT_APPLICABLE,
}
_WITH_REASON = re.compile(r"(?i)((?:not applicable|n/a)(?:\s*[:,;.]|\s+[-–—]|(?=\s\()))\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Nil:
    """An answer given instead of text."""

    kind: AnswerKind
    reason: str
    """Why a section is not applicable, as written; mostly empty."""
    said: str
    """The words that gave the answer, without the reason."""

    @property
    def is_own_wording(self) -> bool:
        """True when it was said in the form's own words, whatever their capitals."""
        return (
            " ".join(self.said.casefold().strip(" .:;,!-–—").split()) == self.kind.label.casefold()
        )


def read(text: str) -> Nil | None:
    """The nil answer that one line of text is, or None when it is a text like any other."""
    if len(text) > _LONGEST:
        return None
    said = " ".join(text.casefold().split())
    kind = _PHRASES.get(said) or _PHRASES.get(said.strip(" .:;,!-–—()[]"))
    if kind:
        return Nil(kind, "", text)
    given = _WITH_REASON.fullmatch(" ".join(text.split()))
    return Nil(AnswerKind.NOT_APPLICABLE, given[2], given[1]) if given else None
