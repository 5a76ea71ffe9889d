"""Files that mean no good are refused with a sentence, or read and do no harm."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.letters import read_text
from highlight_desktop.inbox.quarantine.process import Limits
from tests.inbox.hostile.corpus import CORPUS, File

LIMITS = Limits(time_s=60)
"""That none takes longer is asserted by the limit itself: of computing, since machines are busy."""
GIVEN_UP = re.compile("took too long|fall over")


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine(LIMITS) as station:
        yield station


def outcome(
    quarantine: Quarantine, name: str, content: bytes
) -> Contents | str | ImportRefusedError:
    """What came of a file: what was read, or the refusal."""
    try:
        arrival = arrive_as(name, content)
        if arrival.kind is Kind.TEXT:
            return read_text(arrival.content, arrival.name)[0]
        return quarantine.read(arrival)
    except ImportRefusedError as refused:
        return refused


@pytest.mark.parametrize("file", CORPUS, ids=[file[0] for file in CORPUS])
def test_a_hostile_file_is_refused_with_a_sentence_or_read_and_harms_nobody(
    quarantine: Quarantine, file: File
) -> None:
    name, make, expected = file
    found = outcome(quarantine, name, make())
    if sys.platform == "linux":
        peaks = [_peak_bytes(process._process.pid) for process in quarantine._idle]
        assert max(peaks, default=0) < LIMITS.memory_bytes
    if isinstance(found, ImportRefusedError):
        assert found.message.startswith(f"“{name}”")
        assert found.message.endswith(".")
        assert found.remedy.endswith(".")
        assert not GIVEN_UP.search(found.message)
        # Not in its name, which is that of what it does.
        about = found.message.removeprefix(f"“{name}”")
        assert expected is None or re.search(expected, about)
    else:
        assert expected is None


def test_there_are_hostile_files_of_every_kind() -> None:
    kinds = {Path(name).suffix for name, _, _ in CORPUS}
    assert {".docx", ".xlsx", ".pdf", ".eml", ".txt"} <= kinds
    assert len(CORPUS) == len({name for name, _, _ in CORPUS}) >= 60


def _peak_bytes(process_id: int) -> int:
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
