"""A foreign table becomes a form: headings, blocks, rows and levels are found; doubt is said.

No kind of file is known here: ``core.exchange`` turns files into ``source`` values.
"""
