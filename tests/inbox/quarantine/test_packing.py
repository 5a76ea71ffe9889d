"""Which PDFs are refused at a glance, for how they are packed."""

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.packing import judge


def refusal(content: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        judge(b"%PDF-1.7\n" + content)
    assert refused.value.remedy
    return refused.value.message


def test_a_pdf_may_have_a_hundred_thousand_objects_and_no_more() -> None:
    judge(b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000)
    assert "more objects" in refusal(b"1 0 obj\n" * 100_001)


def test_an_object_may_hold_thousands_of_others_but_not_ten_thousand() -> None:
    judge(b"%PDF-1.7\n<< /Type /ObjStm /N 9999 >>")
    assert "more objects" in refusal(b"<< /Type /ObjStm /N 10000 >>")
    assert "more objects" in refusal(b"<< /Type /ObjStm /N\r\n 123456 >>")


@pytest.mark.parametrize(
    "way", ["LZW", "RunLength", "ASCII85", "ASCIIHex", "CCITTFax", "JBIG2", "JPX"]
)
def test_ways_of_packing_that_no_report_is_packed_in_are_refused(way: str) -> None:
    assert "packed in a way" in refusal(b"<< /Filter /%bDecode >>" % way.encode())
    judge(b"%PDF-1.7\n<< /Filter /FlateDecode >>")
