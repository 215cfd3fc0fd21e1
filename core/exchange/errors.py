"""How a file is refused."""


class ExchangeError(Exception):
    """A file cannot be read or written; the message is one Chinese sentence that names it."""


class CancelledError(ExchangeError):
    """Whoever waited for a file did not want to wait any longer."""
