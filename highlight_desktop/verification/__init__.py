"""Documents that come back: whether they are as they were submitted, and what report they carry.

`documents` judges a PDF or a workbook against the snapshot it carries, by way of `pages` or
`tables`; `arrivals` takes the report in.
"""
