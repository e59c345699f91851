"""What upper apps listen to."""

from django.dispatch import Signal

# Sent in the transaction of the change, so that who refreshes what they copied does it together with it.
# Arguments: `edition` (places.models.Edition), `communes` and `intercommunalities` (dicts, gone code → successor's).
places_updated = Signal()
