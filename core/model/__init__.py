"""The evaluation as an immutable value, its fields, its edits and its JSON form."""
