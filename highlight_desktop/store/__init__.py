"""What is kept: drafts and submitted reports in one SQLite database; the only folder with SQL."""
