"""Knows what an e-mail address is: one plain address, safe in the header of a message."""

import re

_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(
    r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?", re.I | re.A
)
_LOCAL_PART_LIMIT, _LABEL_LIMIT, _LIMIT = 64, 63, 254
"""In characters (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4); a path of 256 has its brackets with it."""


def problem(text: str) -> str:
    """Why this cannot be an e-mail address, as a sentence; empty when it can, or is empty.

    One plain address without a name around it (the dot-atom form of RFC 5322, 3.4.1): it goes
    into a mail header, where a comma or a line break would make something else of it.
    """
    address = text.strip()
    if not address:
        return ""
    if re.search(r"[<>()\"\[\]:\\]", address):
        return "Give the plain address, without a name, brackets or quotation marks."
    if re.search(r"[\s,;]", address):
        return "Give one address only, without spaces, commas or semicolons."
    local_part, at, domain = address.partition("@")
    if not at or "@" in domain or not local_part:
        return "An address has one @, with something on both sides, like name@council.gov.uk."
    if not address.isascii():
        return "Use plain letters without accents: most mail systems refuse others in an address."
    fits = len(local_part) <= _LOCAL_PART_LIMIT and len(address) <= _LIMIT
    if not fits or any(len(label) > _LABEL_LIMIT for label in domain.split(".")):
        return "That is longer than an address can be. Check it for a slip."
    if not _DOMAIN.fullmatch(domain):
        return "What follows the @ must be like council.gov.uk. Check it for a slip."
    if not _LOCAL_PART.fullmatch(local_part):
        return "What stands before the @ cannot be in an address. Check it for a slip."
    return ""
