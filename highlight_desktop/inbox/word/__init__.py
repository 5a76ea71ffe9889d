"""Knows a Word document as plain values: what a reader of it sees, and what was left out."""
