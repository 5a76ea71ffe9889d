"""Knows which groups of capitals are acronyms, and whether a report says what they stand for."""

import re
from collections.abc import Iterable, Iterator

from highlight_desktop.report.remark import Remark

CODE = "acronym"

# As the GOV.UK style guide has it, what everyone knows is not spelt out; then what every reader
# of a highlight report knows, and words and numerals that are only written like acronyms.
KNOWN = frozenset(
    (
        "AGM AI AM AOB BBC BST CCTV CEO COVID CV DIY DVLA EU FAQ GCSE GDPR GMT GP HGV HM HR ICT ID"
        " IT ITV LGBT LGBTQ MOT MP NATO NHS OK PA PC PDF PHD PIN PM PS QR RSVP SMS TBC TV UK UN"
        " URL US USA USB VAT VIP WC WIFI Q&A R&D"
        " CCC PCC"
        " II III IV VI VII VIII IX XI XII XX XXI"
        " ALL AND ANY ARE AS ASAP AT BE BUT BY DO FOR FROM IF IN IS MAY MUST NEW NO NOT NOW OF ON"
        " ONE ONLY OR OUT PLEASE SO THE TO TWO UP WAS WE WILL"
    ).split()
)
_GROUP = re.compile(
    r"(?<![\w&/@.#-])([A-Z](?:[A-Za-z]{0,4}?[A-Z]|[A-Za-z]{0,2}?&[A-Z]{1,2}))(?:s|['’]s)?(?![\w&@])"
)
_LINKING = frozenset("a an and at by for from in of on or the to with &".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_SHOUTED = re.compile(r"(?:\b[A-Z][A-Z&'’-]+\b[\s:–-]+){2,}[A-Z][A-Z&'’-]+\b")
"""Three and more words in capitals: a heading or a cry."""
_REACH_CHARACTERS = 120
"""How far from its brackets the full name of an acronym may begin or end."""


def unexplained(
    lines: Iterable[str], elsewhere: Iterable[str] = ()
) -> Iterator[tuple[int, Remark]]:
    """The first use of each acronym that is spelt out nowhere, as (number of the line, remark).

    `elsewhere` is text of the same report that may spell out too: its header and headings.
    """
    lines = list(lines)
    first: dict[str, tuple[int, re.Match[str]]] = {}
    for number, line in enumerate(lines):
        for match in _acronyms(line):
            first.setdefault(match[1], (number, match))
    if not first:
        return
    explained = _explained([*lines, *elsewhere], set(first))
    for acronym, (number, match) in first.items():
        if acronym not in explained:
            yield number, Remark(CODE, match.start(1), match.end(1), acronym)


def _acronyms(line: str) -> Iterator[re.Match[str]]:
    """Groups of at least two capitals; a line without small letters is a heading."""
    if not any(map(str.islower, line)):
        return
    shouted = [match.span() for match in _SHOUTED.finditer(line)]
    for match in _GROUP.finditer(line):
        group = match[1]
        if group.upper() in KNOWN:
            continue
        while shouted and shouted[0][1] <= match.start():
            shouted.pop(0)
        if not (shouted and shouted[0][0] <= match.start()):
            yield match


def _explained(texts: list[str], acronyms: set[str]) -> set[str]:
    """Which of the acronyms some text spells out, beside brackets or by a name in capitals."""
    found: set[str] = set()
    for text in texts:
        beside = _beside_brackets(text)
        found |= {each for each, name in beside if each in acronyms and _stands_for(name, each)}
        names = list(_names(text))
        found |= {each for each in acronyms - found if _is_among(_plain(each), names)}
    return found


def _is_among(letters: str, names: list[str]) -> bool:
    """Two letters are too easily found within longer names."""
    return letters in (names if len(letters) < 3 else " ".join(names))


_NAME_FIRST = re.compile(r"\(\s*[\"“‘']?([A-Z][A-Za-z&]{1,7}?)[\"”’']?s?\s*[),;–-]")
_NAME_AFTER = re.compile(r"(?<!\w)([A-Z][A-Za-z&]{1,7}?)s?\s*(?:\(|[–-]\s|,?\sstands for\s)")


def _beside_brackets(text: str) -> Iterator[tuple[str, str]]:
    """Each word in capitals at a bracket or dash, with the words that may be its name."""
    for match in _NAME_FIRST.finditer(text):
        yield match[1], text[max(0, match.start() - _REACH_CHARACTERS) : match.start()]
    for match in _NAME_AFTER.finditer(text):
        name = text[match.end() : match.end() + _REACH_CHARACTERS].partition(")")[0]
        yield match[1], name


def _stands_for(name: str, acronym: str) -> bool:
    """Whether the letters come in order in some words of the name, the first as an initial."""
    letters = _plain(acronym)
    words = [match.group().casefold() for match in _WORD.finditer(name)]
    starts = [at for at, word in enumerate(words) if word.startswith(letters[0])]
    return any(_in_order(letters, words[at:]) for at in starts)


def _in_order(letters: str, words: list[str]) -> bool:
    """Whether the initials of the words hold the letters in order; a word may give several."""
    rest = iter("".join(words))
    return len(words) > 1 and all(letter in rest for letter in letters)


def _names(text: str) -> Iterator[str]:
    """The initials of each run of words in capitals, such as "mtfs"."""
    initials = ""
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and not word[1:].isupper():
            initials += word[0].casefold()
        elif word.casefold() not in _LINKING:
            if len(initials) > 1:
                yield initials
            initials = ""
    if len(initials) > 1:
        yield initials


def _plain(acronym: str) -> str:
    """Its letters: "DfE" is made of d, f and e."""
    return acronym.replace("&", "").casefold()
