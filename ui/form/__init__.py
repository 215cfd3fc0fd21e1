"""The paper mirror: a table with spans over the Sheet, on a white page on a quiet desk.

``core.sheet.grid`` finds cells in a Sheet, ``form_model`` keeps it in step with the document,
``cell_marks`` says what stands out, ``metrics`` and ``typesetting`` measure, ``painting`` paints,
``movement`` leads the keys, ``editors``, ``delegate`` and ``visit`` take what is typed, ``blocks``,
``clipboard`` and ``paste_preview`` carry blocks of cells, ``paper_painting`` and ``paper_table``
join them, and ``view`` lays the table on the page (``paper_background``), under ``frozen_head`` and
the find bar (``find``, ``searching``), with the marks of ``page_cuts`` in its margins.
"""
