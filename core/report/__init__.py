"""The Sheet on paper: an A4 PDF with embedded Song and Hei, drawn line by line.

``pdf.render`` is the door. Behind it, one idea a file: ``style`` holds every measure, ``text``
breaks Chinese lines, ``columns`` finds the widths, ``rows`` sets every cell, ``composition`` puts
that on pages (``core.sheet.heights`` and ``core.sheet.pages``), ``paint`` draws one; ``sfnt`` reads
and cuts a face, ``fonts`` embeds it.
"""
