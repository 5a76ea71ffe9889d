"""Everyone can read the PDF: its tags and text are the report's, and both standards are kept."""

import re
import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from highlight_desktop.inbox.text import parse
from highlight_desktop.outbox import pdf
from highlight_desktop.report import edition
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Printable, Snapshot, freeze, proof
from tests.outbox import tags
from tests.outbox.printables import HUB, NOW, printables

Frozen = Callable[..., Snapshot]


@pytest.mark.parametrize("number", range(3))
def test_the_real_reports_are_tagged_as_they_are_written(samples: list[Path], number: int) -> None:
    report = parse(samples[number].read_text(encoding="utf-8"), "5a" * 16).report
    for snapshot in (
        freeze(report, submitted_at=NOW, app_version="0", recipient=HUB),
        proof(replace(report, marking="OFFICIAL"), proofed_at=NOW, app_version="0"),
    ):
        assert tags.faults(pdf.render(snapshot), snapshot) == []


@settings(max_examples=30, deadline=None)
@given(snapshot=printables())
def test_whatever_is_written_is_tagged_as_it_is_written(snapshot: Printable) -> None:
    assert tags.faults(pdf.render(snapshot), snapshot) == []


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_a_draft_with_nothing_filled_in_is_tagged_too(form: edition.Edition) -> None:
    snapshot = proof(Report("5a" * 16, form), proofed_at=NOW, app_version="0.1.0")
    assert tags.faults(pdf.render(snapshot), snapshot) == []


def test_another_reader_finds_the_same_tags_and_text(frozen: Frozen, tmp_path: Path) -> None:
    """What poppler, another reader than ours, makes of the tree."""
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    snapshot = frozen()
    (tmp_path / "report.pdf").write_bytes(pdf.render(snapshot))
    command = ["pdfinfo", "-struct-text", "report.pdf"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    lines = (line.strip() for line in told.splitlines())
    found = [line for line in lines if not line.startswith("/")]

    def flat(trees: tuple[tags.Tree, ...]) -> Iterator[str]:
        for tag, text, inside in trees:
            yield tag
            if text:
                yield f'"{text}"'
            yield from flat(inside)

    assert [line.split(" (")[0].rstrip(":") if line[0] != '"' else line for line in found] == [
        "Document",
        *flat(tags.expected(snapshot)),
    ]


def test_qpdf_finds_no_damage(frozen: Frozen, tmp_path: Path) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "report.pdf").write_bytes(pdf.render(frozen("Long. " * 2_000, marking="OFFICIAL")))
    done = subprocess.run(["qpdf", "--check", "report.pdf"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_a_submitted_report_carries_its_data_and_a_draft_carries_none(
    frozen: Frozen, report_of: Callable[..., Report]
) -> None:
    snapshot = frozen(marking="OFFICIAL")
    reader = PdfReader(BytesIO(pdf.render(snapshot)))
    assert dict(reader.attachments) == {"report.json": [snapshot.content]}
    root: Any = reader.trailer["/Root"]
    [attached] = root["/AF"]
    assert attached["/AFRelationship"] == "/Data"
    assert attached["/EF"]["/F"]["/Subtype"] == "/application/json"
    drafted = proof(report_of(), proofed_at=NOW, app_version="0.1.0")
    assert not PdfReader(BytesIO(pdf.render(drafted))).attachments


def test_every_page_names_council_version_report_and_hash(frozen: Frozen) -> None:
    snapshot = frozen("Bins were emptied. " * 2_000, marking="OFFICIAL", supersedes="ab" * 16)
    for number, page in enumerate(tags.ReadBack(pdf.render(snapshot)).artifacts, 1):
        beside = [marked.text for marked in page if marked.text]
        assert beside[0] == "OFFICIAL"
        assert beside[1].startswith("Two councils together · ")
        about, its_number, identity = re.split("(Page .*?)(?=Report)", beside[2])
        assert about == "8 to 21 June 2020 · Parks and libraries"
        assert its_number.startswith(f"Page {number} of ")
        assert identity == (
            f"Report {snapshot.report.id}, version 2 · content {snapshot.sha256[:16]}"
        )
        assert beside[3] == "OFFICIAL"


def test_addresses_lead_where_they_say(frozen: Frozen) -> None:
    text = "Ask jo@council.example or see https://council.example/parks, both answer."
    back = tags.ReadBack(pdf.render(frozen(text)))
    assert set(back.links) == {
        ("jo@council.example", "mailto:jo@council.example"),
        ("https://council.example/parks", "https://council.example/parks"),
    }


def test_letters_above_the_first_plane_and_fixed_spaces_come_back(frozen: Frozen) -> None:
    text = "𝔸 😀 5\N{NO-BREAK SPACE}km 🂡"
    back = tags.ReadBack(pdf.render(frozen(text)))
    assert ("P", text, ()) in back.tree[2]


def test_the_colour_profile_is_that_of_srgb() -> None:
    """Curve and primaries by the formula of IEC 61966-2-1, adapted to D50."""
    profile = (files("resources") / "colours" / "sRGB.icc").read_bytes()
    count = struct.unpack_from(">I", profile, 128)[0]
    places = (struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count))
    tables = {name.decode(): profile[at : at + size] for name, at, size in places}
    steps = struct.unpack(">1024H", tables["rTRC"][12:])
    for number, step in enumerate(steps):
        value = number / 1023
        linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        assert abs(step / 65535 - linear) < 1e-4
    white = [
        sum(struct.unpack(">3i", tables[name][8:])[axis] for name in ("rXYZ", "gXYZ", "bXYZ"))
        for axis in range(3)
    ]
    assert [value / 65536 for value in white] == pytest.approx([0.9642, 1.0, 0.8249], abs=1e-3)
    assert (files("resources") / "colours" / "sRGB-LICENSE.txt").is_file()
