"""What comes in: files nobody here wrote, judged before they are read."""
