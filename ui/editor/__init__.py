"""The report being written: its tabs, its sections, and how they are saved."""
