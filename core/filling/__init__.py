"""Filling in: what one act of the clerk does to a form, as edits of the model."""
