"""Knows which function reads which kind of file: the one place where a reader is entered.

A reader is `read(content: bytes) -> Plain`: bytes in, plain values out, no file and no clock. It
runs in the reading process, where its module is loaded by name. For a Word document or a
workbook the content is the package of `parts.clean`. It raises ImportRefusedError with a message
that begins with "The file", for which the caller puts its name.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import Kind

Reader = Callable[[bytes], Plain]

READERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MESSAGE: "highlight_desktop.inbox.eml:read",
        Kind.PDF: "highlight_desktop.inbox.own_pdf:read",
        Kind.WORKBOOK: "highlight_desktop.inbox.own_workbook:read",
        Kind.WORD: "highlight_desktop.inbox.word.document:read",
    }
)
"""Module and function, "package.module:read", by the kind it reads."""


def modules() -> list[str]:
    """The modules that are loaded by name, which a frozen program has to be told of."""
    return sorted({name.partition(":")[0] for name in READERS.values()})


def rehearse(_content: bytes) -> Plain:
    """A reader that reads nothing: it loads all others, and gives back the kinds they read."""
    for name in READERS.values():
        load(name)
    return [str(kind) for kind in READERS]


def load(name: str) -> Reader:
    """The function that has this name in the table."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader
