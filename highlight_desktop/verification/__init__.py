"""Documents that come back: are they as they were submitted, and what report do they carry?

`documents` judges a PDF or a workbook against the snapshot it carries, by way of `pages` or
`tables`; `arrivals` takes the report in.
"""
