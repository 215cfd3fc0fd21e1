"""The paper mirror: a table with spans over the Sheet, on a white page on a quiet desk.

``grid`` finds cells in a Sheet, ``model`` keeps it in step with the document, ``marks`` says what
stands out, ``metrics`` and ``typesetting`` measure, ``painting`` paints, ``movement`` leads the
keys, ``editors`` and ``delegate`` take what is typed, ``clipboard`` carries blocks, ``table`` joins
them and ``view`` lays the table on the page.
"""
