"""Knows which parts of a Word package hold its text: body, notes, page headers and footers."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.word import walk
from highlight_desktop.inbox.word.account import Account
from highlight_desktop.inbox.word.context import Context
from highlight_desktop.inbox.word.names import Element, child, children, name, switch, value
from highlight_desktop.inbox.word.numbering import Numbering
from highlight_desktop.inbox.word.runs import Block
from highlight_desktop.inbox.word.styles import Styles

_SAVE_AGAIN = "Open it in Word or LibreOffice, save it as a Word document (.docx), and try again."
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)
"""What a torn, locked or oddly packed archive makes zipfile raise, and broken XML lxml."""
_NOTE_KINDS = ("footnote", "endnote")
_RULES = ("separator", "continuationSeparator", "continuationNotice")
"""Notes that are lines between text and notes, and no notes."""


def read(content: bytes) -> dict[str, Any]:
    """A Word document (.docx) as plain values.

    `blocks` are the body's paragraphs and tables (see `runs.Block`); `headers` and `footers` the
    lines of the pages' heads and feet, each once; `left_out` what was left out on purpose (see
    `account`); `notes` sentences about characters that could not be kept.

    Trusts the package to have passed the gate of the quarantine. Raises ImportRefusedError when it
    holds no text of Word.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = _Parts(package)
            found = _read(parts, trusts_fields=True)
            return found or _read(parts, trusts_fields=False) or {}
    except _DAMAGED as error:
        raise ImportRefusedError("The file is a damaged Word document.", _SAVE_AGAIN) from error


def _read(parts: "_Parts", *, trusts_fields: bool) -> dict[str, Any] | None:
    """The document; None when a field never ends, which may hide all that follows."""
    body = child(parts.root(parts.main), "w:body")
    if body is None:
        raise ImportRefusedError("The file is not a Word document.", _SAVE_AGAIN)
    context = Context(
        styles=Styles.of(parts.of_kind("styles")),
        numbering=Numbering.of(parts.of_kind("numbering")),
        notes=dict(_notes(parts)),
        links={key: link.target for key, link in parts.links(parts.main).items()},
        account=Account(),
        trusts_fields=trusts_fields,
    )
    blocks = walk.read(body, context)
    headers = _page_lines(parts, body, "w:headerReference", context)
    footers = _page_lines(parts, body, "w:footerReference", context)
    if context.has_open_field and trusts_fields:
        return None
    return {
        "blocks": blocks,
        "headers": headers,
        "footers": footers,
        "left_out": context.account.entries,
        "notes": list(context.gate_notes),
    }


def _notes(parts: "_Parts") -> Iterator[tuple[tuple[str, str], Element]]:
    for kind in _NOTE_KINDS:
        for each in children(parts.of_kind(f"{kind}s"), f"w:{kind}"):
            if value(each, "type") not in _RULES:
                yield (kind, value(each, "id") or ""), each


def _page_lines(parts: "_Parts", body: Element, wanted: str, context: Context) -> list[str]:
    lines: dict[str, None] = {}
    links = parts.links(parts.main)
    for section in (each for each in body.iter() if name(each) == "w:sectPr"):
        for each in children(section, wanted):
            link = links.get(value(each, "id", "r") or "")
            unused = value(each, "type") == "first" and not switch(section, "w:titlePg")
            if link and not unused:
                root = parts.root(link.target)
                found = [] if root is None else walk.read(root, context)
                lines.update(dict.fromkeys(filter(str.strip, _flat(found))))
    return list(lines)


def _flat(blocks: list[Block]) -> Iterator[str]:
    """The text of blocks, a line for each paragraph and for each row of a table."""
    for block in blocks:
        if "rows" not in block:
            yield from block["text"].split("\n")
            continue
        for row in block["rows"]:
            yield "\t".join(" ".join(_flat(cell)) for cell in row)


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    """The last word of the relationship's type: styles, header, hyperlink."""
    target: str
    """A part's name in the package, or an address outside."""


@dataclass
class _Parts:
    package: zipfile.ZipFile
    main: str = ""
    _roots: dict[str, Element] = field(default_factory=dict)
    _links: dict[str, dict[str, _Link]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        links = self.links("").values()
        self.main = next((link.target for link in links if link.kind == "officeDocument"), "")

    def root(self, part: str) -> Element:
        """The root element of a part; None if there is no such part."""
        if part not in self._roots:
            known = part in self.package.NameToInfo
            self._roots[part] = _parsed(self.package.read(part)) if known else None
        return self._roots[part]

    def of_kind(self, kind: str) -> Element:
        """The root element of the main part's companion; None if it has none of that kind."""
        links = self.links(self.main).values()
        target = next((link.target for link in links if link.kind == kind), None)
        return None if target is None else self.root(target)

    def links(self, part: str) -> dict[str, _Link]:
        """The relationships of a part, or of the whole package, by their ids."""
        if part not in self._links:
            folder, file = posixpath.split(part)
            root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
            found = (
                {} if root is None else {each.get("Id", ""): _link(each, folder) for each in root}
            )
            self._links[part] = found
        return self._links[part]


def _link(element: Element, folder: str) -> _Link:
    target = element.get("Target", "")
    if element.get("TargetMode") != "External":
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return _Link(element.get("Type", "").rpartition("/")[2], target)


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ImportRefusedError(
            "The file is a Word document, but not as Word writes one.", _SAVE_AGAIN
        )
    return root
