"""Clipboards of our own making, and what has to come of each; see clipboards/README.md."""

from pathlib import Path

from highlight_desktop.report.prose import Block, BlockKind, Prose, runs

FOLDER = Path(__file__).parent / "clipboards"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
_LEADS = (
    ("# ", BlockKind.SUBHEADING, 0),
    ("- ", BlockKind.BULLET, 0),
    ("  - ", BlockKind.BULLET, 1),
)


def html(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def expected(name: str) -> tuple[Prose, list[str]]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    notes = [line[2:] for line in lines if line.startswith("! ")]
    return tuple(_block(line) for line in lines if not line.startswith("! ")), notes


def written(prose: Prose) -> list[str]:
    """The blocks in the form of the files, for a failing test to show."""
    leads = {(kind, level): lead for lead, kind, level in _LEADS}
    return [
        leads.get((block.kind, block.level), "")
        + "".join(f"**{text}**" if bold else text for text, bold in runs(block))
        for block in prose
    ]


def _block(line: str) -> Block:
    kind, level = BlockKind.PARAGRAPH, 0
    for lead, its_kind, its_level in _LEADS:
        if line.startswith(lead):
            kind, level, line = its_kind, its_level, line.removeprefix(lead)
            break
    text, spans = "", []
    for number, part in enumerate(line.split("**")):
        if number % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return Block(kind, text, level, tuple(spans))
