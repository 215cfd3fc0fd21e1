"""Forms and blocks of cells on their way to and from other programs."""
