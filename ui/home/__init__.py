"""The list of reports: where the program opens."""
