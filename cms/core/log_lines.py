"""What a line of the log holds."""

import logging
from typing import Final

MAX_LENGTH: Final = 1_000


class OneLine(logging.Filter):
    """Keeps what strangers send from filling the log: a refused request is one bounded line, without a traceback.

    Django tells the status of the answer with the line. An error of the server's own keeps its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; that of a refusal is shortened."""
        if getattr(record, "status_code", 500) < 500:
            record.msg, record.args = record.getMessage()[:MAX_LENGTH], ()
            record.exc_info = record.exc_text = None
        return True
