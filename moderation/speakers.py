"""Who answers for a sheet: whom to ask whether a relation holds, and to whom a message goes."""

from contributors.models import Contributor
from moderation.models import Sheet


def speaker_of(sheet: Sheet) -> Contributor | None:
    """Return who answers for a sheet: who sent it, once their address was confirmed; else who reads its public address.

    None when neither is known, as for a sheet that was imported without a contact. The person of a public address is
    made known here, unconfirmed: whatever they answer by a link that is mailed to them confirms them. Call it in a
    transaction: the row is locked, so that no purge takes the person away before something refers to them.
    """
    sender = sheet.submitted_by
    if sender is not None and sender.confirmed_at is not None:
        return Contributor.objects.meet(email=sender.email)
    address = getattr(sheet, "email", "")
    return Contributor.objects.meet(email=address) if address else None


def has_speaker(sheet: Sheet) -> bool:
    """Whether somebody answers for a sheet; asks and writes nothing that `speaker_of` would."""
    sender = sheet.submitted_by
    return bool(getattr(sheet, "email", "")) or (sender is not None and sender.confirmed_at is not None)
