"""Readers that do what a reader must never do: the reading process loads them by name."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path


def echo(content: bytes):
    return {"content": content, "numbers": [1, 2.5, True, None], "$": "ŵ\ud800"}


def hang(content: bytes):
    time.sleep(30)


def compute_for_ever(content: bytes):
    while True:
        pass


def fall_over(content: bytes):
    ctypes.string_at(0)


def leave(content: bytes):
    os._exit(0)


def exhaust(content: bytes):
    kept = []
    while True:
        kept.append(bytearray(1_000_000))


def exhaust_at_once(content: bytes):
    return len(bytearray(1_000_000_000))


def recurse(content: bytes):
    return recurse(content)


def nest(content: bytes):
    value = []
    for _ in range(100_000):
        value = [value]
    return value


def return_an_object(content: bytes):
    return {"path": Path()}


def return_too_much(content: bytes):
    return "a" * 30_000_000


def print_between(content: bytes):
    sys.stdout.write("between the answers\n")
    sys.stdout.flush()
    os.write(1, b"and once more")
    return "answered"


def tell_a_secret(content: bytes):
    raise KeyError("a word of the report")


def look_around(content: bytes):
    here = Path.cwd()
    files = [path.name for path in here.iterdir()]
    return {"environment": sorted(os.environ), "folder": str(here), "files": files}


def write_a_file(content: bytes):
    Path(content.decode()).write_text("written")


def connect(content: bytes):
    socket.create_connection(("127.0.0.1", int(content)))


def start_a_program(content: bytes):
    subprocess.run([sys.executable, "-c", ""], check=True)


def remove_a_file(content: bytes):
    Path(content.decode()).unlink()


def memory_peak_kb(content: bytes):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
