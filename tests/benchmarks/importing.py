"""Measures how long an earlier report takes to become one of ours, beside a reader of Word's files.

The reading is done in this process, as the reading process does it; then once more as it really
is, with the file handed over to that process.
"""

from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from highlight_desktop.inbox import word_report
from highlight_desktop.inbox.quarantine import parts
from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.package import open_package
from highlight_desktop.inbox.take_in import understood
from highlight_desktop.inbox.word import document
from highlight_desktop.store.stored import new_id
from tests.benchmarks.rows import Figures, Row, by_turns, computed, repeated, timed
from tests.inbox.word.word_packages import docx, p, styled

TIMES = 30
AT_MOST_MS = 8


def measure() -> list[Row]:
    """The sample report as text, and the same as a Word document."""
    text = files("resources").joinpath("demo", "parks-and-libraries.txt").read_text("utf-8")
    lines = [escape(each) for each in text.splitlines() if each.strip()]
    content = docx(
        "".join(styled(each, "Heading1") if _is_short(each) else p(each) for each in lines)
    )
    with TemporaryDirectory() as folder, Quarantine() as quarantine:
        plain, word = Path(folder, "report.txt"), Path(folder, "report.docx")
        plain.write_text(text, encoding="utf-8")
        word.write_bytes(content)

        def read_word() -> object:
            cleaned = parts.clean(open_package(content))
            contents = Contents(Kind.WORD, document.read(cleaned.content), ())
            return word_report.read(contents, word.name, new_id())

        def in_quarantine() -> object:
            arrival = arrive(word)
            return understood(arrival, quarantine.read(arrival), None)

        of_text = repeated(lambda: understood(arrive(plain), None, None), TIMES, computed)
        beside, ours, peer = _beside_mammoth(read_word, content)
        whole = repeated(in_quarantine, TIMES, timed)
    return [
        Row("a report as text, read", of_text, at_most=AT_MOST_MS),
        Row("a report from Word, read", ours, beside, peer, at_most=AT_MOST_MS),
        Row("the same, handed to the reading process and back", whole),
    ]


def _is_short(line: str) -> bool:
    return len(line) < 60 and not line.endswith((".", ":"))


def _beside_mammoth(read_word: object, content: bytes) -> tuple[str, Figures, Figures | None]:
    assert callable(read_word)
    if find_spec("mammoth") is None:
        why = "mammoth is not installed (`make bench` installs it)"
        return why, repeated(read_word, TIMES, computed), None
    import mammoth

    ours, peer = by_turns(
        read_word, lambda: mammoth.convert_to_html(BytesIO(content)), TIMES, computed
    )
    return f"mammoth {getattr(mammoth, '__version__', '')}".strip() + ", to HTML", ours, peer
