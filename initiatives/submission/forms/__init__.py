"""The long form, one module for each of its parts."""

from initiatives.submission.forms.later import LaterForm
from initiatives.submission.forms.message import MessageForm
from initiatives.submission.forms.whole import SubmissionForm, reshaped

__all__ = ["LaterForm", "MessageForm", "SubmissionForm", "reshaped"]
