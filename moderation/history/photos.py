"""The photos of a sheet in its versions: to the public, how many came and went, and what they showed."""

from collections.abc import Sequence
from typing import Any

from moderation.history.differences import Change
from moderation.history.reading import SnapshotReader


class PhotoReader(SnapshotReader):
    """For kinds of sheets that have photos."""

    labels = {"photos": "photos"}

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed; of photos, to the public, no number."""
        if self.public and name == "photos":
            return self._photos(before or [], after or [])
        return super().change(name, before, after)

    def read_item(self, name: str, item: Any) -> str:
        """Return a photo in words."""
        if name == "photos":
            return ", ".join(filter(None, [f"photo {item['id']}", item.get("alt"), item.get("credit")]))
        return super().read_item(name, item)

    def _photos(self, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> Change:
        """Return how many photos went and came, or whose words changed, with their alternative texts."""
        old, new = ({photo["id"]: photo.get("alt") or "" for photo in photos} for photos in (before, after))
        went = [alt for number, alt in old.items() if number not in new]
        came = [alt for number, alt in new.items() if number not in old]
        if not went and not came:
            kept = [number for number in old if old[number] != new[number]]
            went, came = [old[number] for number in kept], [new[number] for number in kept]
        if not went and not came:
            return self.untold("photos", before, after)  # their order, or a credit
        return Change(self.label("photos"), removed=self._counted(went), added=self._counted(came))

    def _counted(self, alts: Sequence[str]) -> list[str]:
        """Return a number of photos and their alternative texts, in one text; none for none."""
        if not alts:
            return []
        number = "1\u00a0photo" if len(alts) == 1 else f"{len(alts)}\u00a0photos"
        said = ", ".join(f"«\u00a0{self.text(alt)}\u00a0»" for alt in alts if alt)
        return [f"{number}\u00a0: {said}" if said else number]
