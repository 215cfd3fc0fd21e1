"""The frame of the window: commands, bars, panes and words to the clerk."""
