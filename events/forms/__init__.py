"""What a person types about a meeting."""

from events.forms.what import WhatPart
from events.forms.when import EditedWhenPart, WhenPart
from events.forms.where import WherePart
from events.forms.who import WhoPart

__all__ = ["EditedWhenPart", "WhatPart", "WhenPart", "WherePart", "WhoPart"]
