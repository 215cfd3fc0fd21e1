"""The Sheet on paper: an A4 PDF with embedded Song and Hei, drawn line by line.

``pdf_writer.render`` is the door. Behind it, one idea a file: ``page_style`` holds every measure,
``text`` breaks Chinese lines, ``columns`` finds the widths, ``printed_rows`` sets every cell,
``page_composition`` puts that on pages (``core.sheet.heights`` and ``core.sheet.page_breaks``),
``paint`` draws one; ``tagging`` tells what is what, ``structure_tree`` writes that down; ``sfnt``
reads and cuts a face, ``fonts`` embeds it.
"""
