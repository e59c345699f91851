"""Messages that the site passes on, and introductions: nobody's address goes with them unasked."""

from contact.models.block import Block
from contact.models.complaint import Complaint
from contact.models.introduction import Introduction, Side
from contact.models.silence import Silence
from contact.models.thread import Thread
from contact.models.turn import Turn

__all__ = ["Block", "Complaint", "Introduction", "Side", "Silence", "Thread", "Turn"]
