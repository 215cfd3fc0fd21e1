"""Long work is spread over worker processes: the program itself, started with a hidden command.

Threads do not help there: Python computes in one of them at a time, and the window would wait for
its turn at every key.  A worker (``worker``) is trusted as the program itself is: over its pipes
come a function of ours and its argument, and what comes of it goes back (``messages``).  It ends
with the program that started it, however that one ended.  ``process`` asks one worker, ``spread``
gives many pieces of work to as many workers as there are processors.

Strangers' files are never parsed in a worker: that is what ``core.foreign`` is for.
"""

from typing import Final

WORKER_COMMAND: Final = "work"
"""The command line's hidden command that makes the program a worker."""
