"""Knows how an earlier report, kept as plain text, becomes a report value without losing a word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from highlight_desktop.inbox import body, header, nil, outline
from highlight_desktop.inbox.headings import catalogue
from highlight_desktop.inbox.lines import Line, decided, laid_over, spaced, with_bold_headings
from highlight_desktop.inbox.outline import Outline, Place
from highlight_desktop.inbox.quarantine.arrival import Arrival
from highlight_desktop.inbox.quarantine.letters import read_text
from highlight_desktop.report.edition import Edition, Section
from highlight_desktop.report.prose import Block, BlockKind, Prose, plain_text
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import gate, one_line, words

_MOST_NOTES = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that came in, and the account of it."""

    report: Report
    words_read: int
    """Words of the source, less left-over list tags and control characters."""
    words_kept: int
    """How many of them are in the report, or were understood as its title, labels and headings.

    Counted from the finished report, so that a word lost on the way is missing here.
    """
    notes: tuple[str, ...]
    """Whole sentences: what was guessed, changed or could not be placed."""


def read_report(
    arrival: Arrival,
    report_id: str,
    edition: Edition | None = None,
    added: Sequence[Edition] = (),
) -> Imported:
    """Read a plain text file as a report. Raises ImportRefusedError if there is no text in it."""
    text, notes = read_text(arrival.content, arrival.name)
    imported = parse(text, report_id, edition, added)
    return replace(imported, notes=(*notes, *imported.notes))


def parse(
    text: str, report_id: str, edition: Edition | None = None, added: Sequence[Edition] = ()
) -> Imported:
    """Read a text as a report of the edition given, or else of the one it is most like.

    `added` are editions that did not come with the program. Takes any text: what belongs to no
    section is kept as unplaced, and notes say what was guessed.
    """
    known = catalogue(*added, *([edition] if edition else []))
    gated = gate(known.labels_apart(body.tabs_as_spaces(text)))
    source, tag_notes = body.without_list_tags(gated.text)
    lines = [Line(text) for text in source.split("\n")]
    return parse_lines(lines, report_id, edition, added, notes=(*gated.notes, *tag_notes))


def parse_lines(
    lines: Sequence[Line],
    report_id: str,
    edition: Edition | None = None,
    added: Sequence[Edition] = (),
    *,
    notes: Sequence[str] = (),
) -> Imported:
    """The same for lines of which more than the words may be known; `notes` come first."""
    texts = [line.text for line in lines]
    found = outline.read(texts, edition, added)
    reading = _Reading(Report(report_id, found.edition), [*notes, *found.notes])
    reading.read_top(lines, found)
    for place, following in zip_longest(found.places, found.places[1:]):
        end = following.mark.at if following else len(lines)
        reading.read_place(place, lines[place.mark.next_line : end])
    reading.finish()
    return reading.account_for("\n".join(texts))


@dataclass(slots=True)
class _Reading:
    """A report in the making, with the words that are its structure and not its text."""

    report: Report
    notes: list[str]
    structure: list[str] = field(default_factory=list)
    written: dict[str, list[Block]] = field(default_factory=dict)
    """The text of each section, by its id."""
    unplaced: list[Block] = field(default_factory=list)

    def read_top(self, lines: Sequence[Line], found: Outline) -> None:
        """Title, header fields and whatever else stands above the first heading."""
        above = lines[: found.places[0].mark.at if found.places else len(lines)]
        top = [line.text for line in above]
        if found.title:
            self.structure.append(found.title.typed)
            top[found.title.at : found.title.next_line] = [""]
        read = header.read(top, found.edition, catalogue(found.edition))
        self.notes += read.notes
        self.structure += read.labels
        for field_id, value in read.values.items():
            self.report, _ = self.report.fill_in(field_id, one_line(" ".join(value)))
        self._keep_unplaced([Line(text) for text in read.rest], "Text above the first heading")

    def read_place(self, place: Place, lines: Sequence[Line]) -> None:
        """One heading and the lines under it."""
        if not place.section and not place.is_part:
            self.unplaced.append(Block(BlockKind.SUBHEADING, place.mark.typed))
            self._keep_unplaced(lines, "")
            return
        rest = place.mark.rest
        self.structure.append(place.mark.typed.removesuffix(rest) if rest else place.mark.typed)
        if rest:
            lines = [Line(rest), *([] if place.mark.runs_in else [Line("")]), *lines]
        if place.section:
            written = self.written.setdefault(place.section.id, [])
            written += self._prose(lines, place.section)
        else:
            self._keep_unplaced(lines, f"Text between “{place.mark.typed}” and the next heading")

    def _prose(self, lines: Sequence[Line], section: Section | None) -> Prose:
        lines = with_bold_headings(lines)
        printed = (*(section.subheadings if section else ()), *decided(lines))
        read = body.read(spaced(lines), printed)
        self.structure += read.marks
        name = section.name if section else "the unplaced text"
        self.notes += [f"In “{name}” a sentence cut in two was joined: “{j}”." for j in read.joined]
        return laid_over(read.prose, lines)

    def _keep_unplaced(self, lines: Sequence[Line], what: str) -> None:
        prose = self._prose(lines, None)
        if prose and what:
            beginning = prose[0].text[:60] + ("…" if len(prose[0].text) > 60 else "")
            self.notes.append(f"{what} was kept unplaced: “{beginning}”.")
        self.unplaced += prose

    def finish(self) -> None:
        """Put the text into the report, sections that only say there is nothing to say as such."""
        self.report, _ = self.report.set_aside(tuple(self.unplaced))
        for section_id, blocks in self.written.items():
            section = self.report.edition.section(section_id)
            said = nil.read(blocks[0].text) if len(blocks) == 1 else None
            if not said or said.kind not in section.answers:
                if blocks:
                    self.report, _ = self.report.write(section_id, tuple(blocks))
                continue
            answer = Answer(said.kind, reason=said.reason)
            self.report, _ = self.report.answer(section_id, answer)
            self.structure.append(said.said)
            if not said.is_own_wording:
                label, typed = said.kind.label, said.said.strip(" :,;-–—")
                self.notes.append(f"“{typed}” in “{section.name}” was read as “{label}”.")

    def account_for(self, source: str) -> Imported:
        """Compare the words of the source with those of the finished report."""
        report = self.report
        prose = [block for answer in report.answers.values() for block in answer.prose]
        kept = [*self.structure, *report.header.values(), plain_text((*prose, *report.unplaced))]
        kept += [answer.reason for answer in report.answers.values()]
        read, have = Counter(words(source)), Counter(word for text in kept for word in words(text))
        for differing, what in ((read - have, "missing from"), (have - read, "twice in")):
            if differing:
                some = ", ".join(list(differing)[:10])
                self.notes.append(f"Words {what} the report ({differing.total():,}): {some}.")
        notes = self.notes[:_MOST_NOTES]
        if len(self.notes) > _MOST_NOTES:
            notes.append(f"And {len(self.notes) - _MOST_NOTES:,} more notes like these.")
        return Imported(report, read.total(), (read & have).total(), tuple(notes))
