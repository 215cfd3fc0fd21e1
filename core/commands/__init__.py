"""The commands of ``main.py``: each takes its arguments and gives back an ``Answer``.

Heavy libraries are imported by the command that needs them: ``score`` of a file loads neither
sqlite_utils nor reportlab.
"""
