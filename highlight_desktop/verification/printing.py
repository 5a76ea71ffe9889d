"""Knows how a report is printed again in a process apart, to be held against a PDF."""

import hashlib

from highlight_desktop.outbox import pdf
from highlight_desktop.report.snapshot import Snapshot


def fingerprint(content: bytes) -> str:
    """The SHA-256 of the PDF that a snapshot of these bytes makes."""
    return hashlib.sha256(pdf.render(Snapshot(content))).hexdigest()


READER = f"{fingerprint.__module__}:{fingerprint.__name__}"
"""For a quarantine of its own, whose processes never see a file that came in."""
