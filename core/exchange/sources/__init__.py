"""Readers of foreign files: each turns one kind of file into a ``SourceFile``."""
