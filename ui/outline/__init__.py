"""The tree of indicators beside the paper, and the commands on its rows."""
