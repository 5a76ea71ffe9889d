"""What a report is: pure values. No files, no database, no clock."""
