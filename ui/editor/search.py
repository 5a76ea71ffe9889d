"""Knows how words are found and replaced through a whole report, and how that is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from highlight_desktop.report import matches
from highlight_desktop.report.remark import Edit, Span
from highlight_desktop.report.report import Place
from ui.editor.acts import Act, Acts
from ui.editor.find_bar import FindBar
from ui.editor.search_places import SearchPlace


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """One place where the words stand; matches sort as they are read."""

    number: int
    """Which of the places searched."""
    block: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.block, self.start, self.end)


class Search(QObject):
    """Looks through the places of one report, in their order, for what the bar asks."""

    shown = Signal(object)
    """Carries the place of a match that is to be in sight; the keys stay where they are."""
    selected = Signal(object)
    """Carries the place once the match is selected there."""
    ended = Signal(object)
    """The bar was closed; carries the place of the match last shown, or None."""

    def __init__(
        self,
        bar: FindBar,
        places: Sequence[SearchPlace],
        here: Callable[[], Place],
        acts: Acts,
    ) -> None:
        """`here` says in which place the author is; `acts` takes back what is replaced."""
        super().__init__(bar)
        self._bar = bar
        self._places = places
        self._here = here
        self._last: Place | None = None
        self._from = _Match(0, 0, 0, 0)
        """Where the author was when the search began, or went on from there."""
        self._acts = acts
        self._replaced: Act | None = None
        bar.sought_changed.connect(self._on_sought_changed)
        bar.next_wanted.connect(self.find_next)
        bar.previous_wanted.connect(self.find_previous)
        bar.replace_wanted.connect(self._on_replace)
        bar.replace_all_wanted.connect(self._on_replace_all)
        bar.undo_wanted.connect(self._on_undo)
        bar.closed.connect(self._on_closed)
        self.actions = tuple(
            self._action(*each)
            for each in (
                ("&Find…", "Ctrl+F", self.find),
                ("Find &next", "F3", self.find_next),
                ("Find &previous", "Shift+F3", self.find_previous),
                ("&Replace…", "Ctrl+H", self.replace),
            )
        )
        """What can be asked for, for a menu and for their keys."""

    def find(self) -> None:
        """Ask what to look for."""
        self._open(replacing=False)

    def replace(self) -> None:
        """Ask what to look for and what to put in its place."""
        self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        """Show the bar; words selected within a line are what is sought."""
        self._from = self._position()
        place = self._places[self._number_here()]
        span = place.selected()
        line = place.lines()[span.block : span.block + 1]
        self._bar.open_for(line[0][span.start : span.end] if line else "", replacing=replacing)
        self._show_count()

    def find_next(self) -> None:
        """Go to the next match, after the last one from the top."""
        self._step(forwards=True)

    def find_previous(self) -> None:
        """Go to the match before, before the first one from the end."""
        self._step(forwards=False)

    # What the bar asks for

    def _on_sought_changed(self) -> None:
        """Show the first match from where the search began, as one types."""
        found = self._matches()
        ahead = [each for each in found if each >= self._from]
        self._show(next(iter(ahead or found), None), found)

    def _step(self, *, forwards: bool) -> None:
        if not self._bar.sought:
            self.find()
            return
        found, at = self._matches(), self._selection()
        if forwards:
            # Standing on a match, the next one is meant; beside one, that one.
            passed = at if at in found else self._position()
            ahead, around = [each for each in found if each > passed], "from the top"
            chosen = next(iter(ahead or found), None)
        else:
            ahead, around = [each for each in found if each < self._position()], "from the end"
            chosen = next(reversed(ahead or found), None)
        self._show(chosen, found, "" if ahead else around)
        self._from = self._position()

    def _on_replace(self) -> None:
        """Replace the match that is selected, and go on; with none selected only go on."""
        found, selected = self._matches(), self._selection()
        if selected not in found:
            self.find_next()
            return
        place = self._places[selected.number]
        if not place.replace([Edit(selected.span, self._bar.replacement)]):
            self._bar.tell("This text cannot be changed here.")
            return
        self.find_next()

    def _on_replace_all(self) -> None:
        edits: dict[int, list[Edit]] = {}
        for match in self._matches():
            edits.setdefault(match.number, []).append(Edit(match.span, self._bar.replacement))
        texts = [text for number in edits if (text := self._places[number].editor) is not None]
        count = left = 0
        with self._acts.one("Replace all", texts, whole=False) as act:
            for number, each in edits.items():
                made = self._places[number].replace(each)
                count, left = count + made, left + len(each) - made
        self._replaced = act if count else None
        self._bar.offer_undo(possible=count > 0)
        places = _counted(len(act.stood), "section")
        told = f"{count:,} replaced in {places}." if count else "Nothing replaced."
        if left:
            told += f" {left:,} left as they are, where text cannot be replaced."
        self._bar.tell(told)

    def _on_undo(self) -> None:
        """Take back every section that has not been changed since."""
        act, self._replaced = self._replaced, None
        self._bar.offer_undo(possible=False)
        if act is None or not self._acts.is_done(act):
            self._bar.tell("That was put back already.")
            return
        left = self._acts.take_back(act)
        put_back = len(act.stood) if left is not None else 0
        told = f"Put back in {_counted(put_back, 'section')}."
        changed = len(act.stood) if left is None else len(left)
        if changed:
            told += f" {_counted(changed, 'section')} changed since: use Ctrl+Z there."
        self._bar.tell(told)

    def _on_closed(self) -> None:
        self._replaced = None
        self._bar.offer_undo(possible=False)
        self.ended.emit(self._last)

    def _action(self, text: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        return action

    # Where things are

    def _matches(self) -> list[_Match]:
        return [
            _Match(number, block, start, end)
            for number, place in enumerate(self._places)
            for block, line in enumerate(place.lines())
            for start, end in matches.find(
                self._bar.sought,
                line,
                match_case=self._bar.match_case,
                whole_words=self._bar.whole_words,
            )
        ]

    def _number_here(self) -> int:
        here = self._here()
        if self._last and _is_in(self._last, here):
            here = self._last
        return next((n for n, each in enumerate(self._places) if _is_in(each.place, here)), 0)

    def _selection(self) -> _Match:
        number = self._number_here()
        span = self._places[number].selected()
        return _Match(number, span.block, span.start, span.end)

    def _position(self) -> _Match:
        """Where the author is: matches that begin there or later are ahead."""
        at = self._selection()
        return _Match(at.number, at.block, at.start, -1)

    # What is shown of it

    def _show(self, match: _Match | None, found: list[_Match], around: str = "") -> None:
        if match is None:
            self._bar.tell("Not found." if self._bar.sought else "")
            return
        place = self._places[match.number]
        for each in self._places:
            if each is not place and each.place == self._last:
                each.leave()
        self._last = place.place
        self.shown.emit(place.place)
        place.select(match.span)
        self.selected.emit(place.place)
        told = f"{found.index(match) + 1:,} of {len(found):,}"
        self._bar.tell(f"{told}, {around}" if around else told)

    def _show_count(self) -> None:
        found = self._matches()
        at = self._selection()
        if at in found:
            self._bar.tell(f"{found.index(at) + 1:,} of {len(found):,}", spoken=False)
        else:
            self._bar.tell(_counted(len(found), "match") if self._bar.sought else "", spoken=False)


def _is_in(place: Place, around: Place) -> bool:
    """Whether a place is another one, or a field of a whole header."""
    return place.kind == around.kind and around.id in ("", place.id)


def _counted(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("ch") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"
