"""The core of 自评通: facts in, facts out, and never a line of Qt.

Seven laws hold here (tests/architecture_test.py and the property tests keep them):

1. One Sheet, many faces: ``sheet.form`` lays the form out once; window and PDF render that value.
2. An ``Evaluation`` is an immutable value; every edit makes a new one that shares the rest.
3. What was written is kept as text; numbers, scores and problems are derived by ``assess``.
4. Rules are dated data (``resources/profiles``); checks are a tuple of functions.
5. The archive keeps whole versions as canonical JSON beside columns that can be rebuilt.
6. Arrows run one way: model <- values <- scoring <- checks <- assessment <- sheet <- report
   and sheet <- reading <- exchange.  ``archive``, ``templates`` and ``sample`` know only
   ``model``.  ``filling`` (what one act of the clerk does), ``years`` (last year's form, the
   year's summary) and ``issuing`` (what leaves the program) join these; ``commands`` and the
   window are two faces over all of them.
7. Promises are tests.
"""
