"""The long form, one module for each of its parts."""

from initiatives.submission.forms.later import LaterForm
from initiatives.submission.forms.message import MessageForm
from initiatives.submission.forms.whole import SubmissionForm, with_location_added, with_location_removed

__all__ = ["LaterForm", "MessageForm", "SubmissionForm", "with_location_added", "with_location_removed"]
