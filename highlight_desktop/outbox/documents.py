"""Knows which documents are made of a report, and what their files are called."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highlight_desktop.report.snapshot import Snapshot

_AREA_LIMIT = 40
"""Letters of the service area in a name: with all the rest a name stays below 100."""


class Kind(StrEnum):
    """The documents; each value is the option of the command line's ``export`` as well."""

    PDF = "pdf"
    WORKBOOK = "workbook"
    EMAIL = "email"

    @property
    def suffix(self) -> str:
        """How its file's name ends."""
        return {Kind.PDF: ".pdf", Kind.WORKBOOK: ".xlsx", Kind.EMAIL: ".eml"}[self]

    @property
    def label(self) -> str:
        """What to call it when speaking to people."""
        return {Kind.PDF: "PDF", Kind.WORKBOOK: "workbook", Kind.EMAIL: "e-mail draft"}[self]


ALL = tuple(Kind)


def file_name(snapshot: Snapshot, kind: Kind) -> str:
    """The name of a document's file, from the snapshot alone, in letters mail and Windows take.

    The beginning of the report's id keeps reports of like-named areas apart.
    """
    # Here, because the command line reads the list above before it knows what is asked of it.
    from highlight_desktop.files import safe_name
    from highlight_desktop.report.edition import FieldId
    from highlight_desktop.report.report import short_id

    area = safe_name(snapshot.report.typed(FieldId.SERVICE_AREAS))[:_AREA_LIMIT].strip("-")
    days = f"{snapshot.period.start}_to_{snapshot.period.end}"
    report_id = safe_name(short_id(snapshot.report.id))
    return f"highlight-report_{area}_{days}_v{snapshot.version}_{report_id}{kind.suffix}"
