"""Knows what a pack says on paper, chapter by chapter, and in what words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from highlight_desktop.hub import schedule
from highlight_desktop.hub.contents import Contents, Entry
from highlight_desktop.hub.selection import Arrangement
from highlight_desktop.hub.sources import Missing, Source
from highlight_desktop.outbox.story import MARKING_LABEL, Piece, Role, prose_pieces
from highlight_desktop.report import marking
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import NIL_ANSWERS, AnswerKind, Topic
from highlight_desktop.report.prose import runs
from highlight_desktop.report.report import Answer
from highlight_desktop.store.desk import Returned, Verdict

Places = Mapping[str, Sequence[int]]
"""On which pages the texts of each source stand, by its reference, as far as that is known."""

CHANGES = "What changed since the last period"
SOURCES = "Where each text comes from"
_VERDICTS = {
    Verdict.AS_SUBMITTED: "It came as it was submitted",
    Verdict.ALTERED: "Its file came altered; the text here is that of the report inside it",
    Verdict.NOT_VERIFIED: "It came as text or in Word, and carries nothing to verify it by",
}
_WITHOUT_TEXT = (*NIL_ANSWERS, AnswerKind.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a pack."""

    title: str
    anchor: str
    pieces: Callable[[Places], Iterator[Piece]]
    """All of it but its title; made anew each time, so that no chapter waits in memory."""

    def whole(self, places: Places) -> Iterator[Piece]:
        """The title, which begins a page, and all of it."""
        yield Piece(Role.TITLE, ((self.title, True),), anchor=self.anchor)
        yield from self.pieces(places)


def title(contents: Contents) -> str:
    """What the pack is called."""
    return f"Highlight reports, {contents.selection.period.label}"


def front(contents: Contents, arrangement: Arrangement) -> Iterator[Piece]:
    """The first page, down to the contents."""
    yield Piece(Role.TITLE, ((title(contents), True),))
    yield _field(MARKING_LABEL, markings_in_words(contents))
    yield _field("Reporting period", contents.selection.period.label)
    yield _field("Arranged", arrangement.in_words)
    if contents.selection.in_words:
        yield _field("Selection", contents.selection.in_words)
    yield _field("Reports", _counted(contents))
    yield _field("Returned nothing", _not_returned(contents))
    if any(each.remarks for each in contents.sources):
        yield _field("To be looked at", _doubtful(contents))


def markings_in_words(contents: Contents) -> str:
    """The pack's marking, or all of those nobody can rank."""
    return marking.in_words(" · ".join(contents.markings))


def plan(contents: Contents, arrangement: Arrangement) -> list[Chapter]:
    """The chapters of a pack, in order."""
    chapters = [
        ("Reports in this pack", _returns(contents)),
        ("Nothing returned, and answers without text", _nothing(contents)),
        *(_by_topic(contents) if arrangement is Arrangement.SECTION else _by_area(contents)),
        (CHANGES, _changes(contents)),
        (SOURCES, _sources(contents)),
    ]
    return [
        Chapter(heading, f"chapter{number}", pieces)
        for number, (heading, pieces) in enumerate(chapters, 1)
    ]


_Untitled = Callable[[Places], Iterator[Piece]]


def _by_topic(contents: Contents) -> Iterator[tuple[str, _Untitled]]:
    for topic in contents.selection.in_order():
        if not contents.topic(topic):
            continue
        if topic is Topic.DECISIONS:
            yield schedule.TITLE, _schedule(contents, ends_with_nil=True)
        else:
            yield contents.selection.title_of(topic), _topic(contents, topic)


def _by_area(contents: Contents) -> Iterator[tuple[str, _Untitled]]:
    if contents.topic(Topic.DECISIONS):
        yield schedule.TITLE, _schedule(contents, ends_with_nil=False)
    for place, entries in groupby(contents.entries, key=lambda each: each.source):
        source = contents.sources[place]
        yield _area_title(contents, source), _report(contents, source, list(entries))


def _area_title(contents: Contents, source: Source) -> str:
    """The service area, and what tells its report from others of the same area."""
    key = source.returned.service_key
    alone = sum(each.returned.service_key == key for each in contents.sources) == 1
    return (
        source.area
        if alone
        else f"{source.area}, {period_of(source.returned)} ({source.reference})"
    )


def _topic(contents: Contents, topic: Topic | None) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        entries = contents.topic(topic)
        for entry in entries:
            if entry.kind is AnswerKind.ANSWERED:
                source = contents.sources[entry.source]
                heading = ((source.area, True),)
                yield Piece(Role.SECTION, heading, anchor=_anchor(source, entry.section_id))
                yield _reference(contents, source, asked_as=_asked_as(contents, entry))
                yield from prose_pieces(contents.prose(entry))
        yield from _nil_lines(contents, entries)

    return pieces


def _report(contents: Contents, source: Source, entries: Sequence[Entry]) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        yield _reference(contents, source)
        for entry in entries:
            anchor = _anchor(source, entry.section_id)
            yield Piece(Role.SECTION, ((entry.heading, True),), anchor=anchor)
            if entry.kind is AnswerKind.ANSWERED:
                yield from prose_pieces(contents.prose(entry))
            else:
                yield _paragraph(Answer(entry.kind, (), entry.reason).in_words)

    return pieces


def _schedule(contents: Contents, *, ends_with_nil: bool) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        said = False
        for each in schedule.decisions(contents):
            said = True
            source = contents.sources[each.entry.source]
            about = ", ".join((f"{source.area} ({source.reference})", *source.remarks))
            label = f"{each.number} {about}".strip()
            bold = [(text, is_bold or not each.number) for text, is_bold in runs(each.block)]
            anchor = _anchor(source, each.entry.section_id) if each.is_first else ""
            yield Piece(Role.FIELD, tuple(bold), label=label, anchor=anchor)
        if not said:
            yield _paragraph("No service area wrote about decisions.")
        if ends_with_nil:
            yield from _nil_lines(contents, contents.topic(Topic.DECISIONS))

    return pieces


def _returns(contents: Contents) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        if not contents.sources:
            yield _paragraph("No report was returned for this period.")
            return
        yield _paragraph(
            "By service area. Each text in this pack bears the reference of its report, such as"
            f" R1; the last chapter, “{SOURCES}”, holds the full id and hash of each."
        )
        for source in contents.sources:
            own = source.returned
            told = f"{source.reference}: {period_of(own)}, by {own.author or 'nobody named'}"
            version = f", version {own.version}"
            why = f", because: {source.correction}" if source.correction else ""
            corrects = f", which corrects an earlier one{why}" if own.supersedes else ""
            remarks = f" – {'; '.join(source.remarks)}" if source.remarks else ""
            yield Piece(
                Role.FIELD,
                tuple(filter(_has_text, ((told + version + corrects, False), (remarks, True)))),
                label=source.area,
            )

    return pieces


def _nothing(contents: Contents) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        yield _heading("Returned nothing")
        if not contents.missing:
            yield _paragraph(_not_returned(contents) + ".")
        for each in contents.missing:
            director = f" ({each.expected.director})" if each.expected.director else ""
            reason = missing_in_words(each) or "No reason was given"
            yield _field(each.expected.service_area + director, reason)
        for kind in _WITHOUT_TEXT:
            entries = contents.nil(kind)
            if entries:
                yield _heading(kind.label)
            for place, own in groupby(entries, key=lambda each: each.source):
                source = contents.sources[place]
                yield _field(f"{source.area} ({source.reference})", "; ".join(map(_named, own)))

    return pieces


def _changes(contents: Contents) -> _Untitled:
    def pieces(_: Places) -> Iterator[Piece]:
        if not contents.differences:
            yield _paragraph("Nothing that is in this pack can be told to have changed.")
        else:
            yield _paragraph(
                "Each report is compared with the service area’s report before it. In what was"
                " changed, [removed: …] and [added: …] stand round the words that differ; words"
                " that stayed the same may be left out, which is shown by “…”."
            )
        for topic in contents.selection.in_order():
            own = [each for each in contents.differences if each.topic is topic]
            if own:
                yield _heading(contents.selection.title_of(topic))
            for each in own:
                source = contents.sources[each.source]
                yield Piece(Role.SUBHEADING, ((_compared_with(source), True),))
                yield from prose_pieces(contents.prose(each))
        yield from _uncompared(contents)

    return pieces


def _uncompared(contents: Contents) -> Iterator[Piece]:
    changed = {each.source for each in contents.differences}
    for lead, places in (
        ("Nothing changed: ", contents.compared - changed),
        (
            "No report before it to compare with: ",
            set(range(len(contents.sources))) - contents.compared,
        ),
    ):
        if places:
            yield _listed(lead, [contents.sources[place] for place in sorted(places)])


def _submitted(own: Returned) -> str:
    """When it was; a text or Word file does not say, and the moment kept of it is made up."""
    at = own.submitted_at
    if not own.verified:
        return "it is not known when it was submitted"
    return f"submitted {printed(at.date(), at.date())} at {at:%H:%M} UTC"


def _sources(contents: Contents) -> _Untitled:
    def pieces(places: Places) -> Iterator[Piece]:
        yield _paragraph(
            "The reports as they were received: with its hash each text can be traced to the"
            " very report it was taken from, and that report verified."
            if contents.sources
            else "No report was returned for this period."
        )
        for source in contents.sources:
            own = source.returned
            told = [
                f"Report {own.report_id}, version {own.version}, edition {own.edition_id} of the"
                f" form, {_submitted(own)}",
                f"Marking: {marking.in_words(own.marking)}",
                f"Content (SHA-256): {own.sha256}",
                _VERDICTS[source.verdict],
            ]
            if source.is_in_conflict:
                told.append(_in_conflict(source))
            if places.get(source.reference):
                told.append(_pages(places[source.reference]))
            label = f"{source.reference} {source.area}"
            piece = _field(label, ". ".join(told) + ".")
            yield replace(piece, anchor=source.reference)

    return pieces


def _in_conflict(source: Source) -> str:
    others = " and ".join(source.rivals) or "a report that is not in this pack"
    return f"In conflict with {others}: it says it is of the same days, and reads otherwise"


def missing_in_words(missing: Missing) -> str:
    """Why a service area is missing, and for which days if not for all; empty if not known."""
    days = f"Nothing came for {' and '.join(missing.days)}" if missing.days else ""
    return ". ".join(filter(None, (days, missing.reason)))


def _reference(contents: Contents, source: Source, *, asked_as: str = "") -> Piece:
    """What stands under a service area’s name: where its text comes from."""
    own, period = source.returned, contents.selection.period
    same = (own.period_start, own.period_end) == (period.start, period.end)
    told = [source.short, "" if same else period_of(own), asked_as]
    remarks = f" – {'; '.join(source.remarks)}" if source.remarks else ""
    text = ((", ".join(filter(None, told)), False), (remarks, True))
    return Piece(Role.VERSION, tuple(filter(_has_text, text)), link=f"#{source.reference}")


def _asked_as(contents: Contents, entry: Entry) -> str:
    """What the form of that time called the section, where the chapter is called otherwise."""
    return (
        ""
        if entry.heading == contents.selection.title_of(entry.topic)
        else f"under “{entry.heading}”"
    )


def _nil_lines(contents: Contents, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Who answered without text: a line for each of the answers."""
    for kind in _WITHOUT_TEXT:
        own = [each for each in entries if each.kind is kind]
        if not own:
            continue
        names = [
            f"{contents.sources[each.source].area} ({contents.sources[each.source].reference}"
            f"{', ' if each.reason else ''}{each.reason})"
            for each in own
        ]
        yield Piece(Role.PARAGRAPH, ((f"{kind.label}: ", True), (f"{'; '.join(names)}.", False)))


def _listed(lead: str, sources: Iterable[Source]) -> Piece:
    names = "; ".join(f"{each.area} ({each.reference})" for each in sources)
    return Piece(Role.PARAGRAPH, ((lead, True), (f"{names}.", False)))


def _compared_with(source: Source) -> str:
    before = f", compared with {period_of(source.before)}" if source.before else ""
    return f"{source.area} ({source.reference}){before}"


def _counted(contents: Contents) -> str:
    corrections = sum(each.returned.supersedes is not None for each in contents.sources)
    areas = counted(contents.areas, "service area")
    told = f"{counted(len(contents.sources), 'report')} from {areas}"
    return f"{told}, {counted(corrections, 'correction')} among them" if corrections else told


def _not_returned(contents: Contents) -> str:
    if contents.missing:
        return counted(len(contents.missing), "service area")
    return "Nobody who was expected to" if contents.expected else "Nobody is listed as expected"


def _doubtful(contents: Contents) -> str:
    found = (
        (
            sum(each.is_in_conflict for each in contents.sources),
            "in conflict",
        ),
        (sum(each.verdict is Verdict.ALTERED for each in contents.sources), "came altered"),
        (sum(not each.returned.verified for each in contents.sources), "not verified"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in found if number)
    return f"{told}; marked so in words wherever they stand"


def _named(entry: Entry) -> str:
    return f"{entry.heading} – {entry.reason}" if entry.reason else entry.heading


def _pages(pages: Sequence[int]) -> str:
    shown = ", ".join(f"{page:,}" for page in sorted(set(pages)))
    return f"{'Page' if len(set(pages)) == 1 else 'Pages'} {shown}"


def period_of(returned: Returned) -> str:
    """The days a return reports on, in words."""
    return printed(returned.period_start, returned.period_end)


def _anchor(source: Source, section_id: str) -> str:
    return f"{source.reference}-{section_id}"


def counted(number: int, noun: str) -> str:
    """So many of a thing: "1 report", "500 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _field(label: str, value: str) -> Piece:
    return Piece(Role.FIELD, ((value, False),), label=label)


def _heading(text: str) -> Piece:
    return Piece(Role.SECTION, ((text, True),))


def _paragraph(text: str) -> Piece:
    return Piece(Role.PARAGRAPH, ((text, False),))


def _has_text(run: tuple[str, bool]) -> bool:
    return bool(run[0])
