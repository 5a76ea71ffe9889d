"""Knows how the headings, parts, titles and labels of the form are recognised in a text.

Whole lines only. Exact wording or an alias first, whatever its capitals, quotes, dashes and
numbering; only then a likeness of 0.84 (CHANGES and CHALLENGES are 0.92 alike, so a guess
never takes the place of a heading that is there).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property

from highlight_desktop.inbox.wording import ended
from highlight_desktop.report.edition import Edition, HeaderField, Section, bundled
from highlight_desktop.report.text import APOSTROPHES, DASHES

LONGEST = 200
"""Characters; a longer line is a text and not a heading."""
ALIKE = 0.84
"""The likeness of difflib from which a line is taken for a heading; measured on the samples."""
_FOLDED = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES + "‚", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys(DASHES, "-"),
    }
)
_NUMBER = re.compile(
    r"(?i:section\s+)?\(?(?:\d{1,2}(?:\.\d{1,2})*(?:[.):]|\s[-–—])?|[A-Za-z][.)]|[ivxIVX]{1,4}[.)])"
    r"\s+(?=\S)"
)
_BRACKETS = re.compile(r"([^()]*[^()\s])\s+(\(.*\)):?")
_PART = re.compile(r"part (\w{1,5})\b[ :.,-]*(.*)")
_NUMERALS = {"one": "1", "two": "2", "three": "3", "four": "4"} | {
    "i": "1", "ii": "2", "iii": "3", "iv": "4"
}  # fmt: skip
_LABEL = re.compile(r"\s*(\S[^:\n]{0,60}?)(?:\s*:[*_]{0,2}(?:\s+|$)|\s+[-–—]\s+)(.*)")
_RUN_IN = (
    re.compile(r"([^:]{3,80}?)\s*:\s+(\S.*)"),
    re.compile(r"(.{3,80}?)\s+[-–—]\s+(.*[a-z].*)"),
)
"""Behind a dash capitals alone are more of the heading."""


def fold(text: str) -> str:
    """A line as it is compared: without capitals, kinds of quote and dash, and odd spaces."""
    plain = text.translate(_FOLDED).casefold().replace("&", " and ").replace("/", " / ")
    plain = " ".join(plain.split()).strip(" :*_#").rstrip(" -")
    return plain.replace(" - ", "-").replace("- ", "-").replace(" -", "-")


def in_capitals(text: str) -> bool:
    """True for a line without a small letter."""
    return text == text.upper() and text != text.lower()


def likeness(text: str, other: str) -> float:
    """How alike two folded lines are, 0 to 1; 0 below ALIKE, or when one has a word more."""
    # difflib's own upper bound, asked before it takes the second line to pieces.
    if 2 * min(len(text), len(other)) < ALIKE * (len(text) + len(other)):
        return 0.0
    joined, other_joined = text.replace(" ", ""), other.replace(" ", "")
    if len(text.split()) != len(other.split()) and abs(len(joined) - len(other_joined)) > 2:
        return 0.0
    matcher = SequenceMatcher(None, text, other)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """What a folded line stands for in one edition."""

    edition: Edition
    section: Section | None = None
    """The section it heads; None for a part."""
    by_name: bool = False
    """True for the form's own wording, False for an alias."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines of the text that are a heading in at least one edition."""

    at: int
    """Number of the first line, from 0."""
    takes: int
    """How many lines it has."""
    typed: str
    known: tuple[Known, ...]
    rest: str = ""
    """Text in brackets behind the heading that is not the form's own, or all that follows it."""
    runs_in: bool = False
    """True when the text begins on the line of its heading: "COMMUNICATIONS: We wrote ..."."""

    @property
    def next_line(self) -> int:
        """Number of the line after it."""
        return self.at + self.takes


@dataclass(frozen=True, slots=True)
class Label:
    """A header label found in a text."""

    key: str
    """Folded, as the catalogue lists it."""
    typed: str
    """With the colon or dash behind it."""
    value: str
    """What follows it on its line."""


@dataclass(frozen=True)
class Catalogue:
    """Every wording of every edition, ready to be looked up."""

    headings: dict[str, list[Known]] = field(default_factory=dict)
    titles: dict[str, list[Edition]] = field(default_factory=dict)
    labels: dict[str, list[tuple[Edition, HeaderField, bool]]] = field(default_factory=dict)
    """With True for the form's own label, False for an alias."""
    parts: list[tuple[str, str, Known]] = field(default_factory=list)
    """Number, wording and edition of each part."""
    _beginnings: set[str] = field(default_factory=set)
    """All that a heading over several lines may have on its first."""

    def add(self, edition: Edition) -> None:
        """Take in an edition."""
        self.titles.setdefault(fold(edition.title), []).append(edition)
        for part in edition.parts:
            number, wording = _part(fold(part.heading)) or ("", fold(part.heading))
            self.parts.append((number, wording, Known(edition, by_name=True)))
        for label in edition.header:
            for typed in (label.label, *label.aliases):
                own = (edition, label, typed == label.label)
                self.labels.setdefault(fold(typed), []).append(own)
        for section in edition.sections:
            for wording in wordings(section):
                known = Known(edition, section, fold(wording) in _own(section))
                self.headings.setdefault(fold(wording), []).append(known)
                words = fold(wording).split(" ")
                self._beginnings.update(" ".join(words[:n]) for n in range(1, len(words)))

    def scan(self, lines: Sequence[str]) -> Iterator[Mark]:
        """The headings and part lines in a text, top to bottom."""
        number = 0
        while number < len(lines):
            mark = self._mark_at(lines, number)
            if mark:
                yield mark
            number = mark.next_line if mark else number + 1

    def _mark_at(self, lines: Sequence[str], at: int) -> Mark | None:
        line = lines[at].strip()
        if len(line) <= 2:
            return None
        if len(line) > LONGEST:
            return self._running_in(line, at)
        for takes in self._windows(lines, at):
            typed = " ".join(line.strip() for line in lines[at : at + takes] if line.strip())
            known, rest = self.find(typed)
            if known and not (rest and takes > 1):
                mark = Mark(at, takes, typed, known, rest)
                return None if _mid_sentence(lines, mark) else mark
        return self._running_in(line, at)

    def _running_in(self, line: str, at: int) -> Mark | None:
        """A heading in the form's own words and in capitals, with its text behind it."""
        for pattern in _RUN_IN:
            found = pattern.fullmatch(line)
            if found and in_capitals(found[1]):
                headed = self.headings.get(fold(unnumbered(found[1])), [])
                known = tuple(one for one in headed if one.by_name)
                if known:
                    return Mark(at, 1, line, known, found[2], runs_in=True)
        return None

    def _windows(self, lines: Sequence[str], at: int) -> list[int]:
        """How many lines a heading that begins here may have, the longest first.

        Text in brackets may stand below its heading with an empty line between.
        """
        takes, begun = [1], lines[at]
        for number in range(at + 1, min(at + 4, len(lines))):
            if unnumbered(fold(begun)) not in self._beginnings or len(lines[number]) > LONGEST:
                break
            if lines[number].strip():
                begun = f"{begun} {lines[number]}"
                takes.append(number + 1 - at)
            elif not "".join(lines[number + 1 : number + 2]).lstrip().startswith("("):
                break
        return takes[::-1]

    def find(self, typed: str) -> tuple[tuple[Known, ...], str]:
        """What a line stands for in each edition, and text in brackets that is not the form's."""
        for text in dict.fromkeys((typed.strip(), unnumbered(typed.strip()))):
            folded = fold(text)
            if known := self.headings.get(folded) or self._part(folded):
                return tuple(known), ""
            bracketed = _BRACKETS.fullmatch(text.strip(" *_#"))
            if bracketed and (known := self.headings.get(fold(bracketed[1]), [])):
                return tuple(known), bracketed[2]
        return (), ""

    def _part(self, folded: str) -> list[Known]:
        number, wording = _part(folded) or ("", folded)
        return [
            known
            for own_number, own_wording, known in self.parts
            if (number and number == own_number and (not wording or _alike(wording, own_wording)))
            or (wording == own_wording and (number or " " in wording))
        ]

    def label(self, line: str) -> Label | None:
        """The header label that a line begins with, if any."""
        folded = fold(line[: 2 * LONGEST])
        if folded in self.labels:
            return Label(folded, line.strip(), "")
        given = _LABEL.match(line[: 2 * LONGEST])
        if given and fold(given[1]) in self.labels:
            cut = given.start(2)
            return Label(fold(given[1]), line[:cut].strip(), line[cut:].strip())
        return self._label_in_capitals(line)

    def _label_in_capitals(self, line: str) -> Label | None:
        """A label without a colon, told from a sentence by its capitals."""
        words = line[: 2 * LONGEST].split()
        for size in (3, 2):
            typed = " ".join(words[:size])
            if in_capitals(typed) and fold(typed) in self.labels:
                return Label(fold(typed), typed, " ".join(line.split()[size:]))
        return None

    def labels_apart(self, text: str) -> str:
        """The text with a space behind each label's colon, and a dash for a colon left out.

        A label and its value are then separate words, as they are to a reader.
        """
        with_colon, with_tab = self._label_starts
        return with_tab.sub(r"\1 – ", with_colon.sub(r"\1 ", text))

    @cached_property
    def _label_starts(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What a label looks like with its colon and with a tab; asked once it is complete."""
        labels = "|".join(re.escape(label).replace(r"\ ", "[ ]+") for label in self.labels)
        return (
            re.compile(rf"(?im)^([ ]*(?:{labels})[ ]*:)(?=\S)"),
            re.compile(rf"(?im)^([ ]*(?:{labels}))[ ]*\t"),
        )


@cache
def catalogue(*editions: Edition) -> Catalogue:
    """The wordings of the bundled editions and of these."""
    made = Catalogue()
    for edition in dict.fromkeys((*bundled(), *editions)):
        made.add(edition)
    return made


def wordings(section: Section) -> Iterable[str]:
    """Every heading under which a section may stand."""
    texts = (section.scope, section.guidance, section.pointer)
    brackets = [f"({text})" for text in texts if text]
    names = (section.name, *section.aliases)
    own = (f"{name} {bracket}" for name in names for bracket in brackets)
    return dict.fromkeys((*names, section.heading, *own))


def unnumbered(text: str) -> str:
    """A line without the number before it."""
    return text[number.end() :] if (number := _NUMBER.match(text)) else text


def _own(section: Section) -> tuple[str, ...]:
    brackets = (section.scope, section.guidance, section.pointer)
    names = (section.name, section.heading, *(f"{section.name} ({text})" for text in brackets))
    return tuple(fold(name) for name in names)


def _part(folded: str) -> tuple[str, str] | None:
    given = _PART.fullmatch(folded)
    return (_NUMERALS.get(given[1], given[1]), given[2]) if given else None


def _alike(text: str, other: str) -> bool:
    return text == other or likeness(text, other) >= ALIKE


def _mid_sentence(lines: Sequence[str], mark: Mark) -> bool:
    """True for words of a heading that a line break has put on a line of their own."""
    if in_capitals(mark.typed):
        return False
    before = lines[mark.at - 1].strip() if mark.at else ""
    after = lines[mark.next_line].strip() if mark.next_line < len(lines) else ""
    if mark.typed == mark.typed.lower():
        above = next((line.strip() for line in reversed(lines[: mark.at]) if line.strip()), "")
        several, colon = " " in mark.typed, mark.typed.endswith(":")
        if ((not above or ended(above)) and (several or colon)) or (several and colon):
            return False
        return bool(before or after[:1].islower())
    return after[:1].islower() or before.endswith(",")
