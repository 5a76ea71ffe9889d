"""Knows under which names our documents carry the snapshot they were made from."""

ATTACHMENT = "report.json"
"""The file attached to a PDF."""
XML_NAMESPACE = "urn:highlight-desktop:snapshot"
"""Of the one element of the custom XML part in a workbook; its text is the snapshot.

Of the places tried, this one a save by LibreOffice 7.4 keeps character for character at any
length, and no reader of the sheets ever meets it. Custom properties are kept as well, but
Excel's own dialogs cut them at 255 characters; rows of a table are read out and printed.
"""
XML_ELEMENT = "report"
SHA256_PROPERTY = "content_sha256"
"""The custom document property of a workbook that holds the snapshot's SHA-256."""
