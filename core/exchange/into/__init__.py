"""A form written into a bureau's own blank, an Excel or Word file (套表).

The blank is read by ``core.reading``, which tells what each cell is for; ``plan`` says what is
written where, whatever kind of file it is; ``worksheet`` and ``document`` do it in the file's own
XML, so that everything else stays as it is.
"""
