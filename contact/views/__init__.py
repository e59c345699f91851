"""Pages of messages and introductions."""

from contact.views.answering import answer, answer_act, answer_export
from contact.views.erasing import answer_erase
from contact.views.introducing import answer_introduction, confirm_introduction, introduce
from contact.views.writing import confirm_message, write

__all__ = [
    "answer",
    "answer_act",
    "answer_erase",
    "answer_export",
    "answer_introduction",
    "confirm_introduction",
    "confirm_message",
    "introduce",
    "write",
]
