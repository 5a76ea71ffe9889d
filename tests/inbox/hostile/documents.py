"""PDFs and e-mails that mean no good, byte by byte."""

import base64
import zlib


def pdf(*objects: bytes, root: int = 1, xref: bool = True, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with an honest cross-reference table."""
    written, places, start = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, 1):
        places.append(start)
        written.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        start += len(written[-1])
    out = b"".join(written)
    if xref:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\n" % (len(objects) + 1, root, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def bomb(size_bytes: int, times: int = 1) -> bytes:
    """So many zeros, packed a thousand to one, so many times over."""
    packer = zlib.compressobj(9)
    million = bytes(1_000_000)
    packed = [packer.compress(million) for _ in range(size_bytes // 1_000_000)]
    content = b"".join(packed) + packer.compress(bytes(size_bytes % 1_000_000)) + packer.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
TEXT = stream(b"BT (Parks) Tj ET", b"")
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%s>>"
ATTACHED = b"/Names<</EmbeddedFiles<</Names[(report.json)5 0 R]>>>>"
FILE = b"<</Type/Filespec/F(report.json)/UF(report.json)/EF<</F 6 0 R>>>>"


def carrying(content: bytes) -> bytes:
    """A PDF with an attached report.json that is this stream."""
    return pdf(CATALOGUE % ATTACHED, PAGES, PAGE, TEXT, FILE, content)


def with_pages(pages: bytes, *more: bytes) -> bytes:
    """The attached report.json is there, so that readers go on to the pages."""
    return pdf(CATALOGUE % ATTACHED, pages, PAGE, TEXT, FILE, stream(b"{}", b""), *more)


def with_catalogue(entries: bytes, *more: bytes) -> bytes:
    return pdf(CATALOGUE % (ATTACHED + entries), PAGES, PAGE, TEXT, FILE, stream(b"{}", b""), *more)


def xref_loop() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    whole = carrying(stream(b"{}", b""))
    start = whole.rindex(b"xref\n0")
    return whole.replace(b">>\nstartxref", b"/Prev %d>>\nstartxref" % start)


def object_stream(content: bytes, count: int, first: int) -> bytes:
    """A PDF whose catalogue is said to stand in this object stream."""
    objects = stream(content, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, first))
    out = b"%%PDF-1.7\n2 0 obj\n%s\nendobj\n" % objects
    start = len(out)
    places = ((0, 0, 255), (2, 2, 0), (1, 9, 0), (1, start, 0))
    rows = b"".join(bytes([k]) + at.to_bytes(4, "big") + bytes([n]) for k, at, n in places)
    table = stream(rows, b"/Type/XRef/Size 4/W[1 4 1]/Root 1 0 R")
    return out + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)


def message(*parts: bytes, head: bytes = b"", boundary: bytes = b"=_b") -> bytes:
    """An e-mail of these parts, each with its own head."""
    whole = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts)
    return (
        b"MIME-Version: 1.0\r\nFrom: Parks <parks@council.example>\r\nSubject: June\r\n"
        b'%sContent-Type: multipart/mixed; boundary="%s"\r\n\r\n%s--%s--\r\n'
        % (head, boundary, whole, boundary)
    )


def attached(name: bytes, content: bytes) -> bytes:
    return (
        b'Content-Type: application/octet-stream; name="%s"\r\n'
        b'Content-Disposition: attachment; filename="%s"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n%s" % (name, name, base64.encodebytes(content))
    )


def nested(depth: int) -> bytes:
    """Messages within messages."""
    inner = message(attached(b"r.pdf", b"%PDF-1.7\n"))
    for number in range(depth):
        boundary = b"=_%d" % number
        inner = message(b"Content-Type: message/rfc822\r\n\r\n" + inner, boundary=boundary)
    return inner
