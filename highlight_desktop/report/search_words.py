"""Knows which spellings are one word to a search, and what the words of a user ask for.

What is searched and what is asked go through the same reading, so that they meet: capitals,
accents (dŵr, dwr) and apostrophes make no difference, thousands may have commas (£1,250),
C19, C-19, Covid 19 and COVID-19 are one word, and a word with a hyphen is found joined and
apart as well. What stands behind it knows only letters, digits and points.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

VERSION = 1
"""Grows when the same text would give other words, and what is kept must be read again."""
MOST_TERMS = 40
"""More words than that ask for nothing else."""

_LONGEST_WORD = 64
_LETTERS = r"(?:[^\W_]++[\u0300-\u036f]*+)++"
"""Letters and digits with the marks above them; what was taken is never given back."""
_HYPHENS = "\u2010\u2011-"
"""In a class of characters the plain one must stand last."""
_APOSTROPHES = "'\u2019\u02bc"
_PANDEMIC = rf"(?:covid(?:[\s.\u2013{_HYPHENS}]{{0,2}}19)?|c[\u2013{_HYPHENS}]?19)"
_TOKEN = re.compile(
    rf"(?P<pandemic>(?<![^\W_]){_PANDEMIC}(?:[{_APOSTROPHES}]s)?(?![^\W_]))"
    r"|(?P<figure>(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![.,]?\d))"
    rf"|(?P<word>{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*+)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$")
_PANDEMIC_WORD = "covid19"
_BETWEEN = "qzq"
"""Stands before the joined words, so that no phrase runs from the text into them."""


class Word(NamedTuple):
    """A word as a search sees it, and where it stands in the text."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in order; where hyphens join some, then also each as one word."""
    found = list(_tokens(text))
    joined = list(_joined(text, found))
    return [*found, *([Word(_BETWEEN, 0, 0), *joined] if joined else [])]


def to_index(text: str) -> str:
    """What is kept of a text to be searched: its words with a space between them."""
    return " ".join(word.form for word in words(text))


@dataclass(frozen=True, slots=True)
class Question:
    """What a user asks for: all of the terms, each in one of its spellings."""

    terms: tuple[tuple[str, ...], ...]
    """A spelling of several words is a phrase, with a space between them."""

    def __bool__(self) -> bool:
        """False when nothing is asked for."""
        return bool(self.terms)


def question(typed: str) -> Question:
    """What is asked for by words, and by phrases in quotation marks. Any text can be asked."""
    terms: list[tuple[str, ...]] = []
    for number, stretch in enumerate(re.split('["“”„]', typed)):
        if number % 2:
            phrase = " ".join(word.form for word in _tokens(stretch))
            terms += [(phrase,)] if phrase else []
        else:
            terms += _terms(stretch)
    return Question(tuple(dict.fromkeys(terms))[:MOST_TERMS])


def _terms(stretch: str) -> Iterator[tuple[str, ...]]:
    """Words that nothing parts but a mark belong together: 24/7, e-mail."""
    tokens = list(_tokens(stretch))
    for group in _grouped(tokens, lambda gap: not re.search(r"\s", gap), stretch):
        joined = [word.form for word in _joined(stretch, group) if len(group) > 1]
        yield (" ".join(word.form for word in group), *joined)


def _tokens(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        form = _form(match[0], match.lastgroup)
        if form:
            yield Word(form, match.start(), match.end())


@lru_cache(maxsize=50_000)  # a word that is met once is met again
def _form(written: str, kind: str | None) -> str:
    if kind == "pandemic":
        return _PANDEMIC_WORD
    word = written.replace(",", "") if kind == "figure" else _POSSESSIVE.sub("", written)
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(each for each in plain if each.isalnum() or each == ".")
    return kept[:_LONGEST_WORD].strip(".")


def _joined(text: str, tokens: Sequence[Word]) -> Iterator[Word]:
    """What hyphens join, as one word: re-opened as reopened."""
    group: list[Word] = []
    for before, token in pairwise([*tokens, Word("", len(text) + 2, 0)]):
        group.append(before)
        if token.start - before.end == 1 and text[before.end : token.start] in _HYPHENS:
            continue
        if len(group) > 1 and all(word.form.isalpha() for word in group):
            form = "".join(word.form for word in group)[:_LONGEST_WORD]
            yield Word(form, group[0].start, group[-1].end)
        group = []


def _grouped(
    tokens: Sequence[Word], belongs: Callable[[str], bool], text: str
) -> Iterator[list[Word]]:
    group = list(tokens[:1])
    for before, token in pairwise(tokens):
        if belongs(text[before.end : token.start]):
            group.append(token)
        else:
            yield group
            group = [token]
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words around those that were found."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Where in it the words stand that were asked for: [start, end) in characters."""
    at: tuple[int, int]
    """Where the first of them stands in the whole text."""


def _joined_at(text: str, plain: Sequence[Word], numbers: set[int]) -> set[tuple[int, int]]:
    """Where those of the joined words stand that have these numbers, if there are any."""
    if max(numbers, default=-1) < 0:
        return set()
    joined = list(_joined(text, plain))
    return {(joined[n].start, joined[n].end) for n in numbers if 0 <= n < len(joined)}


_WORDS_BEFORE = 8
_WORDS_IN_ALL = 32


def excerpt(text: str, marked: Iterable[int]) -> Excerpt:
    """The words around where most of the marked ones stand together.

    `marked` are the numbers of words, counted as in `to_index`; without any it begins at
    the top.
    """
    marked = set(marked)
    # No more is read than may be shown: of a long text that spares most of it.
    plain = list(islice(_tokens(text), max(marked, default=0) + _WORDS_IN_ALL + 1))
    if not plain:
        return Excerpt("", (), (0, 0))
    joined = _joined_at(text, plain, {n - len(plain) - 1 for n in marked})
    hits = sorted(
        {n for n in marked if n < len(plain)}
        | {n for a, b in joined for n, word in enumerate(plain) if a <= word.start < b}
    )
    found = {(plain[n].start, plain[n].end) for n in marked if n < len(plain)} | joined
    room = _WORDS_IN_ALL - _WORDS_BEFORE
    best = max(hits, key=lambda n: (sum(n <= hit < n + room for hit in hits), -n), default=0)
    first = max(0, best - _WORDS_BEFORE)
    last = min(len(plain), first + _WORDS_IN_ALL) - 1
    start, end = plain[first].start if first else 0, plain[last].end
    end = len(text) if last == len(plain) - 1 else end
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    whole = [one for one in found if not any(a <= one[0] < one[1] <= b for a, b in found - {one})]
    inside = [(a, b) for a, b in sorted(whole) if start <= a and b <= end]
    marks = tuple((a - start + len(lead), b - start + len(lead)) for a, b in inside)
    shown = re.sub(r"\s", " ", text[start:end])
    at = next((one for one in sorted(whole) if one[0] <= plain[best].start < one[1]), (0, 0))
    return Excerpt(f"{lead}{shown}{tail}", marks, at)
