"""The reading process answers each job, and says of a fault only what kind it is."""

from io import BytesIO

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import child, frames, limits, readers
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import Kind
from tests.inbox.hostile.packages import document

ECHO = "tests.inbox.quarantine.misbehaving:echo"
SECRET = "tests.inbox.quarantine.misbehaving:tell_a_secret"


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are for good, and this process has other tests to run."""
    monkeypatch.setattr(limits, "allow_computing", lambda _time_s: None)


def answers(*jobs: tuple[Plain, bytes]) -> list[Plain]:
    asked, answered = BytesIO(), BytesIO()
    for job, content in jobs:
        frames.write(asked, frames.packed(job))
        frames.write(asked, content)
    asked.seek(0)
    child.serve(asked, answered)
    answered.seek(0)
    return [frames.unpacked(frames.read(answered)) for _ in jobs]


def job(kind: Kind, reader: str = ECHO, reads: Kind | None = None) -> Plain:
    return {"kind": str(kind), "readers": {str(reads or kind): reader}, "compute_s": 5}


def test_each_job_is_answered_in_turn() -> None:
    found = answers((job(Kind.PDF), b"first"), (job(Kind.PDF), b"second"))
    assert [each["read"]["content"] for each in found] == [b"first", b"second"]  # type: ignore[index,call-overload]


def test_an_office_file_goes_through_the_gate_first() -> None:
    (refused,) = answers((job(Kind.OFFICE, reads=Kind.WORD), b"PK\x03\x04 no package"))
    assert refused == {
        "refused": ["The file is cut short, or damaged.", "Ask its sender for it again."]
    }
    (read,) = answers((job(Kind.OFFICE, reads=Kind.WORD), document()))
    assert isinstance(read, dict)
    assert (read["kind"], read["notes"]) == ("word", [])
    assert read["read"]["content"] != document()  # type: ignore[index,call-overload]


def test_of_a_fault_only_its_kind_is_told() -> None:
    assert answers((job(Kind.PDF, SECRET), b"")) == [{"fault": "KeyError"}]
    nowhere = job(Kind.PDF, "tests.inbox.quarantine.misbehaving:nowhere")
    assert answers((nowhere, b"")) == [{"fault": "AttributeError"}]


def test_a_kind_in_no_table_is_told() -> None:
    assert answers((job(Kind.PDF, reads=Kind.WORD), b"")) == [{"no reader": "pdf"}]


def test_all_readers_that_are_entered_can_be_loaded() -> None:
    for kind, name in readers.READERS.items():
        reader = readers.load(name)
        try:
            frames.packed(reader(b""))
        except ImportRefusedError as refused:
            assert refused.remedy, kind  # noqa: PT017 - either is well
    assert set(readers.modules()) == {name.partition(":")[0] for name in readers.READERS.values()}


def test_each_file_may_compute_for_so_long_as_its_job_says(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed_s: list[float] = []
    monkeypatch.setattr(limits, "allow_computing", allowed_s.append)
    answers((job(Kind.PDF), b"first"), (job(Kind.PDF), b"second"))
    assert allowed_s == [5, 5]
