"""Knows the words and marks people write dates with: text into tokens, days into print."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from highlight_desktop.errors import PeriodError
from highlight_desktop.report.text import APOSTROPHES, DASHES

# Not from the calendar module, whose names change with the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def printed(start: date, end: date) -> str:
    """Days as documents print them, without what both ends share: "8 to 21 June 2020"."""
    last = f"{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start == end:
        return last
    month = "" if (start.year, start.month) == (end.year, end.month) else MONTHS[start.month - 1]
    year = "" if start.year == end.year else str(start.year)
    return " ".join(filter(None, (str(start.day), month, year, "to", last)))


def printed_moment(moment: datetime) -> str:
    """A moment by the clock it carries: "12 June 2020, 09:05", on a machine of any language."""
    day = moment.date()
    return f"{printed(day, day)}, {moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class Span:
    """A named length of time: "w/c", "fortnight ending", "(2 weeks)"."""

    name: str
    """As typed, for error messages."""
    days: int
    """Length in days, or 0 when it is counted in months."""
    months: int
    """Length in months, or 0 when it is counted in days."""
    way: str
    """"begins" or "ends" at the date beside it; empty when it only names the length."""
    any_number: bool
    """Nobody said how many: "w/c" and "weeks" may be one or several."""
    several: bool
    """Written in the plural: "weeks"."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a date; its kind is one letter, so that rules are short.

    ``D`` a number of one or two digits, ``Y`` a full year, ``M`` a month name, ``W`` a
    weekday, ``Q`` a quarter or half, ``F`` "financial year", ``S`` a span, ``-`` and ``/``
    as typed, ``t`` "to", ``&`` "and", ``,`` a comma, ``f`` "from", ``b`` "between".
    """

    kind: str
    value: int = 0
    """The number, or the month, weekday (Monday is 0) or first quarter as a number."""
    months: int = 0
    """How long a quarter or half is."""
    span: Span | None = None
    ordinal: bool = False
    """Written with st, nd, rd or th: it can only be a day."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text, less filling words such as "the" and "reporting period".

    Raises PeriodError naming the first word, number or mark that has no place in a period.
    """
    found = []
    for match in _TOKEN.finditer(_plain(text)):
        token = _token(str(match.lastgroup), match)
        if token is not None:
            found.append(token)
    return found


_BEGINS = "commencing|commence|comm|com|beginning|begins|beg|starting|starts|start|from|of|c|b"
_ENDS = r"ending|ended|ends|end|up\s+to|until|till|to|e"
_ENDS_ON = "ending|ended|ends|end"
_UNIT_DAYS = {"w": 7, "f": 14, "d": 1}
_UNIT_MONTHS = {"m": 1, "q": 3, "h": 6, "y": 12}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MONTH_STARTS = "|".join(name[:3].lower() for name in MONTHS)

# Tried from the top at each place of the text, so the longer phrases come first.
_TOKEN = re.compile(
    rf"""
      (?P<apostrophe_year> '(?P<yy>[0-9]{{2}})(?![0-9]) )
    | (?P<financial> (?:financial|fiscal)(?:\s+years?)? | f\s*/?\s*y(?![a-z]) )
    | (?P<nth_part> (?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))
        \s+ (?P<nth_name>quarter|half)(?:\s+year)?(?![a-z]) )
    | (?P<part> (?P<part_name>quarter|qtr|q|half(?:\s+year)?|h)[\s.]*
        (?P<part_number>[0-9]|one|two|three|four)
        (?![0-9]|\s*(?:st|nd|rd|th)|\s*(?:{_MONTH_STARTS})) )
    | (?P<span> (?:(?P<count>(?<![/.-])[0-9]{{1,2}}|{"|".join(_COUNTS)})[\s-]*)?
        (?P<unit>weeks?|wks?|fortnights?|months?|quarters?|half[\s-]years?|years?|days?)(?![a-z])
        (?:\s+(?:reporting\s+)?period(?=\s+[a-z]))?
        (?:[\s/.-]*(?:(?P<begins>{_BEGINS})|(?P<ends>{_ENDS}))(?![a-z]))? )
    | (?P<short_span> (?P<letter>[wfmqy])\s*[/.]?\s*
        (?:(?P<short_begins>{_BEGINS})|(?P<short_ends>{_ENDS}))(?![a-z]) )
    | (?P<number> (?P<digits>[0-9]+)
        (?P<ordinal>(?:st|nd|rd|th(?!u))|\s+(?:st|nd|rd|th)(?![a-z]))? )
    | (?P<start> (?:commencing|beginning|starting|from)(?![a-z]) )
    | (?P<to> (?:and\s+)?(?:{_ENDS_ON})(?![a-z])
        | (?:(?:up|through)\s+)?(?:to|until|till|til|thru|through)(?:\s+and\s+including)?(?![a-z])
        | \.{{2,}} | → )
    | (?P<also> and(?![a-z]) | [&+] )
    | (?P<dash> -+ ) | (?P<slash> /+ ) | (?P<comma> [,;] )
    | (?P<nothing> [\s.:']+ )
    | (?P<word> [^\W\d_]+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_NTH = {"fi": 1, "1s": 1, "se": 2, "2n": 2, "th": 3, "3r": 3, "fo": 4, "4t": 4}
_MARKS = {
    "start": "f",
    "financial": "F",
    "to": "t",
    "also": "&",
    "dash": "-",
    "slash": "/",
    "comma": ",",
}

# Every abbreviation of three letters or more is understood: Jun, Sept, Tues, Thurs.
_WORDS = {
    name[:length].lower(): Token(kind, number)
    for kind, names, first in (("M", MONTHS, 1), ("W", WEEKDAYS, 0))
    for number, name in enumerate(names, first)
    for length in range(3, len(name) + 1)
} | {"weds": Token("W", 2), "between": Token("b")}
_FILLING = frozenset(
    (
        *("the", "of", "on", "in", "for", "period", "periods", "reporting", "report", "reports"),
        *("dates", "covering", "covers", "covered", "inclusive", "incl", "including"),
        *("calendar", "both", "weekly", "fortnightly", "monthly", "quarterly"),
    )
)
_RELATIVE = frozenset(
    (
        *("today", "yesterday", "tomorrow", "now", "last", "next", "this", "previous", "current"),
        *("present", "ongoing", "date"),
    )
)
_SUGGESTED = (
    *(name.lower() for name in (*MONTHS, *WEEKDAYS)),
    *("commencing", "beginning", "ending", "week", "weeks", "fortnight", "quarter", "financial"),
)
_LIKE = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys('()[]{}"“”„«»*_', " "),
    "\\": "/",
    "\u2044": "/",
    "\u2215": "/",
}


def _plain(text: str) -> str:
    """One sort of dash, quote and slash; invisible characters gone."""
    text = unicodedata.normalize("NFKC", "".join(_LIKE.get(mark, mark) for mark in text))
    return "".join(
        " " if unicodedata.category(mark) == "Cc" else _LIKE.get(mark, mark)
        for mark in text
        if unicodedata.category(mark) != "Cf"
    ).strip(" .,;:")


def _token(name: str, match: re.Match[str]) -> Token | None:
    if name in _MARKS:
        return Token(_MARKS[name])
    if name in ("number", "apostrophe_year"):
        return _number(match["digits"] or f"20{match['yy']}", ordinal=bool(match["ordinal"]))
    if name == "part":
        return _part(match["part_name"].lower(), _count(match["part_number"]))
    if name == "nth_part":
        return _part(match["nth_name"].lower(), _NTH[match["nth"][:2].lower()])
    if name in ("span", "short_span"):
        return Token("S", span=_span(match))
    if name == "nothing":
        return None
    return _word(match[0])


def _number(digits: str, *, ordinal: bool) -> Token:
    if len(digits) <= 2:
        return Token("D", int(digits), ordinal=ordinal)
    if len(digits) != 4 or ordinal:
        raise PeriodError(
            f"“{digits}” is not a day, a month or a year.",
            "Put a space or a slash between the day, the month and the year.",
        )
    if not digits.startswith("20"):
        raise PeriodError(f"The year {digits} is not between 2000 and 2099.", "Correct the year.")
    return Token("Y", int(digits))


def _part(name: str, number: int) -> Token:
    months, count, letter = (3, 4, "Q") if name.startswith("q") else (6, 2, "H")
    if not 1 <= number <= count:
        raise PeriodError(
            f"There is no {letter}{number}.",
            f"A year has {letter}1 to {letter}{count}, and starts in April.",
        )
    return Token("Q", (number - 1) * months, months=months)


def _count(typed: str) -> int:
    return _COUNTS.get(typed.lower()) or int(typed)


def _span(match: re.Match[str]) -> Span:
    unit = (match["unit"] or match["letter"]).lower()
    count = _count(match["count"] or "1")
    if not count:
        raise PeriodError(f"“{match[0]}” is no time at all.", "Correct the number.")
    begins, ends = match["begins"] or match["short_begins"], match["ends"] or match["short_ends"]
    return Span(
        name=match[0],
        days=count * _UNIT_DAYS.get(unit[0], 0),
        months=count * _UNIT_MONTHS.get(unit[0], 0),
        way="begins" if begins else "ends" if ends else "",
        any_number=not match["count"] and (unit.endswith("s") or len(unit) == 1),
        several=unit.endswith("s"),
    )


def _word(typed: str) -> Token | None:
    word = typed.lower()
    if word in _FILLING:
        return None
    if word in _WORDS:
        return _WORDS[word]
    remedy = "Type the first and the last day, like “8 to 21 June 2020”."
    if word in _RELATIVE:
        raise PeriodError(f"“{typed}” means another day each time it is read.", remedy)
    if like := get_close_matches(word, _SUGGESTED, n=1, cutoff=0.7):
        suggestion = like[0].capitalize() if like[0] in _WORDS else like[0]
        remedy = f"If you mean “{suggestion}”, type that."
    shown = f"“{typed}”" if typed.isprintable() else "An invisible character"
    raise PeriodError(f"{shown} is not a word or a mark that periods are written with.", remedy)
