"""Logs without secrets: the token of a link opens what it protects for whoever reads it."""

import logging
import re

# The shape of `signed_link.new_token`: 32 bytes in base64url are 43 characters. Then that of Django's links to a new
# password: a moment in base 36 and 32 hexadecimal digits.
_TOKEN = re.compile(r"(?<![\w-])(?:[\w-]{43}|[0-9a-z]{1,13}-[0-9a-f]{32})(?![\w-])", re.ASCII)


class RedactTokens(logging.Filter):
    """Replace tokens in the message and in its arguments; Django logs the path of each refused request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; always keep it."""
        message = record.getMessage()
        redacted = _TOKEN.sub("…", message)
        if redacted != message:
            record.msg, record.args = redacted, ()
        return True
