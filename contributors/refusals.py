"""Refusals that any floor may raise; `territoires.errors` answers them with a page."""


class Gone(Exception):
    """What this address showed was here and is no longer, or its link is used up: answered 410."""

    def __init__(self, resend_url: str = "") -> None:
        """Take the address of the page where a new link can be asked for, if there is one."""
        super().__init__("Gone.")
        self.resend_url = resend_url


class TooManyRequests(Exception):
    """One visitor uses one door too often: answered 429.

    A form answers 429 by itself, with what was typed: this is for pages that have nothing to keep.
    """

    def __init__(self, retry_after: int) -> None:
        """Take the seconds to wait, as `contributors.limits.Hit.retry_after`."""
        super().__init__(f"Retry after {retry_after} s.")
        self.retry_after = retry_after
