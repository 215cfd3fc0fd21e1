"""Files of strangers are opened in a child process that may die; the program itself goes on.

A damaged or hostile file can hang a parser, fill the memory or crash a library written in C. So
whatever parses one (PDFs, pictures, office files) runs in a child: the program itself, started
with a hidden command. It limits its own memory, time, files and rights before it reads anything
(``containment``), gets requests and gives answers as length-prefixed JSON over pipes (``frames``;
never ``pickle``: after parsing hostile data the child is not to be trusted), and is killed when
it takes too long (``process``). Which readers there are is not known here (``child``).
"""

from typing import Final

CHILD_COMMAND: Final = "read-foreign-files"
"""The command line's hidden command that makes the program such a child."""
