"""What goes out: a frozen snapshot becomes a PDF, a workbook and an e-mail draft."""
