"""Reports as offices file them: rows become a document of plain values, written as Word, as a page or as Markdown."""
