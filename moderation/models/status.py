"""Where a sheet stands."""

from django.db import models


class Status(models.TextChoices):
    """Where a sheet stands; `moderation.actions` alone changes it."""

    UNCONFIRMED = "unconfirmed", "à confirmer"  # sent by a form, its author has not followed the mailed link
    PENDING = "pending", "en attente"  # in the moderators' queue
    PUBLISHED = "published", "publiée"  # the only status that visitors see
    REFUSED = "refused", "refusée"  # by a moderator, with a reason that was mailed
    ARCHIVED = "archived", "archivée"  # taken down by a moderator
    WITHDRAWN = "withdrawn", "retirée"  # taken down by its contributor
    MERGED = "merged", "fusionnée"  # into another sheet; its address redirects
