"""Knows what of a document was left out or changed, and the sentence that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from highlight_desktop.report.text import one_line, words

_QUOTES = 3
_LONGEST_QUOTE = 60
"""Characters."""
_TEXTS = {
    "deleted": "Text deleted as a tracked change was left out",
    "hidden": "Hidden text was left out",
    "placeholder": "Placeholder text of empty fields was left out",
    "contents": "A table of contents was left out",
    "field": "Text inside the instructions of fields was left out",
    "watermark": "A watermark was left out",
    "struck": "Text that is struck through was kept like any other",
    "drawing": "The words in a drawing were left out",
}
_THINGS = {
    "picture": "A picture was left out",
    "chart": "A chart was left out",
    "diagram": "A diagram was left out",
    "object": "An embedded object was left out",
    "file": "A part that was put in as another file was left out",
    "symbol": "A symbol without a character of its own was left out",
    "equation": "An equation was kept as a line of text",
}
_COUNTED = {
    "comment": ("comment was", "comments were", "left out"),
    "footnote": ("footnote was", "footnotes were", "put below the paragraph it belongs to"),
    "endnote": ("endnote was", "endnotes were", "put below the paragraph it belongs to"),
    "link": ("link was", "links were", "kept as words, without the address"),
}


@dataclass(slots=True)
class Account:
    """What was left out so far."""

    entries: list[dict[str, str]] = field(default_factory=list)
    """Each with what it was ("deleted"), its text and its place: the words before it."""
    _goes_on: bool = False

    def add(self, what: str, text: str, place: str) -> None:
        """One thing, or a whole piece of text."""
        self.entries.append({"what": what, "text": text, "place": place})
        self._goes_on = False

    def add_run(self, what: str, text: str, place: str) -> None:
        """A run of text; it goes on with the last one of its kind if nothing shown is between."""
        if self._goes_on and self.entries[-1]["what"] == what:
            self.entries[-1]["text"] += text
        else:
            self.add(what, text, place)
            self._goes_on = True

    def cut(self) -> None:
        """Something shown comes next, or another paragraph: what follows is apart."""
        self._goes_on = False


def notes(entries: Iterable[Mapping[str, str]]) -> list[str]:
    """A sentence for each kind of text, with its words counted, and for each thing."""
    sentences = list[str]()
    texts: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        what, text = entry["what"], one_line(entry["text"])
        if what in _TEXTS and text:
            texts.setdefault(what, []).append(text)
        elif what in _THINGS:
            described = f" ({_short(text)})" if text else ""
            sentences.append(f"{_THINGS[what]}{described}{_after(entry['place'])}.")
        elif what in _COUNTED:
            counts[what] = counts.get(what, 0) + 1
    for what, found in texts.items():
        total = sum(len(words(text)) for text in found)
        quotes = "; ".join(f"“{_short(text)}”" for text in found[:_QUOTES])
        more = f" and {len(found) - _QUOTES:,} more" if len(found) > _QUOTES else ""
        counted = f"{total:,} {'word' if total == 1 else 'words'}"
        sentences.append(f"{_TEXTS[what]} ({counted}): {quotes}{more}.")
    for what, count in counts.items():
        one, many, done = _COUNTED[what]
        done = done if count == 1 else done.replace("it belongs", "they belong")
        sentences.append(f"{count:,} {one if count == 1 else many} {done}.")
    return sentences


def _after(place: str) -> str:
    words_before = one_line(place)
    return f" after “{_short(words_before)}”" if words_before else " at the beginning"


def _short(text: str) -> str:
    return text[:_LONGEST_QUOTE] + ("…" if len(text) > _LONGEST_QUOTE else "")
