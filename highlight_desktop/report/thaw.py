"""Knows how a snapshot that came back is believed: only if freezing it again gives its bytes."""

import json
import re
from datetime import timedelta
from typing import Any

from highlight_desktop.errors import HighlightError, ImportRefusedError
from highlight_desktop.report.snapshot import SCHEMA, Snapshot, refrozen
from highlight_desktop.report.text import one_line

LIMIT_BYTES = 5_000_000
"""Twice what the largest text file that can be imported comes to; real reports have 10 to 40 kB."""
_FAMILY = SCHEMA.rpartition("/")[0] + "/"
_ID = re.compile("[0-9a-f]{32}")
_NOT_ONE = "What the document carries is not a report as this program writes it."
_ASK = "Ask the sender for the document as it was made."
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


class NewerReportError(ImportRefusedError):
    """A report from a version of this program that is newer, or knows other things."""


def thaw(content: bytes) -> Snapshot:
    """The snapshot of these bytes, every value of which was read and understood.

    Raises NewerReportError when its schema is another, ImportRefusedError when it is not
    canonical, has a key or a value that freezing would not give, or is larger than 5 MB.
    """
    if len(content) > LIMIT_BYTES:
        raise ImportRefusedError("The report in this document is too large to be one.", _ASK)
    try:
        _know_schema(json.loads(content.decode("utf-8")))
        snapshot = Snapshot(content)
        understood = refrozen(snapshot) == content and _is_sound(snapshot)
    except ImportRefusedError:
        raise
    except (*_WRONG, HighlightError) as error:
        raise ImportRefusedError(_NOT_ONE, _ASK) from error
    if not understood:
        raise ImportRefusedError(_NOT_ONE, _ASK)
    return snapshot


def _know_schema(values: Any) -> None:
    schema = values["schema"]
    if schema != SCHEMA and schema.startswith(_FAMILY):
        raise NewerReportError(
            "This document was made by a newer version of the program.",
            "Install the newest version to read it.",
        )


def _is_sound(snapshot: Snapshot) -> bool:
    """What freezing takes on trust."""
    before = snapshot.supersedes
    return (
        _ID.fullmatch(snapshot.report.id) is not None
        and snapshot.version >= 1
        and (snapshot.version == 1) == (before is None)
        and (before is None or (_ID.fullmatch(before) is not None and before != snapshot.report.id))
        and one_line(snapshot.app_version) == snapshot.app_version
        and timedelta(0) <= snapshot.period.end - snapshot.period.start
    )
