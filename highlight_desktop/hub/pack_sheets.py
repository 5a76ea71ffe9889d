"""Knows what the sheets of a pack's workbook say, row by row, and under which headings."""

from collections.abc import Iterator
from itertools import count

from highlight_desktop.hub import chapters, schedule
from highlight_desktop.hub.contents import Contents, Entry
from highlight_desktop.hub.selection import Arrangement
from highlight_desktop.hub.sources import Source
from highlight_desktop.outbox.cell_text import parts
from highlight_desktop.outbox.long_workbook import LongSheet
from highlight_desktop.outbox.sheets import CONTINUED, Column, Row, shown_again
from highlight_desktop.outbox.story import MARKING_LABEL
from highlight_desktop.report import marking
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer

_TEXT = Column("Text", 66)
_FROM = (Column("Reference", 11), Column("Service area", 24))
_TRACE = (Column("Report id", 35), Column("Version", 8), Column("Content SHA-256", 35))
_SECTION = (Column("Topic", 20), Column("Section id", 16), Column("Section", 20))
_CONTINUES = f"A row whose kind ends in “{CONTINUED}” goes on with the text of the row above."
_TRACED = "Reference, report id, version and SHA-256 name the report that a row was taken from."


def sheets(contents: Contents, arrangement: Arrangement) -> list[LongSheet]:
    """The sheets: the pack, all paragraphs, the returns, decisions, answers without text."""
    title = chapters.title(contents)
    return [
        LongSheet(
            "Pack",
            title,
            (
                "What this workbook was made of. The text of the reports is on the next sheet.",
                "Columns: what is told, and what there is to tell of it.",
            ),
            (Column("Entry", 30), Column("Value", 80)),
            lambda: _front(contents, arrangement),
        ),
        LongSheet(
            "Paragraphs",
            f"All paragraphs: {title}",
            (
                "The text of the reports: a row for each sub-heading, paragraph or bullet.",
                _CONTINUES,
            ),
            (
                Column("Item", 8),
                *_FROM,
                *_SECTION,
                Column("Sub-heading", 18),
                Column("Kind", 12),
                _TEXT,
                *_TRACE,
            ),
            lambda: _paragraphs(contents, arrangement),
        ),
        LongSheet(
            "Returns",
            f"Returns: {title}",
            ("The reports in this pack, one a row, by service area.", _TRACED),
            _RETURNS,
            lambda: (_return(source) for source in contents.sources),
        ),
        LongSheet(
            "Decisions",
            f"{schedule.TITLE}: {title}",
            (
                "What the reports say on decisions: a row for each paragraph, bullet, sub-heading.",
                f"A sub-heading has no number. {_CONTINUES}",
            ),
            (
                Column("Number", 8),
                *_FROM,
                Column("Sub-heading", 18),
                Column("Kind", 12),
                _TEXT,
                *_TRACE,
            ),
            lambda: _decisions(contents),
        ),
        LongSheet(
            "Nil answers",
            f"Answers without text: {title}",
            ("The sections answered by “No change” and the like, one a row.", _TRACED),
            (*_FROM, *_SECTION, Column("Answer", 20), Column("Reason", 50), *_TRACE),
            lambda: _nil(contents),
        ),
        LongSheet(
            "Returned nothing",
            f"Returned nothing: {title}",
            (
                "The service areas that were expected to return a report and returned none.",
                "An empty reason means that none was noted.",
            ),
            (
                Column("Service area", 30),
                Column("Director", 24),
                Column("Council", 10),
                Column("Cadence", 14),
                Column("Reason", 60),
            ),
            lambda: _missing(contents),
        ),
        LongSheet(
            "Changes",
            f"{chapters.CHANGES}: {title}",
            (
                "What each report says otherwise than the one of its service area before it.",
                "[removed: …] and [added: …] stand round the words that differ.",
            ),
            (Column("Topic", 20), *_FROM, Column("Compared with", 24), _TEXT, *_TRACE),
            lambda: _changes(contents),
        ),
    ]


_RETURNS = (
    *_FROM,
    Column("Author", 22),
    Column("Council", 10),
    Column("First day", 12),
    Column("Last day", 12),
    Column("Edition", 12),
    Column(MARKING_LABEL, 22),
    Column("Submitted at (UTC)", 22),
    Column("In place of report", 35),
    Column("Reason for the correction", 40),
    Column("Verification", 18),
    Column("To be looked at", 26),
    *_TRACE,
)


def _front(contents: Contents, arrangement: Arrangement) -> Iterator[Row]:
    for piece in chapters.front(contents, arrangement):
        if piece.label:
            for number, part in enumerate(parts(piece.text, 80)):
                yield f"{piece.label}, {CONTINUED}" if number else piece.label, part


def _paragraphs(contents: Contents, arrangement: Arrangement) -> Iterator[Row]:
    """In the order of the document."""
    entries: Iterator[Entry] = iter(contents.entries)
    if arrangement is Arrangement.SECTION:
        entries = (
            each for topic in contents.selection.in_order() for each in contents.topic(topic)
        )
    item = count(1)
    for entry in entries:
        source = contents.sources[entry.source]
        subheading = ""
        for block in contents.prose(entry):
            if block.kind is BlockKind.SUBHEADING:
                subheading = shown_again(block.text)
            number = next(item)
            for kind, text in _cut(block):
                place = (number, *_from(source), *_section(contents, entry), subheading, kind)
                yield (*place, text, *_trace(source))


def _return(source: Source) -> Row:
    own = source.returned
    return (
        *_from(source),
        own.author,
        str(source.council),
        own.period_start.isoformat(),
        own.period_end.isoformat(),
        own.edition_id,
        marking.in_words(own.marking),
        own.submitted_at.isoformat() if own.verified else "Not known",
        own.supersedes or "None",
        source.correction or "None",
        str(source.verdict),
        "; ".join(source.remarks) or "None",
        *_trace(source),
    )


def _decisions(contents: Contents) -> Iterator[Row]:
    for each in schedule.decisions(contents):
        source = contents.sources[each.entry.source]
        above = shown_again(each.subheading)
        for kind, text in _cut(each.block):
            yield (each.number, *_from(source), above, kind, text, *_trace(source))


def _nil(contents: Contents) -> Iterator[Row]:
    for entry in contents.entries:
        if entry.kind is not AnswerKind.ANSWERED:
            source = contents.sources[entry.source]
            for reason in parts(entry.reason, 50):
                answer = Answer(entry.kind).in_words
                yield (*_from(source), *_section(contents, entry), answer, reason, *_trace(source))


def _missing(contents: Contents) -> Iterator[Row]:
    for each in contents.missing:
        own = each.expected
        for reason in parts(chapters.missing_in_words(each), 60):
            yield own.service_area, own.director, str(own.council), str(own.cadence), reason


def _changes(contents: Contents) -> Iterator[Row]:
    for topic in contents.selection.in_order():
        for each in contents.differences:
            if each.topic is not topic:
                continue
            source = contents.sources[each.source]
            before = chapters.period_of(source.before) if source.before else "as it says itself"
            for block in contents.prose(each):
                for _, text in _cut(block):
                    yield (
                        contents.selection.title_of(topic),
                        *_from(source),
                        before,
                        text,
                        *_trace(source),
                    )


def _cut(block: Block) -> Iterator[tuple[str, str]]:
    """The kind and the text of a block, in as many rows as show all of it."""
    kind = f"inner {block.kind}" if block.level else str(block.kind)
    for number, part in enumerate(parts(block.text, _TEXT.width)):
        yield f"{kind} {CONTINUED}" if number else kind, part


def _from(source: Source) -> Row:
    return source.reference, source.area


def _section(contents: Contents, entry: Entry) -> Row:
    return contents.selection.title_of(entry.topic), entry.section_id, entry.heading


def _trace(source: Source) -> Row:
    return source.returned.report_id, source.returned.version, source.returned.sha256
