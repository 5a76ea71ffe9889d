"""The hub's desk: what came in, who is missing, and the pack. Authors never see it."""
