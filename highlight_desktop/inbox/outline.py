"""Knows which edition a text was written in, and where its sections begin."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from highlight_desktop.inbox.headings import (
    ALIKE,
    Catalogue,
    Known,
    Mark,
    catalogue,
    fold,
    in_capitals,
    likeness,
    unnumbered,
    wordings,
)
from highlight_desktop.report.edition import Edition, Section, bundled, newest

_GUESSES = 2_000
"""Lines that are compared for likeness; a report has fewer than 200 lines of any kind."""
_GUESS_LONGEST = 100
_TOP = 60
"""Lines among which the title must be."""
_ALIKE_IN_SMALL_LETTERS = 0.9
"""A sub-heading in small letters is easily like a heading, where the headings are in capitals."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section, a part or text that belongs nowhere begins."""

    mark: Mark
    section: Section | None = None
    is_part: bool = False
    """True for the line of a part; neither this nor a section means: keep it unplaced."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The edition of a text, and its headings from top to bottom."""

    edition: Edition
    places: tuple[Place, ...]
    title: Mark | None
    notes: tuple[str, ...] = ()


def read(lines: Sequence[str], given: Edition | None, added: Sequence[Edition] = ()) -> Outline:
    """Find the edition, unless one is given, and everything in the text that heads a section.

    `added` are editions that did not come with the program.
    """
    known = catalogue(*added, *([given] if given else []))
    marks = [mark for mark in known.scan(lines) if not _is_header_value(lines, mark, known)]
    title, titled = _title(lines, known)
    if title:
        marks = [mark for mark in marks if not title.at <= mark.at < title.next_line]
        if marks and marks[0].at < title.at:
            title, titled = None, ()
    edition, notes = (given, []) if given else _choose(lines, marks, titled, known, added)
    places = _places(marks, edition, notes)
    below_title = title.next_line if title else 0
    places += _guesses(lines, below_title, places, edition, notes)
    places.sort(key=lambda place: place.mark.at)
    notes += _about_places(places)
    if title and edition not in titled:
        notes.append(f"The title “{title.typed}” is not that of edition {edition.id}.")
    elif title and fold(title.typed) != fold(edition.title):
        notes.append(f"“{title.typed}” was guessed to be the title of the form.")
    return Outline(edition, tuple(places), title, tuple(notes))


def _is_header_value(lines: Sequence[str], mark: Mark, known: Catalogue) -> bool:
    """True for "Communications" as a service area: between an empty label and the next label."""
    before = next((lines[at] for at in range(mark.at - 1, -1, -1) if lines[at].strip()), "")
    label = known.label(before)
    if not label or label.value:
        return False
    after = range(mark.next_line, len(lines))
    return known.label(next((lines[at] for at in after if lines[at].strip()), "")) is not None


def _title(lines: Sequence[str], known: Catalogue) -> tuple[Mark | None, Sequence[Edition]]:
    """The line, or the two or three lines together, that are most like the title of an edition."""
    top = [(at, line.strip()) for at, line in enumerate(lines[:_TOP]) if line.strip()]
    best, found, titled = ALIKE, None, list[Edition]()
    for first, (at, _) in enumerate(top):
        for size in (1, 2, 3):
            window = top[first : first + size]
            typed = " ".join(line for _, line in window)
            if len(typed) > _GUESS_LONGEST:
                break
            for title, editions in known.titles.items():
                alike = likeness(fold(typed), title)
                if alike > best:
                    mark = Mark(at, window[-1][0] + 1 - at, typed, ())
                    best, found, titled = alike, mark, editions
    return found, titled


def _choose(
    lines: Sequence[str],
    marks: Sequence[Mark],
    titled: Sequence[Edition],
    known: Catalogue,
    added: Sequence[Edition],
) -> tuple[Edition, list[str]]:
    """The edition that has most of the text's own wording; the newest of those that fit as well."""
    score: Counter[str] = Counter()
    editions = {edition.id: edition for each in known.titles.values() for edition in each}
    score.update({edition.id: 20 for edition in titled})
    worth: dict[tuple[str, str], int] = {}
    for mark in marks:
        for one in mark.known:
            key = (one.edition.id, one.section.id if one.section else fold(mark.typed))
            worth[key] = max(worth.get(key, 0), 10 if one.by_name else 6)
    for line in lines[: marks[0].at if marks else len(lines)]:
        label = known.label(line)
        for edition, header_field, by_name in known.labels[label.key] if label else ():
            worth[edition.id, header_field.id] = 3 if by_name else 2
    for (edition_id, _), points in worth.items():
        score[edition_id] += points
    best = [editions[key] for key, points in score.items() if points == max(score.values())]
    if not best:
        fallback = newest((*bundled(), *added))
        return fallback, [
            f"Nothing in the text is of a known form; edition {fallback.id} was taken. If it is"
            " on another edition, add that one’s file first, with File, Add a form edition."
        ]
    chosen = newest(best)
    if len(best) == 1:
        return chosen, []
    others = " or ".join(sorted(edition.id for edition in best if edition is not chosen))
    return chosen, [f"Edition {chosen.id} was taken; it could as well be {others}."]


def _places(marks: Sequence[Mark], edition: Edition, notes: list[str]) -> list[Place]:
    """The headings that count in this edition.

    A weak one, such as "Workforce" in small letters, is a sub-heading when the same section
    has a strong heading, in capitals or in the form's full wording, somewhere else.
    """
    sections = [_section(mark, edition) for mark in marks]
    headed = {
        section.id
        for mark, section in zip(marks, sections, strict=True)
        if section and _is_strong(mark)
    }
    places = []
    for mark, section in zip(marks, sections, strict=True):
        if not mark.known[0].section:
            places.append(Place(mark, is_part=True))
            if not _own(mark, edition):
                notes.append(f"“{mark.typed}” is not a part of edition {edition.id}: left out.")
        elif _is_strong(mark) or (section and section.id not in headed and _own(mark, edition)):
            places.append(Place(mark, section))
            notes += _about_heading(mark, section, edition)
    return places


def _own(mark: Mark, edition: Edition) -> Known | None:
    return next((one for one in mark.known if one.edition == edition), None)


def _section(mark: Mark, edition: Edition) -> Section | None:
    """The edition's own section under this heading, else the one with the same topic."""
    own = _own(mark, edition)
    if own:
        return own.section
    topics = [one.section.topic for one in mark.known if one.section]
    return next((section for section in edition.sections if section.topic in topics), None)


def _is_strong(mark: Mark) -> bool:
    if mark.runs_in:
        return False
    named = any(one.by_name for one in mark.known)
    return in_capitals(mark.typed) or (named and " " in unnumbered(fold(mark.typed)))


def _about_heading(mark: Mark, section: Section | None, edition: Edition) -> Iterator[str]:
    own = _own(mark, edition)
    if not section:
        yield f"“{mark.typed}” is no heading of edition {edition.id}: its text was kept unplaced."
    elif not own or not own.by_name:
        yield f"“{mark.typed}” was read as the heading “{section.name}”."
    if mark.runs_in and section:
        yield f"The text on the line of the heading “{section.name}” was read as its text."
    elif mark.rest and section:
        yield f"“{mark.rest}” behind the heading “{section.name}” was kept as text."


def _guesses(
    lines: Sequence[str],
    start: int,
    places: Sequence[Place],
    edition: Edition,
    notes: list[str],
) -> list[Place]:
    """Lines that are very like the heading of a section which has none yet."""
    taken = {number for place in places for number in range(place.mark.at, place.mark.next_line)}
    candidates = (
        at for at in range(start, len(lines)) if at not in taken and _may_be_heading(lines, at)
    )
    sought = _wordings_sought(places, edition)
    capitals = sum(in_capitals(place.mark.typed) for place in places) >= 3
    guessed = []
    for tried, at in enumerate(candidates):
        if not sought:
            break
        if tried == _GUESSES:
            notes.append("There are too many short lines to look for misspelt headings.")
            break
        line = lines[at].strip()
        needed = _ALIKE_IN_SMALL_LETTERS if capitals and not in_capitals(line) else ALIKE
        section_id = _most_like(unnumbered(fold(line)), sought, needed)
        if section_id:
            del sought[section_id]
            section = edition.section(section_id)
            guessed.append(Place(Mark(at, 1, line, (Known(edition, section),)), section))
            notes.append(f"“{line}” was guessed to be the heading “{section.name}”.")
    return guessed


def _wordings_sought(places: Sequence[Place], edition: Edition) -> dict[str, list[str]]:
    """For each section without a heading, the folded wordings one may be a misspelling of."""
    headed = {place.section.id for place in places if place.section}
    return {
        section.id: [
            fold(wording)
            for wording in wordings(section)
            if " " in wording or wording == section.name
        ]
        for section in edition.sections
        if section.id not in headed
    }


def _most_like(typed: str, sought: Mapping[str, Sequence[str]], needed: float) -> str | None:
    """The id of the section with the most alike wording, if that is alike enough.

    A likeness of 1 is a heading that was seen, and found not to be one in its place.
    """
    likenesses = (
        (likeness(typed, wording), section_id)
        for section_id, all_wordings in sought.items()
        for wording in all_wordings
    )
    alike, section_id = max(likenesses)
    return section_id if needed <= alike < 1 else None


def _may_be_heading(lines: Sequence[str], at: int) -> bool:
    """Not a bullet, not a sentence, not the middle of one."""
    line = lines[at].strip()
    if not 4 < len(line) <= _GUESS_LONGEST or line[-1] in ".,;!?" or not line[0].isalnum():
        return False
    after = "".join(lines[at + 1 : at + 2]).strip()
    return line != line.lower() and (in_capitals(line) or not after[:1].islower())


def _about_places(places: Sequence[Place]) -> Iterator[str]:
    headed = Counter(place.section.name for place in places if place.section)
    for name, times in headed.items():
        if times > 1:
            yield f"The heading “{name}” is there {times} times; the texts under it were joined."
