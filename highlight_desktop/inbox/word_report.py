"""Knows how an earlier report in a Word document becomes the same as it would from its text."""

from collections.abc import Sequence
from dataclasses import replace

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import word_lines
from highlight_desktop.inbox.headings import catalogue
from highlight_desktop.inbox.quarantine.isolation import Contents
from highlight_desktop.inbox.text import Imported, parse_lines
from highlight_desktop.report.edition import Edition

_LIMIT_CHARACTERS = 2_000_000
"""About 300,000 words, as of a plain text file."""


def read(
    contents: Contents,
    name: str,
    report_id: str,
    edition: Edition | None = None,
    added: Sequence[Edition] = (),
) -> Imported:
    """Read what `word.document.read` returned as a report.

    Of the edition given, or else of the one it is most like; `added` are editions that did not
    come with the program. `name` is the file's, to be shown.
    Raises ImportRefusedError when there is no text in it, or too much, or when the values are not
    such as that reader returns.
    """
    known = catalogue(*added, *([edition] if edition else []))
    try:
        told = word_lines.read(contents.values, known)
        length = sum(len(line.text.strip()) for line in told.lines)
        if 0 < length <= _LIMIT_CHARACTERS:
            # The reader tells of each picture and embedded file, so the gate need not.
            imported = parse_lines(told.lines, report_id, edition, added, notes=told.notes)
            report = replace(imported.report, marking=told.marking)
            return replace(imported, report=report)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ImportRefusedError(
            f"{name} is a damaged Word document.",
            "Open it in Word, save it again, and import that.",
        ) from error
    if length:
        raise ImportRefusedError(
            f"{name} has more than {_LIMIT_CHARACTERS:,} characters, too many for a report.",
            "Choose the report itself, or cut it down to the report.",
        )
    raise ImportRefusedError(f"{name} has no text in it.", "Choose the file that holds the report.")
