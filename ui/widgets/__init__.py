"""What pages and dialogs are made of; no widget knows a page or a dialog, or starts any work."""
