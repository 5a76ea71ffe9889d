"""The program outlives whatever a file does to the process that reads it, and says so."""

import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from highlight_desktop.errors import CancelledError, ImportRefusedError
from highlight_desktop.inbox.quarantine import isolation, process
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive_as
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.process import Limits

PDF = b"%PDF-1.7\n"


def arrival(content: bytes = PDF) -> Arrival:
    return Arrival("“parks.pdf”", Kind.PDF, content, "")


def quarantine(reader: str, **limits: float) -> Quarantine:
    name = f"tests.inbox.quarantine.misbehaving:{reader}"
    return Quarantine(Limits(**limits), {Kind.PDF: name})  # type: ignore[arg-type]


def said(reader: str, content: bytes = PDF, **limits: float) -> str:
    with quarantine(reader, **limits) as station, pytest.raises(ImportRefusedError) as refused:
        station.read(arrival(content))
    assert refused.value.remedy
    return refused.value.message


def test_plain_values_come_back_as_they_were() -> None:
    with quarantine("echo") as station:
        contents = station.read(arrival(bytes(range(256))))
    values = {"content": bytes(range(256)), "numbers": [1, 2.5, True, None], "$": "ŵ\ud800"}
    assert contents == Contents(Kind.PDF, values, ())


@pytest.mark.parametrize("reader", ["hang", "compute_for_ever"])
def test_a_file_that_takes_too_long_is_given_up(reader: str) -> None:
    assert said(reader, time_s=0.5) == "“parks.pdf” took too long to read, and was given up."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of computing to renew")
def test_a_file_that_computes_too_long_is_given_up_however_busy_the_machine() -> None:
    found = said("compute_for_ever", time_s=60, compute_s=1)
    assert found == "“parks.pdf” took too long to read, and was given up."


@pytest.mark.parametrize("reader", ["fall_over", "leave"])
def test_a_file_that_fells_its_process_is_named(reader: str) -> None:
    assert said(reader).startswith("“parks.pdf” made the process that was to read it fall over")


@pytest.mark.parametrize("reader", ["exhaust", "exhaust_at_once"])
def test_a_file_cannot_take_more_memory_than_allowed(reader: str) -> None:
    assert said(reader) == "“parks.pdf” needs more memory than a report does."


@pytest.mark.parametrize(
    "reader", ["recurse", "nest", "return_an_object", "return_too_much", "tell_a_secret"]
)
def test_a_file_its_reader_fails_at_is_damaged_and_no_word_of_it_gets_out(reader: str) -> None:
    assert said(reader) == "“parks.pdf” is damaged and cannot be read."


def test_after_each_mishap_the_next_file_is_read() -> None:
    with Quarantine(Limits(time_s=5), {}) as station:
        for reader in ("fall_over", "leave", "exhaust", "recurse", "echo"):
            station._readers = {Kind.PDF: f"tests.inbox.quarantine.misbehaving:{reader}"}
            if reader != "echo":
                with pytest.raises(ImportRefusedError):
                    station.read(arrival())
        assert isinstance(station.read(arrival()).values, dict)


def test_one_process_reads_many_files() -> None:
    with quarantine("look_around") as station:
        first = station.read(arrival())
        assert all(station.read(arrival()) == first for _ in range(20))


def test_a_process_that_died_while_it_waited_is_replaced() -> None:
    with quarantine("echo") as station:
        station.read(arrival())
        station._idle[0]._process.kill()
        station._idle[0]._process.wait()
        assert station.read(arrival()).kind is Kind.PDF


def test_two_files_are_read_at_once_by_two_processes() -> None:
    with quarantine("look_around") as station, ThreadPoolExecutor(2) as threads:
        read = list(threads.map(lambda _: station.read(arrival()).values, range(40)))
        assert 1 <= len({values["folder"] for values in read}) <= 2  # type: ignore[index,call-overload]
        assert len(station._idle) <= 2


def test_what_a_library_prints_does_not_get_between_the_answers() -> None:
    with quarantine("print_between") as station:
        assert station.read(arrival()).values == station.read(arrival()).values == "answered"


def test_the_process_knows_nothing_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_PASSWORD", "secret")
    with quarantine("look_around") as station:
        values = station.read(arrival()).values
        assert isinstance(values, dict)
        assert set(values["environment"]) <= {  # type: ignore[arg-type]
            *("PYTHONPATH", "PYTHONUTF8", "TMPDIR", "TEMP", "TMP", "LC_CTYPE"),
            *("SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME"),
        }
        assert values["files"] == []
        folder = Path(str(values["folder"]))
        assert folder.name.startswith("highlight-desktop-")
    assert not folder.exists()


def test_the_process_can_change_nothing_outside(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("before")
    for reader in ("write_a_file", "remove_a_file"):
        assert "is damaged" in said(reader, str(kept).encode())
    assert kept.read_text() == "before"
    assert "is damaged" in said("start_a_program")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        assert "is damaged" in said("connect", str(server.getsockname()[1]).encode())
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_process_with_all_readers_loaded_stays_far_below_the_limit() -> None:
    with quarantine("memory_peak_kb") as station:
        peak_kb = station.read(arrival()).values
    assert isinstance(peak_kb, int)
    assert peak_kb < 100_000


def test_nobody_waits_to_stop_a_process_that_has_answered() -> None:
    before = set(threading.enumerate())
    with quarantine("echo", time_s=3_600) as station:
        station.read(arrival())
        watching = [each for each in threading.enumerate() if each not in before]
        for each in watching:
            each.join(timeout=30)
        assert not any(each.is_alive() for each in watching)


def test_stopping_ends_what_is_under_way_and_what_is_to_come() -> None:
    with quarantine("hang", time_s=3_600) as station:
        threading.Timer(0.3, station.cancel).start()
        with pytest.raises(CancelledError):
            station.read(arrival())
        with pytest.raises(CancelledError):
            station.read(arrival())


def test_a_system_without_room_for_a_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(process.subprocess, "Popen", refuse)
    with quarantine("echo") as station, pytest.raises(ImportRefusedError, match="second process"):
        station.read(arrival())


def test_a_kind_that_nobody_reads_is_told() -> None:
    told = r"“a.txt” is a PDF, and only plain text"
    with Quarantine(readers={}) as station, pytest.raises(ImportRefusedError, match=told):
        station.read(arrive_as("a.txt", PDF))


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.this_program()[1:] == ["-P", "-B", "-m", "highlight_desktop"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.this_program() == [sys.executable]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"refused": ["only one"]},
        {"kind": "pdf", "read": 1},
        {"kind": "exe", "read": 1, "notes": []},
        {"kind": "word", "read": 1, "notes": []},
        {"fault": 3},
        {"no reader": 4},
    ],
)
def test_an_answer_of_another_shape_is_not_believed(answer: object) -> None:
    with pytest.raises(ImportRefusedError, match="is damaged"):
        isolation._checked(arrival(), answer)  # type: ignore[arg-type]


def test_sentences_from_the_process_are_gated_and_cut() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        isolation._checked(arrival(), {"refused": ["The file\x00 is\nodd.", "b" * 1000]})
    assert refused.value.message == "“parks.pdf” is odd."
    assert len(refused.value.remedy) == 400
    contents = isolation._checked(arrival(), {"kind": "pdf", "read": 1, "notes": ["a\n\nb", 3]})
    assert contents.notes == ("a b",)
    with pytest.raises(ImportRefusedError, match=r"“parks.pdf”: It is odd"):
        isolation._checked(arrival(), {"refused": ["It is odd.", ""]})


def test_no_process_is_left_behind() -> None:
    with quarantine("echo") as station:
        station.read(arrival())
        started = station._idle[0]._process
    assert started.poll() is not None
    assert started.stdin is not None
    assert started.stdin.closed
    assert os.name != "posix" or started.returncode in (0, -9)
