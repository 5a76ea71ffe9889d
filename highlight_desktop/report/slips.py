"""Knows the slips of typing and pasting that show in a single line of text, without guessing."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from highlight_desktop.report.remark import Remark
from highlight_desktop.report.text import gate

_SPACE = "[ \u00a0]"
_DOUBLED_SPACE = re.compile(rf"(?<=[^ \u00a0]){_SPACE}{{2,}}(?=[^ \u00a0])")
_SPACE_BEFORE_MARK = re.compile(rf"(?<=\w){_SPACE}+(?=[,;:.!?](?:\s|\Z))")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MAY_BE_DOUBLED = frozenset("had that very really many so no far much long now ha hear bye".split())
"""Words that English doubles on purpose, or may: "the paper that that board saw"."""

_INLINE = "a|abbr|b|big|em|font|i|mark|s|small|span|strike|strong|sub|sup|u"
_BLOCK = (
    "blockquote|body|br|center|col|colgroup|div|dd|dl|dt|h[1-6]|head|hr|html|img|li|link|meta|o:p"
    "|ol|p|pre|script|style|table|tbody|td|tfoot|th|thead|tr|ul"
)
_TAG = rf"<(?:/?(?:{_INLINE}|{_BLOCK})(?=[\s/>])[^<>]*|!--[^<>]*--)>"
_TAGS = re.compile(rf"(?:{_TAG}{_SPACE}*)+", re.I)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})\b", re.I)
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|pound|euro|copy|reg|trade|bull|middot|hellip|ndash|mdash"
    r"|[lr][sd]quo|[aeiou](?:acute|grave|circ|uml)|#[0-9]{2,7}|#x[0-9a-f]{2,6});",
    re.I,
)
# What Markdown's basic syntax writes (daringfireball.net/projects/markdown/syntax), and ~~ as
# GitHub and chat programs read it.
_STARS = re.compile(r"(?<!\*)(\*{2,3})(?=[^\s*])([^*]+)(?<=\S)\1(?!\*)")
_STARS_LEFT = re.compile(r"(?<![\w*])\*{2,3}(?=\w)")
"""Those that open what nothing closes; closing ones may point to a footnote."""
_WAVES = re.compile(r"(?<!~)~~(?=[^\s~])[^~]+(?<=\S)~~(?!~)")
_TICKS = re.compile(r"(?<![\w`])(`{1,3})(?=[^\s`])([^`]+)(?<=\S)\1(?![\w`])")
_UNDERLINES = re.compile(r"(?<!\w)__(?=[^\s_])([^_]+)(?<=\S)__(?!\w)")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\[\]\s]+)\)")
_HASHES = re.compile(r"\A\s*#{1,6}\s+(?=\S)")

_PARTNERS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_ITEM_MARK = re.compile(r"(?:\A|(?<=\s))(?:[0-9]{1,3}|[a-z]|[ivx]{1,4})\)", re.I)
"""A number or letter that counts items: "a) roads b) bridges"."""
_SMILEY = re.compile(r"[:;]-?[()](?=\s|\Z)")
_DOUBLE_QUOTE = re.compile('[“”"]')
_LEFT_OUT = re.compile("‘(?=[0-9]|t?is\\b|t?was\\b|til\\b|em\\b|cause\\b)", re.I)
"""Where something is left out the mark is an apostrophe: programs turn it the wrong way."""
_CLOSING = re.compile(r"’(?!\w)")


def remarks(text: str) -> list[Remark]:
    """The slips in one line of text, rule by rule. Takes time linear in its length.

    A fix never touches another fix of the same rule, and always leaves the text shorter.
    """
    found = [*_markup(text), *_doubled_words(text)]
    for code, pattern, fix in (
        ("doubled-space", _DOUBLED_SPACE, " "),
        ("space-before-mark", _SPACE_BEFORE_MARK, ""),
    ):
        found += (Remark(code, *match.span(), fix=fix) for match in pattern.finditer(text))
    return [*found, *_brackets(text), *_quotes(text)]


def _markup(text: str) -> list[Remark]:
    """Tags, character references and Markdown; of marks inside marks the outer one."""
    found = []
    if "<" in text:
        found += [_tags(match) for match in _TAGS.finditer(text)]
    if "&" in text:
        found += [_entity(match) for match in _ENTITY.finditer(text)]
    if "**" in text:
        found += [_markdown(match, match[2]) for match in _STARS.finditer(text)]
        found += [_markdown(match, "") for match in _STARS_LEFT.finditer(text)]
    if "~~" in text:
        # Struck through: whether the words are to go as well only the author knows.
        found += [_markdown(match, None) for match in _WAVES.finditer(text)]
    if "`" in text:
        found += [_markdown(match, match[2]) for match in _TICKS.finditer(text)]
    if "__" in text:
        found += [_markdown(match, match[1]) for match in _UNDERLINES.finditer(text)]
    if "](" in text:
        found += [_markdown(match, f"{match[1]} ({match[2]})") for match in _LINK.finditer(text)]
    found += [_markdown(match, "") for match in _HASHES.finditer(text)]
    return _apart(sorted(found, key=lambda remark: (remark.start, -remark.end)))


def _apart(found: list[Remark]) -> list[Remark]:
    kept: list[Remark] = []
    for each in found:
        if not kept or kept[-1].end <= each.start:
            kept.append(each)
    return kept


def _tags(match: re.Match[str]) -> Remark:
    """A run of tags, and the spaces in it; one space stays where words would run together."""
    text, whole = match.string, match.group()
    divides = bool(_BLOCK_TAG.search(whole)) or whole[-1] != ">" or "> " in whole
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    apart = not before or not after or before.isspace()
    return Remark("markup", start, end, whole.strip(), "" if apart or not divides else " ")


def _entity(match: re.Match[str]) -> Remark:
    meant = html.unescape(match.group()).replace("\u00a0", " ")
    usable = meant != match.group() and meant.isprintable() and gate(meant).text == meant
    return Remark("markup", *match.span(), match.group(), meant if usable else None)


def _markdown(match: re.Match[str], meant: str | None) -> Remark:
    return Remark("markup", *match.span(), match.group().strip(), meant)


def _doubled_words(text: str) -> Iterator[Remark]:
    for first, second in pairwise(_WORD.finditer(text)):
        word = first.group().casefold()
        if word == second.group().casefold() and word not in _MAY_BE_DOUBLED:
            between = text[first.end() : second.start()]
            if between.isspace() and not (_is_name(first, second) or _is_joined(first, second)):
                together = text[first.start() : second.end()]
                yield Remark("doubled-word", first.end(), second.end(), together, "")


def _is_name(first: re.Match[str], second: re.Match[str]) -> bool:
    """Two capitals are a name: "Baden Baden"."""
    return first.group()[0].isupper() and second.group()[0].isupper()


def _is_joined(first: re.Match[str], second: re.Match[str]) -> bool:
    """A hyphen makes one of them part of another word: "a re-read read"."""
    text = first.string
    return "-" in (text[first.start() - 1 : first.start()], text[second.end() : second.end() + 1])


def _brackets(text: str) -> Iterator[Remark]:
    if not _BRACKET.search(text):
        return
    counting = {match.end() - 1 for match in _ITEM_MARK.finditer(text)}
    smiling = {match.end() - 1 for match in _SMILEY.finditer(text)}
    still_open: list[re.Match[str]] = []
    alone: list[re.Match[str]] = []
    for match in _BRACKET.finditer(text):
        mark, at = match.group(), match.start()
        if mark not in _PARTNERS:
            if at not in smiling:
                still_open.append(match)
        elif still_open and still_open[-1].group() == _PARTNERS[mark]:
            still_open.pop()
        elif at not in counting and at not in smiling:
            alone.append(match)
    for match in sorted(alone + still_open, key=lambda match: match.start()):
        yield Remark("unmatched-bracket", *match.span(), match.group())


def _quotes(text: str) -> Iterator[Remark]:
    """Double quotes that do not pair, and opening single ones nothing closes.

    A straight or closing single quote may always be an apostrophe.
    """
    opened: re.Match[str] | None = None
    for match in _DOUBLE_QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if opened and mark != "“":
            opened = None
        elif mark == "”":
            yield _unmatched(match)
        elif mark == "“" or not text[at - 1 : at].isdigit():
            if opened:
                yield _unmatched(opened)
            opened = match
    if opened:
        yield _unmatched(opened)
    yield from _single_quotes(text)


def _single_quotes(text: str) -> Iterator[Remark]:
    if "‘" not in text:
        return
    left_out = {match.start() for match in _LEFT_OUT.finditer(text)}
    last = max((match.start() for match in _CLOSING.finditer(text)), default=-1)
    for match in re.finditer("‘", text):
        if match.start() > last and match.start() not in left_out:
            yield _unmatched(match)


def _unmatched(match: re.Match[str]) -> Remark:
    return Remark("unmatched-quote", *match.span(), match.group())
