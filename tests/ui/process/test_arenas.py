"""Whatever thread asks for memory, it comes from one place and can be given back."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the C library of Linux")

_THREADS_THAT_ALLOCATE = """
import ctypes, sys, threading
from ui.process import arenas

if sys.argv[2] == "shared":
    arenas.share_one()
begin, library = threading.Barrier(4), ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p

def allocate():
    begin.wait()
    for _ in range(20_000):
        library.malloc(ctypes.c_size_t(100))

threads = [threading.Thread(target=allocate) for _ in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
library.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, told)
library.fclose(told)
"""


@pytest.mark.parametrize("how", ["shared", "alone"])
def test_threads_share_one_arena_only_when_they_are_told_to(tmp_path: Path, how: str) -> None:
    told = tmp_path / "told.xml"
    subprocess.run(
        [sys.executable, "-c", _THREADS_THAT_ALLOCATE, str(told), how], check=True, timeout=60
    )
    arenas = told.read_text(encoding="ascii").count("<heap nr=")
    assert (arenas == 1) == (how == "shared")
