"""The window: gestures into calls, results into pixels. No SQL, no PDF, no workbook."""
