"""Knows what PDF/A-3 asks of a file that must last: its metadata, its colours, what is attached.

The rules are those of ISO 19005-3, level A.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from hashlib import md5
from html import escape
from importlib.resources import files

from highlight_desktop.outbox.pdf_file import PdfFile, name, reference, text_string

_PRODUCER = "highlight-desktop"


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself to programs."""

    title: str
    author: str
    subject: str
    keywords: str
    creator: str
    """The program and its version."""
    made_at: datetime
    """In UTC."""
    identity: bytes
    """Whatever tells it from every other document."""


def write_info(file: PdfFile, about: About) -> int:
    """Write the information dictionary, for programs that know no XMP, and give its number."""
    stamp = text_string(f"D:{about.made_at:%Y%m%d%H%M%S}+00'00'")
    texts = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.subject,
        "Keywords": about.keywords,
        "Creator": about.creator,
        "Producer": _PRODUCER,
    }
    entries = b"".join(name(key) + text_string(text) for key, text in texts.items() if text)
    return file.write(b"<<%b/CreationDate%b/ModDate%b>>" % (entries, stamp, stamp))


def write_metadata(file: PdfFile, about: About) -> int:
    """Write the same as XMP, with what the file claims to conform to, and give its number."""
    packet = _packet(about).encode()
    return file.write_stream(packet, b"/Type/Metadata/Subtype/XML", packed=False)


def write_output_intent(file: PdfFile) -> int:
    """Write which colours are meant, sRGB, and give its number."""
    profile = file.write_stream(_srgb(), b"/N 3/Alternate/DeviceRGB")
    return file.write(
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %b>>" % reference(profile)
    )


def write_attachment(file: PdfFile, file_name: str, content: bytes, about: About) -> int:
    """Write a JSON file that the document was made from, and give its number."""
    embedded = file.write_stream(
        content,
        b"/Type/EmbeddedFile/Subtype%b/Params<</Size %d/CheckSum<%b>/ModDate%b>>"
        % (
            name("application/json"),
            len(content),
            md5(content, usedforsecurity=False).hexdigest().encode(),
            text_string(f"D:{about.made_at:%Y%m%d%H%M%S}+00'00'"),
        ),
    )
    return file.write(
        b"<</Type/Filespec/F%b/UF%b/AFRelationship/Data/Desc%b/EF<</F %b/UF %b>>>>"
        % (
            text_string(file_name),
            text_string(file_name),
            text_string("The report as data, exactly as it was submitted"),
            reference(embedded),
            reference(embedded),
        )
    )


@cache
def _srgb() -> bytes:
    return (files("resources") / "colours" / "sRGB.icc").read_bytes()


def _packet(about: About) -> str:
    stamp = f"{about.made_at:%Y-%m-%dT%H:%M:%S}+00:00"
    title, author, subject, keywords, creator = map(
        partial(escape, quote=False),
        (about.title, about.author, about.subject, about.keywords, about.creator),
    )
    # PDF/UA's own property is not among those that PDF/A knows, so it has to be described.
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{_PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
