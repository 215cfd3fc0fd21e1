"""The list of what is wrong or doubtful, and warnings kept with a reason."""
