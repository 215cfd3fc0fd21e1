"""What explains the program: the manual, and a page about this computer."""
