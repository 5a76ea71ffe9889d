"""A Word file becomes a draft by way of the quarantine, or is refused in a sentence."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.take_in import TakenIn, take_in
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import plain_text
from highlight_desktop.store.reports import Store
from tests.inbox.word.word_packages import docx, p, run, table

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = (
    p("COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT")
    + table(["SERVICE AREA:", "Parks"], ["REPORT AUTHOR:", "Jo"])
    + p("COMMUNICATIONS")
    + p(run("We wrote to ") + run("everybody", "<w:b/>") + "<w:del><w:r><w:delText>no one"
        "</w:delText></w:r></w:del>" + run("."))
)  # fmt: skip


def taken(folder: Path, name: str, content: bytes) -> TakenIn:
    path = folder / name
    path.write_bytes(content)
    with Store.open(folder / "data") as store, Quarantine() as quarantine:
        return take_in(store, quarantine, path, None, now=NOW)


@pytest.mark.parametrize("name", ["report.docx", "report.DOCX", "report"])
def test_a_word_document_becomes_a_draft_with_its_notes(tmp_path: Path, name: str) -> None:
    one = taken(tmp_path, name, docx(BODY))
    report = one.stored.report
    assert report.typed(FieldId.SERVICE_AREAS) == "Parks"
    (block,) = report.answers["communications"].prose
    assert (block.text, block.bold) == ("We wrote to everybody.", ((12, 21),))
    assert one.imported.words_kept == one.imported.words_read == 16
    note = "Text deleted as a tracked change was left out (2 words): “no one”."
    assert note in one.stored.notes


def test_a_strict_word_document_becomes_the_same_draft(tmp_path: Path) -> None:
    usual, strict = (
        taken(tmp_path, f"{name}.docx", docx(BODY, strict=name == "strict")).imported
        for name in ("usual", "strict")
    )
    assert plain_text(usual.report.answers["communications"].prose) == "We wrote to everybody."
    assert usual.report.answers == strict.report.answers
    assert usual.notes == strict.notes


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         r"“old\.doc” is an older Word document.*save it as a Word document \(\.docx\)"),
        ("locked.docx",
         b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         r"protected with a password.*remove the password"),
        ("rich.rtf", b"{\\rtf1 text}", r"Rich Text document.*save it as a Word document"),
        ("empty.docx", docx(p("")), r"“empty\.docx” has no text in it"),
        ("torn.docx", docx(BODY)[:300], r"“torn\.docx”.*"),
        ("broken.docx", docx("<w:p>"), r"“broken\.docx”.*"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_next_step(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(ImportRefusedError, match=said) as refused:
        taken(tmp_path, name, content)
    assert refused.value.remedy
