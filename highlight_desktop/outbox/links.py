"""Knows which words of a text lead somewhere: web addresses and e-mail addresses, as typed.

Both patterns begin only where nothing of an address stands before them and go through a text
once, so that a word of 40,000 letters costs no more than many short ones. What is linked is
what is read: no text hides where its link leads.
"""

import re
from collections.abc import Iterator

_WEB = r"(?<![\w])https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
"""The characters of RFC 3986."""
_MAIL = r"(?<![\w.+\-])[A-Za-z0-9._+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+(?!\w)"
_LINK = re.compile(f"{_WEB}|{_MAIL}", re.ASCII)
_NOT_AT_THE_END = ".,;:!?'-"


def split(text: str) -> Iterator[tuple[str, str]]:
    """The text cut at its links: (text, where it leads or nothing), none of them empty."""
    done = 0
    # Two quick looks spare most texts the slow one.
    found_any = _LINK.finditer(text) if "@" in text or "://" in text else ()
    for found in found_any:
        link = _trimmed(found[0])
        if link.endswith("://"):
            continue
        if found.start() > done:
            yield text[done : found.start()], ""
        yield link, link if "://" in link else f"mailto:{link}"
        done = found.start() + len(link)
    if done < len(text):
        yield text[done:], ""


def _trimmed(link: str) -> str:
    """The link without what belongs to the sentence around it: a full stop, a bracket."""
    while True:
        kept = link.rstrip(_NOT_AT_THE_END)
        for opening, closing in ("()", "[]"):
            if kept.endswith(closing) and kept.count(closing) > kept.count(opening):
                kept = kept[:-1]
        if kept == link:
            return link
        link = kept
