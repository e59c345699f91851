"""The long forms, one module for each of their parts."""

from initiatives.submission.forms.later import LaterForm
from initiatives.submission.forms.long import LongForm
from initiatives.submission.forms.message import MessageForm
from initiatives.submission.forms.whole import SubmissionForm
from initiatives.submission.forms.whole_actor import ActorSubmissionForm

__all__ = ["ActorSubmissionForm", "LaterForm", "LongForm", "MessageForm", "SubmissionForm"]
