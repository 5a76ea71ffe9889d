"""Knows what the wording of a line gives away: a sub-heading, a run-in lead, half a sentence."""

import re
from collections.abc import Sequence

from highlight_desktop.inbox import nil

_ENDED = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_FIRST_LETTERS = re.compile(r"[\"'“‘(\[]*(\w)(\w?)")
_LETTER = re.compile(r"[^\W\d_]")
_HANGING = re.compile(
    "a|an|the|and|or|of|with|for|from|our|their|its|including|as|at|between|than|into"
)
"""Words no sentence ends with."""
_INTRODUCING = re.compile(
    "are|be|been|by|following|below|did|do|for|have|include|included|includes|including|is"
    "|that|to|was|were|with"
)
"""Words before a colon that make the line a sentence and not a sub-heading."""
_VERB = re.compile(
    "is|are|was|were|has|have|had|will|would|can|could|should|be|been|must|we|our|they"
)
_SMALL_IN_NAMES = re.compile("and|of|the|for|in|to|on|at|by|&|with")
_NOT_IN_NAMES = re.compile(r"(?:\w+(?:ing|ed|ly))|against|about|from|into|as|or|than|that|which")
_NO_NAME = re.compile(
    "An?|The|This|That|These|Those|It|Its|We|Our|They|Their|There|He|She|You|I|In|On|At|From|Over"
    "|Under|By|For|With|To|As|If|When|While|After|Before|Since|During|Meanwhile|However|Also"
    "|Finally|Yes|No|Not|And|But|Or|Some|All|Both|Each"
)
"""Words that begin a sentence and not the name of a service, team or project."""
_LEAD = re.compile(r"(\S[^.;:!?]{0,58}?)\s+([-–—])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_INSIDE = re.compile(r"[.!?:;]\s")
"""What stands inside a sentence or behind a label, and not in a sub-heading."""
_SUBHEADING_LONGEST = 80
_SUBHEADING_WORDS = 10
_LEAD_WORDS = 5


def ended(text: str) -> bool:
    """True when the text ends as a sentence, an item or an introduction does."""
    return bool(_ENDED.search(text[-8:]))


def hangs(text: str) -> bool:
    """True when the text ends with a comma or a word that no sentence ends with."""
    return text.endswith(",") or bool(_HANGING.fullmatch(text[-12:].split(" ")[-1]))


def is_small(text: str) -> bool:
    """True when the first word begins with a small letter ("iPad" does not count)."""
    found = _FIRST_LETTERS.match(text)
    return bool(found and found[1].islower() and not found[2].isupper())


def is_titled(text: str) -> bool:
    """True when all but the small words have a capital, a digit or a mark in front."""
    return not any(is_small(word) and not _SMALL_IN_NAMES.fullmatch(word) for word in text.split())


def goes_on(text: str, after: str) -> bool:
    """True when a line without an end and the text after it are one sentence.

    Three words or fewer, or a line with capitals throughout, are rather a sub-heading.
    """
    few = len(text.split(maxsplit=3)) <= 3
    return hangs(text) or (is_small(after) and not few and not is_titled(text))


def may_be_subheading(text: str) -> bool:
    """True for a short line that is no sentence, with a colon behind it or without.

    At most 80 characters and 10 words, as all sub-headings of the real reports.
    """
    if len(text) > _SUBHEADING_LONGEST or not _LETTER.search(text) or nil.read(text):
        return False
    words = text.split()
    if len(words) > _SUBHEADING_WORDS:
        return False
    if text.endswith(":"):
        return not _INTRODUCING.fullmatch(words[-1].rstrip(":"))
    sentence = ended(text) or is_small(text) or hangs(text) or _INSIDE.search(text)
    return not sentence and not any(map(_VERB.fullmatch, words))


def lead_length(text: str) -> int:
    """How many characters of a block are its run-in lead, "Transport – ..."; mostly 0.

    Only when it clearly is one: at most five words that may be the name of a service, a dash
    with spaces around it, and no second one that would make a parenthesis.
    """
    found = _LEAD.match(text)
    if not found or not _is_name(found[1].split()):
        return 0
    sentence = _SENTENCE_END.split(text[found.end() :][:400], maxsplit=1)[0]
    if len(sentence.split()) < 3 or f" {found[2]} " in sentence:
        return 0
    return len(found[1])


def _is_name(words: Sequence[str]) -> bool:
    if len(words) > _LEAD_WORDS or not words[0][0].isupper() or _NO_NAME.fullmatch(words[0]):
        return False
    if is_titled(" ".join(words)):
        return not _SMALL_IN_NAMES.fullmatch(words[-1])
    return len(words) <= 3 and not any(
        _VERB.fullmatch(word) or _SMALL_IN_NAMES.fullmatch(word) or _NOT_IN_NAMES.fullmatch(word)
        for word in map(str.lower, words)
    )
