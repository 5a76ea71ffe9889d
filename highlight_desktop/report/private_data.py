"""Knows what people and places are reached or told apart by, which should not be published."""

import re
from collections.abc import Iterator

from highlight_desktop.report.remark import Remark

_GAP = "[ \u00a0\u2009\u202f]"
_SEPARATOR = f"(?:{_GAP}|[-\u2010\u2011]|\\)?{_GAP}?\\(?)?"

# Guarded at the front, so that a long run of letters is looked at once and not from each of them.
_ADDRESS = re.compile(
    r"(?<![\w.!#$%&*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}\b",
    re.I,
)
"""The plain form of RFC 5322, 3.4.1."""

# The National Telephone Numbering Plan (Ofcom, 2023): ten digits after the 0, but nine for some
# 01 and 0800 numbers; 04 and 06 are not used. An area code has at least two digits after the 0,
# which keeps dates such as 01-06-2020 out.
_NINE = rf"(?:1\d|80(?={_SEPARATOR}0))(?:{_SEPARATOR}\d){{7}}"
_TEN = rf"[1235789]\d(?:{_SEPARATOR}\d){{8}}"
_AREA_IN_BRACKETS = r"(?:\((?=0\d{2,5}\)))?"
_PREFIX = rf"(?:(?:\+|00)44{_SEPARATOR}(?:\(?0\)?{_GAP}?)?|0)"
_NO_MORE = r"(?![\w/]|[.,]\d)"
_PHONE = re.compile(rf"(?<![\w.,/£+-]){_AREA_IN_BRACKETS}{_PREFIX}(?:{_TEN}|{_NINE}){_NO_MORE}")

_NHS_NUMBER = re.compile(
    rf"(?<![\w£.,/+-])\d{{3}}({_GAP}|-)?\d{{3}}(?(1)\1)\d{{4}}{_NO_MORE}",
)
_DIGIT = re.compile(r"\d")
_WEIGHTS = range(10, 1, -1)

# NIM39110 in HMRC's National Insurance Manual: D, F, I, Q, U and V are not used, nor O as the
# second letter, nor the prefixes BG, GB, KN, NK, NT, TN and ZZ; the suffix is A, B, C or D.
# QQ is nobody's, but HMRC's own example, and so what people write who try this out.
_NI_NUMBER = re.compile(
    rf"\b(?:QQ|(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
    rf"{_GAP}?\d\d{_GAP}?\d\d{_GAP}?\d\d{_GAP}?[A-D]\b",
    re.I,
)

_POSTCODE_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY"
    " E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE"
    " LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL"
    " SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).split()
# The format of BS 7666 in Royal Mail's Programmers' Guide to PAF; C, I, K, M, O and V are not used
# at the end. An area or district alone ("CB2") is many thousand homes, and no matter.
_AREA = "|".join(sorted(_POSTCODE_AREAS, key=len, reverse=True))
# In small letters it needs its space, or "e2 2nd" and "s1 5ft" would look like one.
_POSTCODE = re.compile(
    rf"\b(?:{_AREA})\d[\dA-HJKMNPR-Y]?{_GAP}?\d[ABD-HJLNP-UW-Z]{{2}}\b"
    rf"|\b(?:{_AREA.lower()})\d[\da-hjkmnpr-y]?{_GAP}"
    r"\d(?!st|nd|rd|th|ft|hr|gb|tb|lb|yd)[abd-hjlnp-uw-z]{2}\b"
)


def remarks(text: str) -> list[Remark]:
    """What in a line of text should not be published, from left to right; nothing is said twice.

    Nothing is mended: only the author knows what may stand. What was found is not repeated in
    the remark, so that a list of them can be shown to anyone.
    """
    found: list[Remark] = []
    for each in _candidates(text):
        if all(each.end <= other.start or other.end <= each.start for other in found[-8:]):
            found.append(each)
    return sorted(found, key=lambda remark: remark.start)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in their check digit (modulus 11, NHS Data Dictionary)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return len(set(digits)) > 1 and (11 - total % 11) % 11 == int(digits[9])


def _candidates(text: str) -> Iterator[Remark]:
    """What looks like one; the surer kinds come first."""
    if "@" in text:
        yield from _all("email-address", _ADDRESS, text)
    if not _DIGIT.search(text):
        return
    yield from _all("ni-number", _NI_NUMBER, text)
    for match in _NHS_NUMBER.finditer(text):
        if is_nhs_number("".join(filter(str.isdecimal, match.group()))):
            yield Remark("nhs-number", *match.span())
    yield from _all("phone-number", _PHONE, text)
    yield from _all("postcode", _POSTCODE, text)


def _all(code: str, pattern: re.Pattern[str], text: str) -> Iterator[Remark]:
    for match in pattern.finditer(text):
        yield Remark(code, *match.span())
