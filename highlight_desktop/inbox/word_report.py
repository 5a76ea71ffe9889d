"""Knows how an earlier report in a Word document becomes the same as it would from its text."""

from collections.abc import Mapping
from typing import Any

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import word_lines
from highlight_desktop.inbox.headings import catalogue
from highlight_desktop.inbox.text import Imported, parse_lines
from highlight_desktop.report.edition import Edition


def read(document: Mapping[str, Any], report_id: str, edition: Edition | None = None) -> Imported:
    """Read the plain values of `word.document.read` as a report.

    Of the edition given, or else of the one it is most like. Raises ImportRefusedError when there
    is no text in it, or when the values are not such as `word.document.read` returns.
    """
    known = catalogue(edition) if edition else catalogue()
    try:
        told = word_lines.read(document, known)
        has_text = any(line.text.strip() for line in told.lines)
        imported = parse_lines(told.lines, report_id, edition, notes=told.notes)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ImportRefusedError(
            "The file is a damaged Word document.",
            "Open it in Word, save it again, and import that.",
        ) from error
    if not has_text:
        raise ImportRefusedError(
            "The file has no text in it.", "Choose the file that holds the report."
        )
    return imported
