"""Knows which parts of an Office file are read, which are left out, and which refuse it.

Nothing behind this sees the file that came in: the parts to be read are put into a package of
their own, unpacked, and everything else stays outside. So a part on no list does no harm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import markup
from highlight_desktop.inbox.quarantine.kinds import AS_TEXT, AS_WORD, Kind
from highlight_desktop.inbox.quarantine.package import Package

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ALWAYS = r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml"
_READ = {
    Kind.WORD: re.compile(rf"(?i){_ALWAYS}|word/(?:[^/]+\.xml|_rels/[^/]+\.rels)"),
    Kind.WORKBOOK: re.compile(
        rf"(?i){_ALWAYS}|xl/(?:(?:workbook|sharedStrings|styles)\.xml|_rels/workbook\.xml\.rels"
        r"|theme/[^/]+\.xml|tables/[^/]+\.xml|worksheets/[^/]+\.xml)"
        r"|customXml/[^/]+\.xml"
    ),
}
_MAIN = ((Kind.WORD, "word/document"), (Kind.WORKBOOK, "xl/workbook.xml"))
_OTHER = (
    ("xl/workbook.bin", "a binary Excel workbook",
     "Open it in Excel, save it as a workbook (.xlsx), and import that."),
    ("ppt/presentation.xml", "a presentation", AS_TEXT),
    ("mimetype", "a document of LibreOffice or an e-book", AS_WORD),
    ("index/document.iwa", "a document of Apple Pages", AS_WORD),
    ("index.xml", "a document of Apple Pages", AS_WORD),
)  # fmt: skip
_WITHOUT = "Save it as {} without them, and import that."
_REFUSED = (
    (r".*(?:^|/)vba(?:project|data)[^/]*|xl/(?:macrosheets|dialogsheets)/.*", "macros"),
    (r".*(?:^|/)activex/.*|.*(?:^|/)ctrlprops/.*activex.*", "ActiveX controls"),
    (r"xl/externallinks/.*", "links to other workbooks"),
    (r"xl/(?:connections\.xml|querytables/.*|model/.*)", "connections to data elsewhere"),
    (r"xl/(?:embeddings|oleobjects)/.*", "files embedded in it"),
)
"""What a report has no use for and a program may act on."""
_NOTED = (
    (r"word/embeddings/.*", "files embedded in it"),
    (r"(?:word|xl)/(?:media|drawings|charts|diagrams)/[^/]+", "pictures, charts and drawings"),
    (r"xl/(?:comments[^/]*|comments/[^/]+|threadedcomments/[^/]+)", "comments"),
)
"""What may hold something a reader of the report would miss; its text is not read."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What of an Office file may be read."""

    kind: Kind
    """WORD or WORKBOOK."""
    content: bytes
    """A package with the parts that are read, and no others, stored unpacked."""
    notes: tuple[str, ...]
    """Whole sentences: what was left out."""


def clean(package: Package) -> Cleaned:
    """The parts that are read, counted. Raises ImportRefusedError for what may not come in."""
    names = {name.casefold(): name for name in package.entries}
    kind = _kind(names)
    what = "a Word document (.docx)" if kind is Kind.WORD else "a workbook (.xlsx)"
    for pattern, refused in _REFUSED:
        if any(re.fullmatch(pattern, name) for name in names):
            raise ImportRefusedError(f"The file holds {refused}.", _WITHOUT.format(what))
    read = [name for name in package.entries if _READ[kind].fullmatch(name)]
    parts = {name: package.part(name) for name in read}
    for content in parts.values():
        markup.count(content, is_sheet=kind is Kind.WORKBOOK)
    _judge_declarations(parts, what)
    notes = [
        f"It holds {noted}, which were not read."
        for pattern, noted in _NOTED
        if any(re.fullmatch(pattern, name) for name in names)
    ]
    return Cleaned(kind, _packed(parts), tuple(notes))


def _kind(names: Mapping[str, str]) -> Kind:
    for kind, beginning in _MAIN:
        if "[content_types].xml" in names and any(name.startswith(beginning) for name in names):
            return kind
    for name, what, remedy in _OTHER:
        if name in names:
            raise ImportRefusedError(f"The file is {what}, which cannot be imported.", remedy)
    raise ImportRefusedError(
        "The file is an archive, which cannot be imported.",
        "Take the report out of it, and import that.",
    )


def _judge_declarations(parts: Mapping[str, bytes], what: str) -> None:
    """What a part is declared to be decides which program acts on it, whatever its name."""
    types = next(part for name, part in parts.items() if name.casefold() == "[content_types].xml")
    declared = types.decode("utf-16" if types[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    if re.search(r"(?i)macroEnabled|vbaProject", declared):
        raise ImportRefusedError("The file holds macros.", _WITHOUT.format(what))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, _EARLIEST), content)
    return target.getvalue()
