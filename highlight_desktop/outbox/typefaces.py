"""Knows the bundled fonts: which letters they have, how wide, and how they go into a PDF.

ReportLab reads the fonts and cuts them down to the letters in use. The rest is ours, because
ReportLab 5.1 maps letters above U+FFFF wrongly and prints a no-break space as a plain one.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from threading import Lock

from reportlab.pdfbase.ttfonts import TTFontFace

from highlight_desktop.outbox.pdf_file import PdfFile, name, reference

FAMILIES = ("NotoSans", "DejaVuSans")
"""The bundled families, in order of preference; each has a regular and a bold face."""

_SYMBOLIC = 4
"""A flag of fonts: codes go by the font's own table and not by a standard encoding (9.8.2)."""
_BLOCK = 100
"""How many characters one block of a character map may hold."""
_CUTTING = Lock()
"""ReportLab's fonts hold a place in their file while they are cut."""


class Typeface:
    """One bundled font."""

    def __init__(self, face: str) -> None:
        regular = face if face.endswith("-Bold") or face == "DejaVuSans" else f"{face}-Regular"
        content = (files("resources") / "fonts" / f"{regular}.ttf").read_bytes()
        self.name = regular
        self._font = TTFontFace(BytesIO(content))
        self.widths: Mapping[str, float] = {
            chr(code): round(self._font.charWidths.get(code, self._font.defaultWidth), 3)
            for code in self._font.charToGlyph
        }
        """How wide each letter it has is, in thousandths of its size."""

    def embed(self, file: PdfFile, codes: list[int], set_number: int) -> int:
        """Write the font with the letters of one set, one a byte, and give its number."""
        base = name(f"AAAAA{chr(ord('A') + set_number)}+{self.name}")
        with _CUTTING:
            program = self._font.makeSubset(codes)
        font_file = file.write_stream(program, b"/Length1 %d" % len(program))
        box = b" ".join(b"%d" % round(edge) for edge in self._font.bbox)
        descriptor = file.write(
            b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox[%b]/ItalicAngle 0/Ascent %d"
            b"/Descent %d/CapHeight %d/StemV %d/FontFile2 %b>>"
            % (
                base,
                self._font.flags & ~32 | _SYMBOLIC,
                box,
                round(self._font.ascent),
                round(self._font.descent),
                round(self._font.capHeight),
                round(self._font.stemV),
                reference(font_file),
            )
        )
        widths = (self.widths[chr(code)] if code else self._font.defaultWidth for code in codes)
        return file.write(
            b"<</Type/Font/Subtype/TrueType/BaseFont%b/FirstChar 0/LastChar %d/Widths[%b]"
            b"/FontDescriptor %b/ToUnicode %b>>"
            % (
                base,
                len(codes) - 1,
                b" ".join(b"%g" % width for width in widths),
                reference(descriptor),
                reference(file.write_stream(_to_unicode(codes))),
            )
        )


class Letters:
    """The letters of one typeface that a document uses, in sets of as many as a byte can name."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self.sets: list[list[int]] = [[0] * 128]
        """The letter of each byte, 0 for none. In the first set ASCII stands for itself."""
        self._known: dict[str, int] = {}

    def encode(self, text: str) -> Iterator[tuple[int, bytes]]:
        """The text as bytes, each piece with the number of its set."""
        known = self._known
        try:
            codes = list(map(known.__getitem__, text))
        except KeyError:
            codes = [known.get(char) or self._learn(char) for char in text]
        if max(codes, default=0) < 256:
            yield 0, bytes(codes)
            return
        for number, group in groupby(codes, key=lambda code: code >> 8):
            yield number, bytes(code & 0xFF for code in group)

    def _learn(self, char: str) -> int:
        if char not in self.typeface.widths:
            raise ValueError(f"{self.typeface.name} has no letter U+{ord(char):04X}")
        if " " <= char <= "~":
            code = ord(char)
            self.sets[0][code] = code
        else:
            if len(self.sets[-1]) == 256:
                self.sets.append([0])
            code = (len(self.sets) - 1 << 8) + len(self.sets[-1])
            self.sets[-1].append(ord(char))
        self._known[char] = code
        return code


@cache
def typeface(face: str) -> Typeface:
    """A bundled font by the name of its face, such as NotoSans-Bold."""
    return Typeface(face)


def letter_widths(text: str, face: str) -> Iterator[float]:
    """How wide each letter of a text is in one face, in thousandths of its size.

    Raises KeyError for a letter that the face does not have.
    """
    return map(typeface(face).widths.__getitem__, text)


def width_pt(text: str, face: str, size_pt: float) -> float:
    """How wide a text is in one face, which must have all its letters."""
    return sum(letter_widths(text, face)) * size_pt / 1000


def _to_unicode(codes: list[int]) -> bytes:
    """Which character each byte stands for (9.10.3), so that text can be read out and searched."""
    pairs = [
        b"<%02X> <%b>" % (byte, chr(code).encode("utf-16-be").hex().encode())
        for byte, code in enumerate(codes)
        if code
    ]
    blocks = (
        b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block))
        for block in (pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK))
    )
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + b"".join(blocks)
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
