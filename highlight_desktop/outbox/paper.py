"""Knows how marks get on to paper: text, rules, links and bookmarks of a tagged PDF.

What is drawn here is styled text with a tag. It knows no report, so that anything made of
such text can be printed with it: one report, or hundreds one after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import BinaryIO, NamedTuple

from highlight_desktop.outbox import archival, bookmarks
from highlight_desktop.outbox.archival import About
from highlight_desktop.outbox.bookmarks import Bookmark
from highlight_desktop.outbox.pdf_file import PdfFile, literal, reference, references, text_string
from highlight_desktop.outbox.tagged import Artifact, Element, Spot, Tag, TaggedPages, link_target
from highlight_desktop.outbox.typefaces import Letters, typeface, width_pt
from highlight_desktop.outbox.typeset import Line, Placed, Row, Run, Style

WIDTH_PT, HEIGHT_PT = 595.28, 841.89
"""A4."""
SIDE_PT = 64
TOP_PT = 78
BOTTOM_PT = 90
TEXT_WIDTH_PT = WIDTH_PT - 2 * SIDE_PT
TEXT_HEIGHT_PT = HEIGHT_PT - TOP_PT - BOTTOM_PT

_BASELINE = 0.36
"""How far below the middle of its row a line's letters stand, in parts of their size."""
_ASCENT, _DESCENT, _UNDERLINE = 0.9, 0.25, 0.13
"""How far a link can be clicked above and below its baseline, and is underlined, in parts of its
size."""
_LINK_COLOUR = "#14405f"
_RULE_COLOUR = "#b9c4cc"
_SPOT_ABOVE_PT = 8
"""How much of what stands above a heading a reader who jumps to it sees."""


class _Stretch(NamedTuple):
    """Neighbours on a line that lead to the same place, and where they stand on the page."""

    x_pt: float
    baseline_pt: float
    runs: Sequence[Run]
    link: str


class Paper:
    """A tagged PDF being drawn."""

    def __init__(self, output: BinaryIO, about: About) -> None:
        self._about = about
        self._file = PdfFile(output)
        self._resources = self._file.allot()
        self.pages = TaggedPages(self._file, WIDTH_PT, HEIGHT_PT, self._resources)
        self._letters: dict[str, Letters] = {}
        self._bookmarks: list[Bookmark] = []
        self._anchors: dict[str, Spot] = {}
        self._attached: dict[str, int] = {}

    def draw_block(self, placed: Placed, elements: Sequence[Element]) -> None:
        """Draw what stands of a block on this page, as content of one element for each cell."""
        style = placed.block.style
        top_pt = _up_pt(placed) - style.pad_pt
        for cell, element in enumerate(elements):
            stretches = _stretches(placed, cell, top_pt)
            for link, group in groupby(stretches, key=lambda stretch: stretch.link):
                self._draw_content(element, link, list(group), style)
        if style.rule_below and placed.is_last:
            rule_pt = top_pt - len(placed.rows) * style.leading_pt - style.pad_pt
            self._draw_rule(SIDE_PT, WIDTH_PT - SIDE_PT, rule_pt, _RULE_COLOUR)

    def draw_aside(self, kind: Artifact, rows: Sequence[Row], top_pt: float, style: Style) -> None:
        """Draw rows that are no content; `top_pt` goes up from the lower edge of the paper."""
        if not any(span.line for row in rows for span in row):
            return
        with self.pages.artifact(kind):
            for number, row in enumerate(rows):
                baseline_pt = _baseline_pt(top_pt - number * style.leading_pt, style)
                for span in row:
                    self._draw_text(SIDE_PT + span.x_pt, baseline_pt, span.line, style)

    def draw_watermark(self, line: Line, style: Style) -> None:
        """Draw a line across the page, from its lower left to its upper right."""
        with self.pages.artifact(Artifact.WATERMARK):
            # The cosine and the sine of 55 degrees.
            self.pages.draw(
                b"q .5736 .8192 -.8192 .5736 %.2f %.2f cm" % (WIDTH_PT / 2, HEIGHT_PT / 2)
            )
            half_pt = line_width_pt(line, style.size_pt) / 2
            self._draw_text(-half_pt, -style.size_pt * _BASELINE, line, style)
            self.pages.draw(b"Q")

    def bookmark(self, title: str, level: int, placed: Placed) -> None:
        """Let the outline lead to a block on this page."""
        self._bookmarks.append(Bookmark(title, level, self._spot(placed)))

    def anchor(self, key: str, placed: Placed) -> None:
        """Let links to “#key” lead to a block on this page."""
        self._anchors[key] = self._spot(placed)

    def attach(self, file_name: str, content: bytes) -> None:
        """Put in a JSON file that the document was made from."""
        number = archival.write_attachment(self._file, file_name, content, self._about)
        self._attached[file_name] = number

    def finish(self) -> None:
        """Write what belongs at the end: trees, fonts, metadata, catalogue."""
        self.pages.finish()
        self._write_fonts()
        attached = {key: reference(number) for key, number in self._attached.items()}
        places = {key: spot.destination() for key, spot in self._anchors.items()}
        outline = bookmarks.write(self._file, self._bookmarks) if self._bookmarks else 0
        root = self._file.write(
            b"<</Type/Catalog/Pages %b/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot %b"
            b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %b/OutputIntents%b%b%b%b>>"
            % (
                reference(self.pages.root),
                reference(self.pages.tree),
                reference(archival.write_metadata(self._file, self._about)),
                references([archival.write_output_intent(self._file)]),
                b"/Outlines %b" % reference(outline) if outline else b"",
                b"/AF%b" % references(self._attached.values()) if attached else b"",
                b"/Names<</EmbeddedFiles%b/Dests%b>>" % (_name_tree(attached), _name_tree(places)),
            )
        )
        info = archival.write_info(self._file, self._about)
        self._file.finish(root, info, self._about.identity)

    def _spot(self, placed: Placed) -> Spot:
        return Spot(self.pages.page, _up_pt(placed) + _SPOT_ABOVE_PT)

    def _draw_content(
        self, element: Element, link: str, stretches: Sequence[_Stretch], style: Style
    ) -> None:
        owner = self.pages.element(Tag.LINK, element) if link else element
        look = replace(style, colour=_LINK_COLOUR) if link else style
        with self.pages.content_of(owner):
            for stretch in stretches:
                self._draw_text(stretch.x_pt, stretch.baseline_pt, stretch.runs, look)
        if link:
            says = "".join(run.text for stretch in stretches for run in stretch.runs)
            for stretch in stretches:
                self._draw_link(owner, stretch, says, style.size_pt)

    def _draw_link(self, owner: Element, stretch: _Stretch, says: str, size_pt: float) -> None:
        right_pt = stretch.x_pt + line_width_pt(stretch.runs, size_pt)
        lower_pt = stretch.baseline_pt - size_pt * _DESCENT
        upper_pt = stretch.baseline_pt + size_pt * _ASCENT
        box_pt = (stretch.x_pt, lower_pt, right_pt, upper_pt)
        self.pages.link(owner, box_pt, says, link_target(stretch.link))
        underline_pt = stretch.baseline_pt - size_pt * _UNDERLINE
        self._draw_rule(stretch.x_pt, right_pt, underline_pt, _LINK_COLOUR)

    def _draw_text(self, x_pt: float, up_pt: float, runs: Sequence[Run], style: Style) -> None:
        shown = [b"BT %b rg %.2f %.2f Td" % (_colour(style.colour), x_pt, up_pt)]
        for run in runs:
            for number, codes in self._letters_of(run.face).encode(run.text):
                font = f"/{run.face}.{number}".encode()
                shown.append(b"%b %g Tf %b Tj" % (font, style.size_pt, literal(codes)))
        shown.append(b"ET")
        self.pages.draw(b" ".join(shown))

    def _draw_rule(self, left_pt: float, right_pt: float, up_pt: float, colour: str) -> None:
        with self.pages.artifact(Artifact.RULE):
            self.pages.draw(
                b"%b RG .75 w %.2f %.2f m %.2f %.2f l S"
                % (_colour(colour), left_pt, up_pt, right_pt, up_pt)
            )

    def _letters_of(self, face: str) -> Letters:
        if face not in self._letters:
            self._letters[face] = Letters(typeface(face))
        return self._letters[face]

    def _write_fonts(self) -> None:
        """Write the letters in use, under the names by which the pages call them."""
        fonts = b"".join(
            f"/{face}.{number}".encode()
            + b" "
            + reference(letters.typeface.embed(self._file, codes, number))
            for face, letters in self._letters.items()
            for number, codes in enumerate(letters.sets)
        )
        self._file.write(b"<</Font<<%b>>/ProcSet[/PDF/Text]>>" % fonts, self._resources)


def line_width_pt(line: Sequence[Run], size_pt: float) -> float:
    """How wide a line is, but for the spaces at its end."""
    width = sum(width_pt(run.text, run.face, size_pt) for run in line)
    if line and line[-1].text.endswith(" "):
        text, face = line[-1].text, line[-1].face
        width -= width_pt(" ", face, size_pt) * (len(text) - len(text.rstrip(" ")))
    return width


def _stretches(placed: Placed, cell: int, top_pt: float) -> Iterator[_Stretch]:
    style = placed.block.style
    for number, row in enumerate(placed.rows):
        baseline_pt = _baseline_pt(top_pt - number * style.leading_pt, style)
        for span in row:
            if span.cell != cell:
                continue
            x_pt = SIDE_PT + span.x_pt
            for link, group in groupby(span.line, key=lambda run: run.link):
                runs = list(group)
                yield _Stretch(x_pt, baseline_pt, runs, link)
                x_pt += sum(width_pt(run.text, run.face, style.size_pt) for run in runs)


def _up_pt(placed: Placed) -> float:
    """The upper edge of a block, up from the lower edge of the paper."""
    return HEIGHT_PT - TOP_PT - placed.top_pt


def _baseline_pt(top_pt: float, style: Style) -> float:
    return top_pt - style.leading_pt / 2 - style.size_pt * _BASELINE


@cache
def _colour(code: str) -> bytes:
    """A colour such as #14405f as the three numbers of a PDF."""
    parts = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return b" ".join(b"%.3f" % part for part in parts)


def _name_tree(values: Mapping[str, bytes]) -> bytes:
    """A tree of names, in the order that readers rely on."""
    pairs = sorted((text_string(key), value) for key, value in values.items())
    return b"<</Names[%b]>>" % b" ".join(key + value for key, value in pairs)
