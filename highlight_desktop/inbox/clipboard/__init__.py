"""What comes in by the clipboard: the text and HTML that other programs put there."""
