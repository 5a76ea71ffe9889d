"""Knows which report a report is compared with when it is submitted, or why with none."""

from dataclasses import dataclass

from highlight_desktop.report import marking
from highlight_desktop.report.report import Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.reports import Store

NO_EARLIER = "These services have submitted no report before this one."


@dataclass(frozen=True, slots=True)
class Comparison:
    """The last report the same services submitted."""

    last: Snapshot | None
    """None when there is nothing to compare with."""
    why_not: str
    """Why its words cannot be repeated in this report, a sentence; empty when they can."""

    @property
    def against(self) -> str:
        """What it is compared with, in words: "25 May to 7 June 2020, version 1"; may be empty."""
        return f"{self.last.period.label}, version {self.last.version}" if self.last else ""

    def since(self, report: Report) -> Since | None:
        """What changed in this report since the last; None where that cannot be told."""
        if self.last is None or self.why_not:
            return None
        return Since.compared(
            self.last.report,
            report,
            version=self.last.version,
            period=self.last.period,
            sha256=self.last.sha256,
        )


def find(store: Store, report: Report) -> Comparison:
    """The last report before this one, as it was submitted. Raises StoreError.

    Words that were taken out since would stand in this report again; so one with a stricter
    marking, or perhaps a stricter one, is not compared with.
    """
    found = store.last_submitted(report)
    if found is None:
        return Comparison(None, NO_EARLIER)
    last = store.snapshot(found.report.id)
    if marking.covers(report.marking, last.report.marking):
        return Comparison(last, "")
    marked = last.report.marking
    why_not = f"The last report was marked {marked} and this one is not: its words stay out of it."
    return Comparison(last, why_not)
