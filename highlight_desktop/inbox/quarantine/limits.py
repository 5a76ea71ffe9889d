"""Knows how a process gives up what it could do to the machine: memory, time, files, network.

Each system has its own way. POSIX has resource limits; RLIMIT_AS counts all memory that is
mapped, of which Python with openpyxl, lxml and pypdf loaded needs 53 MB (measured on Linux).
Windows has job objects, which a process may join by itself and never leave.
"""

import ctypes
import os
import sys
from typing import Any

_NOT_NEEDED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "os.putenv", "os.kill", "shutil.", "ftplib.", "http.",
    "smtplib.", "urllib.", "webbrowser.", "winreg.", "tempfile.", "sqlite3.", "ctypes.dlopen",
)  # fmt: skip
"""Audit events (docs.python.org/3/library/audit_events) of work no reader has to do."""
_OPEN_FILES = 64

_MEMORY_OF_PROCESS = 0x0100
_DIES_SILENTLY = 0x0400
_LIMITS_CLASS = 9
"""JobObjectExtendedLimitInformation, and two of its flags (winnt.h)."""


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def impose(memory_bytes: int) -> None:
    """Give this process so much memory and no more, no new files, programs or connections.

    For good: it cannot be taken back. Raises OSError when the system does not do it.
    """
    if sys.platform == "win32":
        _join_job(ctypes.windll.kernel32, memory_bytes)
    else:
        _limit_resources(memory_bytes)
    sys.addaudithook(_refuse)


def allow_computing(time_s: float) -> None:
    """End this process when it has computed so long from now, to the second below.

    Measured in time of the processor, so that a slow or busy machine refuses nothing that a fast
    one reads; and it holds when there is no parent any more. Windows has no such limit to renew.
    """
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until_s = max(1, int(used.ru_utime + used.ru_stime + time_s))
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        if hard == resource.RLIM_INFINITY or until_s < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (until_s, hard))


def _limit_resources(memory_bytes: int) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    os.nice(5)


def _join_job(kernel: Any, memory_bytes: int) -> None:
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _MEMORY_OF_PROCESS | _DIES_SILENTLY
    limits.ProcessMemoryLimit = memory_bytes
    size = ctypes.sizeof(limits)
    done = kernel.SetInformationJobObject(job, _LIMITS_CLASS, ctypes.byref(limits), size)
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not (done and kernel.AssignProcessToJobObject(job, this)):
        raise OSError("this process could not be put into a job with limits")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """No sandbox, since native code is not asked; it keeps libraries from doing it by mistake."""
    writes = event == "open" and (
        any(sign in (arguments[1] or "") for sign in "wax+")
        or (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    )
    if writes or event.startswith(_NOT_NEEDED):
        raise PermissionError(f"{event} is not for a process that reads what came in")
