"""The paper mirror: a table with spans over the Sheet, on a white page on a quiet desk.

``grid`` finds cells in a Sheet, ``model`` keeps it in step with the document, ``marks`` says what
stands out, ``metrics`` and ``typesetting`` measure, ``painting`` paints, ``movement`` leads the
keys, ``editors``, ``delegate`` and ``visit`` take what is typed, ``blocks``, ``clipboard`` and
``pasting`` carry blocks of cells, ``paper`` and ``table`` join them, and ``view`` lays the table on
the page (``desk``), under ``frozen_head`` and the find bar (``find``, ``searching``), with the
marks of ``page_cuts`` in its margins.
"""
