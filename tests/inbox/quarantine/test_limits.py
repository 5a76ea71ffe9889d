"""A process gives up its rights in the way of its system, or says that it could not."""

import ctypes
import os
from pathlib import Path

import pytest

from highlight_desktop.inbox.quarantine import limits


class Kernel:
    """What Windows' kernel32 is asked, and what it answers."""

    class Function:
        def __init__(self, asked: list[tuple[object, ...]], name: str, answer: int) -> None:
            self.restype: object = None
            self._asked, self._name, self._answer = asked, name, answer

        def __call__(self, *arguments: object) -> int:
            self._asked.append((self._name, *arguments))
            return self._answer

    def __init__(self, *, sets: int = 1, joins: int = 1) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.CreateJobObjectW = self.Function(self.asked, "create", 0x1_0000_0004)
        self.GetCurrentProcess = self.Function(self.asked, "this", -1)
        self.SetInformationJobObject = self.Function(self.asked, "set", sets)
        self.AssignProcessToJobObject = self.Function(self.asked, "join", joins)


def test_on_windows_the_process_joins_a_job_with_a_memory_limit() -> None:
    kernel = Kernel()
    limits._join_job(kernel, 300_000_000)
    assert [name for name, *_ in kernel.asked] == ["create", "set", "this", "join"]
    _, job, what, reference, size = kernel.asked[1]
    given = reference._obj  # type: ignore[attr-defined]
    assert (job.value, what) == (0x1_0000_0004, 9)  # type: ignore[attr-defined]
    assert given.ProcessMemoryLimit == 300_000_000
    assert given.BasicLimitInformation.LimitFlags == 0x100 | 0x400
    assert size == ctypes.sizeof(given)
    _, job, this = kernel.asked[3]
    assert job.value == 0x1_0000_0004  # type: ignore[attr-defined]
    assert this.value == ctypes.c_void_p(-1).value  # type: ignore[attr-defined]


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64 bits")
def test_the_structures_are_as_large_as_windows_says() -> None:
    assert ctypes.sizeof(limits._BasicLimits) == 64
    assert ctypes.sizeof(limits._ExtendedLimits) == 144
    assert limits._ExtendedLimits.ProcessMemoryLimit.offset == 112


@pytest.mark.parametrize("kernel", [Kernel(sets=0), Kernel(joins=0)])
def test_a_windows_that_does_not_limit_is_an_error(kernel: Kernel) -> None:
    with pytest.raises(OSError, match="job with limits"):
        limits._join_job(kernel, 1)


@pytest.mark.skipif(os.name != "posix", reason="resource limits are POSIX's")
def test_elsewhere_the_limits_of_the_system_are_set_for_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    given: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", given.__setitem__)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    nicer: list[int] = []
    monkeypatch.setattr(os, "nice", nicer.append)
    limits._limit_resources(300_000_000)
    assert nicer == [5], "whoever types goes first"
    assert given == {
        resource.RLIMIT_AS: (300_000_000,) * 2,
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (64, 64),
    }
    monkeypatch.setattr(resource, "getrlimit", lambda _: (10, 20))
    limits._limit_resources(300_000_000)
    assert given[resource.RLIMIT_AS] == (20, 20)


@pytest.mark.skipif(os.name != "posix", reason="resource limits are POSIX's")
def test_computing_is_limited_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    given: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: given.append(limit))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    used = resource.getrusage(resource.RUSAGE_SELF)
    limits.allow_computing(1_000)
    ((what, (soft, hard)),) = given
    assert what == resource.RLIMIT_CPU
    assert 0 <= soft - int(used.ru_utime + used.ru_stime + 999) <= 2
    assert hard == resource.RLIM_INFINITY
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1, 1))
    limits.allow_computing(1_000)
    assert len(given) == 1
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    limits.allow_computing(-1_000_000)
    assert given[-1] == (resource.RLIMIT_CPU, (1, resource.RLIM_INFINITY)), "0 would be no limit"


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("open", ("a", "w", 0)),
        ("open", ("a", "r+", 0)),
        ("open", ("a", None, os.O_WRONLY)),
        ("open", ("a", None, os.O_RDWR | os.O_CREAT)),
        ("socket.connect", ()),
        ("subprocess.Popen", ()),
        ("os.system", ()),
        ("os.remove", ()),
        ("shutil.rmtree", ()),
    ],
)
def test_what_no_reader_has_to_do_is_refused(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError, match=event):
        limits._refuse(event, arguments)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [("open", (Path("a"), "rb", 0)), ("open", (3, None, os.O_RDONLY)), ("import", ("a",))],
)
def test_reading_and_importing_are_let_through(event: str, arguments: tuple[object, ...]) -> None:
    limits._refuse(event, arguments)
