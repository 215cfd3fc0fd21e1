"""The figures always in sight, and why the selected row has its score."""
