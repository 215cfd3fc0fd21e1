"""The Sheet on paper: an A4 PDF with embedded Song and Hei, drawn line by line.

``pdf.render`` is the door. Behind it, one idea a file: ``style`` holds every measure, ``text``
breaks Chinese lines, ``columns`` finds the widths, ``rows`` the heights, ``core.sheet.pages`` the
page ends, ``paint`` draws one page; ``sfnt`` reads and cuts a face, ``fonts`` embeds it.
"""
