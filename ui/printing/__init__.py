"""The very PDF on screen, to the printer and into files."""
