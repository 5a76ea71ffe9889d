"""The hub's desk: from a folder of returns to one pack.

`leaves` takes folders and e-mails apart, `examining` judges each file, `receiving` records them.
`areas` finds whom a return is from, `returns` lays what came beside what is expected, `grid` for
several periods at once. `expected` reads and writes the list of whom reports are expected from,
`expected_file` as a file; `expected_edits` changes it, `expected_changes` tells what was changed.
`chasers` writes to who is missing.
`pack` makes one document and one workbook of a period: `selection` says of what, `contents`
gathers it, `chapters` and `schedule` tell it, `binding` and `pack_sheets` put it on paper and in
tables.
"""
