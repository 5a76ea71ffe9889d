"""A snapshot that came back: believed whole, or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.report.thaw import LIMIT_BYTES, NewerReportError, thaw
from tests.report.strategies import reports

FIRST, SECOND = "1" * 32, "2" * 32


def frozen(report: Report, **lineage: Any) -> Snapshot:
    return freeze(
        report,
        submitted_at=datetime(2020, 6, 22, 8, 30, tzinfo=UTC),
        app_version="0.1.0",
        recipient=Recipient("The hub", "hub@council.example"),
        **lineage,
    )


@pytest.fixture
def values() -> dict[str, Any]:
    """What a small snapshot has in it."""
    form = edition.find("2020-06")
    text = (Block(BlockKind.PARAGRAPH, "The bandstand is open.", bold=((4, 13),)),)
    header = {each.id: "Parks" for each in form.header}
    header[FieldId.PERIOD] = "8 to 21 June 2020"
    answers = {each.id: Answer(AnswerKind.ANSWERED, text) for each in form.sections}
    snapshot = frozen(Report(FIRST, form, header, answers, marking="OFFICIAL"))
    read: dict[str, Any] = json.loads(snapshot.content)
    return read


def canonical(values: object) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


@settings(max_examples=50, deadline=None)
@given(reports())
def test_what_was_frozen_thaws_to_the_same_report(report: Report) -> None:
    snapshot = frozen(report)
    thawed = thaw(snapshot.content)
    assert thawed.content == snapshot.content
    assert thawed.report == snapshot.report


def test_a_correction_thaws_with_what_it_corrects(values: dict[str, Any]) -> None:
    values |= {"version": 2, "supersedes": SECOND, "correction": "A slip"}
    assert thaw(canonical(values)).supersedes == SECOND


def test_a_snapshot_from_before_there_were_markings_thaws(values: dict[str, Any]) -> None:
    del values["marking"], values["correction"]
    assert thaw(canonical(values)).report.marking == ""


def in_section(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["sections"]["guidance"].update({key: value})


def in_block(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["sections"]["guidance"]["prose"][0].update({key: value})


def at_top(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda values: values.update({key: value})


NOT_OURS = {
    "a key nobody knows": at_top("colour", "red"),
    "a key that is gone": lambda values: values.pop("recipient"),
    "an id of another kind": at_top("id", "../../etc/passwd"),
    "an id in capitals": at_top("id", "A" * 32),
    "no version": at_top("version", 0),
    "a version that is true": at_top("version", True),
    "a version that is a text": at_top("version", "1"),
    "a second version of nothing": at_top("version", 2),
    "a first version of something": at_top("supersedes", SECOND),
    "something that corrects itself": lambda values: values.update(version=2, supersedes=FIRST),
    "a day there never was": at_top("period", {"start": "2020-02-30", "end": "2020-03-01"}),
    "a period that ends first": at_top("period", {"start": "2020-06-21", "end": "2020-06-08"}),
    "a moment without a zone": at_top("submitted_at", "2020-06-22T08:30:00"),
    "a moment that is none": at_top("submitted_at", "yesterday"),
    "a version of the program in two lines": at_top("app_version", "0.1\n.0"),
    "a recipient with an escape": at_top("recipient", {"name": "\x1b[2J", "address": ""}),
    "another recipient": at_top("recipient", "hub@council.example"),
    "a header field nobody knows": lambda values: values["header"].update(shoe_size="9"),
    "a header field that is gone": lambda values: values["header"].pop("author"),
    "a header field in two lines": lambda values: values["header"].update(author="A\nB"),
    "a section nobody knows": lambda values: values["sections"].update(weather={}),
    "a section that is gone": lambda values: values["sections"].pop("guidance"),
    "an answer nobody can give": in_section("answer", "perhaps"),
    "text in a nil answer": in_section("answer", "no_change"),
    "a mark that is a number": in_section("completed", 1),
    "a reason that is not sent": in_section("reason", "closed"),
    "a block with a control character": in_block("text", "The\x07bell"),
    "a block with half a character": in_block("text", "The \ud800"),
    "a block in two lines": in_block("text", "The\nbandstand"),
    "a block with nothing in it": in_block("text", "  "),
    "a paragraph with a level": in_block("level", 1),
    "a level that is false": in_block("level", False),
    "bold beyond the text": in_block("bold", [[0, 99]]),
    "bold that is text": in_block("bold", [["0", "3"]]),
    "a mark of drafts": in_block("carried", True),
    "a kind of block nobody knows": in_block("kind", "image"),
    "prose that is a text": in_section("prose", "The bandstand"),
    "an edition with a key nobody knows": lambda values: values["edition"].update(colour="red"),
    "an edition that is a number": at_top("edition", 4),
    "an edition without sections": lambda values: values["edition"].update(section=[]),
    "a schema that is a number": at_top("schema", 1),
    "another schema": at_top("schema", "highlight-desktop/proof/1"),
}


@pytest.mark.parametrize("change", NOT_OURS.values(), ids=NOT_OURS)
def test_a_snapshot_is_refused_that_has(
    values: dict[str, Any], change: Callable[[dict[str, Any]], object]
) -> None:
    assert thaw(canonical(values))
    change(values)
    with pytest.raises(ImportRefusedError) as refused:
        thaw(canonical(values))
    assert not isinstance(refused.value, NewerReportError)


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda content: content + b"\n",
        lambda content: content.replace(b",", b", ", 1),
        lambda content: content.replace(b"The", b"\\u0054he", 1),
        lambda content: content.replace(b'"id":', b'"id":"0","id":', 1),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content[:-1],
        lambda content: content.replace(b"bandstand", b"bandst\xffnd"),
        lambda content: content.decode().encode("utf-16"),
        lambda _content: b"",
        lambda _content: b"[]",
        lambda _content: b"null",
        lambda _content: b"[" * 100_000,
        lambda _content: b'{"schema":' + b"9" * 5_000 + b"}",
        lambda _content: b'{"schema":NaN}',
        lambda _content: b" " * (LIMIT_BYTES + 1),
    ],
)
def test_only_the_canonical_bytes_are_believed(
    values: dict[str, Any], rewritten: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(ImportRefusedError):
        thaw(rewritten(canonical(values)))


@pytest.mark.parametrize("schema", ["highlight-desktop/snapshot/2", "highlight-desktop/snapshot/x"])
def test_a_newer_schema_is_told_as_such(values: dict[str, Any], schema: str) -> None:
    with pytest.raises(NewerReportError, match="newer version"):
        thaw(canonical(values | {"schema": schema}))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_whatever_one_byte_becomes_it_is_another_report_or_none(data: st.DataObject) -> None:
    content = frozen(data.draw(reports())).content
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = content[:at] + bytes([byte]) + content[at + 1 :]
    try:
        thawed = thaw(changed)
    except ImportRefusedError:
        return
    assert thawed.content == changed
