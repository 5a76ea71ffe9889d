"""Where the reports are kept: whether that is a good place, and how they move to a better one."""
