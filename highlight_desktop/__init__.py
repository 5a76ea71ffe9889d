"""Highlight reports of two councils: written, kept, checked and sent. Not one line of Qt."""

__version__ = "0.1.0"
