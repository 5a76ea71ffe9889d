"""The hub's desk: from a folder of returns to who is missing.

`leaves` takes folders and e-mails apart, `examining` judges each file, `receiving` records them.
`areas` finds whom a return is from, `returns` lays what came beside what is expected, `expected`
reads and writes the list of whom reports are expected from, `chasers` writes to who is missing.
"""
