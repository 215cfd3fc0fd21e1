"""Forms as people draw them in Excel, Word and PDF, and how well they are read."""
