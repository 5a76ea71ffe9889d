"""Knows which remarks on a report's wording are worth a hint, and how few words say them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from highlight_desktop.report import acronyms, money, private_data, slips, weekdays
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.remark import Edit, Remark, Span
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report

_NAMED_AT_MOST = 5
"""How many words one hint quotes."""
_QUOTED_CHARACTERS = 40

_PUBLISHED = "Reports like this have been published: leave it out unless it may be read by anyone."
_SAID = {
    "markup": (
        "Left-over markup {shown} in {place}.",
        "{count} pieces of left-over markup in {place}: {shown}.",
    ),
    "doubled-word": (
        "A word stands twice in {place}: {shown}.",
        "{count} words stand twice in {place}: {shown}.",
    ),
    "doubled-space": ("A doubled space in {place}.", "{count} doubled spaces in {place}."),
    "space-before-mark": (
        "A space before a punctuation mark in {place}.",
        "{count} spaces before punctuation marks in {place}.",
    ),
    "unmatched-bracket": (
        "A bracket without its partner in {place}: {shown}.",
        "{count} brackets without their partners in {place}.",
    ),
    "unmatched-quote": (
        "A quotation mark without its partner in {place}: {shown}.",
        "{count} quotation marks without their partners in {place}.",
    ),
    weekdays.CODE: (
        "A weekday and its date disagree in {place}: {shown}.",
        "{count} weekdays disagree with their dates in {place}: {shown}.",
    ),
    acronyms.CODE: (
        "{shown} in {place} is not spelt out anywhere in the report.",
        "{count} acronyms in {place} are not spelt out anywhere in the report: {shown}.",
    ),
    money.CODE: (
        "Like £ figures are written in two ways, {shown} in {place}. Choose one for them all.",
        "",
    ),
    "email-address": (
        f"An e-mail address in {{place}}. {_PUBLISHED}",
        f"{{count}} e-mail addresses in {{place}}. {_PUBLISHED}",
    ),
    "phone-number": (
        f"A phone number in {{place}}. {_PUBLISHED}",
        f"{{count}} phone numbers in {{place}}. {_PUBLISHED}",
    ),
    "nhs-number": (
        f"What looks like an NHS number in {{place}}. {_PUBLISHED}",
        f"{{count}} numbers that look like NHS numbers in {{place}}. {_PUBLISHED}",
    ),
    "ni-number": (
        f"What looks like a National Insurance number in {{place}}. {_PUBLISHED}",
        f"{{count}} numbers that look like National Insurance numbers in {{place}}. {_PUBLISHED}",
    ),
    "postcode": (
        f"A full postcode in {{place}}. {_PUBLISHED}",
        f"{{count}} full postcodes in {{place}}. {_PUBLISHED}",
    ),
}
CODES = tuple(_SAID)
"""The names of the rules."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Remarks of one rule on one place, in a sentence."""

    place: Place
    code: str
    message: str
    span: Span | None
    """The first of them; None in a field that is no prose."""
    fix: tuple[Edit, ...]
    """What mends them all, in order and apart; empty where only the author can."""


@dataclass(frozen=True, slots=True)
class _Line:
    place: Place
    name: str
    block: int | None
    """None for a header field and for the reason why a section does not apply."""
    text: str


def hints(report: Report) -> list[Hint]:
    """What the wording of a report should be looked at for, in the order of the form.

    One hint a rule and place at most, so that the list stays short however long the text.
    Only what is sent is looked at; a nil answer's text is not.
    """
    lines = list(_lines(report))
    found: dict[tuple[Place, str], list[tuple[_Line, Remark]]] = {}
    for line, remark in _remarks(lines, report):
        found.setdefault((line.place, remark.code), []).append((line, remark))
    order = {place: number for number, place in enumerate(dict.fromkeys(li.place for li in lines))}
    keys = sorted(found, key=lambda key: (order[key[0]], CODES.index(key[1])))
    return [_hint(found[key]) for key in keys]


def _lines(report: Report) -> Iterator[_Line]:
    for field in report.edition.header:
        yield _Line(Place("header", field.id), field.label, None, report.typed(field.id))
    for section in report.edition.sections:
        place, answer = Place("section", section.id), report.answer_to(section)
        if answer.kind is AnswerKind.ANSWERED:
            yield from _blocks(place, section.name, answer.prose)
        elif answer.kind is AnswerKind.NOT_APPLICABLE:
            yield _Line(place, section.name, None, answer.reason)
    yield from _blocks(Place("unplaced"), NOT_YET_PLACED, report.unplaced)


def _blocks(place: Place, name: str, prose: Prose) -> Iterator[_Line]:
    for number, block in enumerate(prose):
        yield _Line(place, name, number, block.text)


def _remarks(lines: list[_Line], report: Report) -> Iterator[tuple[_Line, Remark]]:
    period = report.period_if_understood()
    near = (period.start, period.end) if period else None
    for line in lines:
        for remark in private_data.remarks(line.text):
            yield line, remark
        if line.block is not None:
            for remark in (*slips.remarks(line.text), *weekdays.remarks(line.text, near)):
                yield line, remark
    prose = [line for line in lines if line.block is not None]
    texts = [line.text for line in prose]
    for number, remark in acronyms.unexplained(texts, _other_texts(lines, report)):
        yield prose[number], remark
    mixed = money.two_ways(texts)
    if mixed:
        yield prose[mixed[0]], mixed[1]


def _other_texts(lines: Iterable[_Line], report: Report) -> list[str]:
    """What else a reader has before their eyes, and may find an acronym explained in."""
    headings = (section.heading for section in report.edition.sections)
    return [report.edition.title, *headings, *(li.text for li in lines if li.block is None)]


def _hint(found: list[tuple[_Line, Remark]]) -> Hint:
    line, first = found[0]
    one, several = _SAID[first.code]
    shown = list(dict.fromkeys(_quoted(remark.shown) for _, remark in found))
    named = ", ".join(shown[:_NAMED_AT_MOST])
    if len(shown) > _NAMED_AT_MOST:
        named += f" and {len(shown) - _NAMED_AT_MOST} more"
    said = one if len(found) == 1 else several
    message = said.format(count=f"{len(found):,}", place=f"“{line.name}”", shown=named)
    edits = tuple(
        Edit(_span(line, remark), remark.fix)
        for line, remark in found
        if remark.fix is not None and line.block is not None
    )
    return Hint(line.place, first.code, message, _span_or_none(line, first), edits)


def _quoted(shown: str) -> str:
    if len(shown) > _QUOTED_CHARACTERS and "”" not in shown:
        shown = f"{shown[: _QUOTED_CHARACTERS - 1]}…"
    return shown if shown.startswith("“") and len(shown) > 1 else f"“{shown}”"


def _span(line: _Line, remark: Remark) -> Span:
    assert line.block is not None
    return Span(line.block, remark.start, remark.end)


def _span_or_none(line: _Line, remark: Remark) -> Span | None:
    return None if line.block is None else _span(line, remark)
