"""The page that finds words in all reports."""
