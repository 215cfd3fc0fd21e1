"""Forms given out: one or many into a folder, in every kind; the bureau's blanks."""
