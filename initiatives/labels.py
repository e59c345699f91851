"""Places and people of an initiative in a few words, as its cards and its page say them."""

from collections.abc import Sequence

from contributors.typography import THIN


def place_label(places: Sequence[str]) -> str:
    """Return where it happens: "Brest (29)", "En ligne", "Brest (29) et 2 autres lieux"."""
    labels = list(dict.fromkeys(places))
    if len(labels) > 1:
        others = "1 autre lieu" if len(labels) == 2 else f"{len(labels) - 1} autres lieux"
        return f"{labels[0]} et {others}"
    return labels[0] if labels else ""


def actor_label(leaders: Sequence[str], carried_by: str) -> str:
    """Return who carries it: "Les Mains vertes", "Les Mains vertes et 2 autres", or the free text given instead."""
    if not leaders:
        return carried_by
    if len(leaders) > 2:
        return f"{leaders[0]} et {len(leaders) - 1} autres"
    return " et ".join(leaders)


def far(km: float | None) -> str:
    """Return how far something is: « à 350 m », « à 1,2 km », « à 19 km »; nothing for None."""
    if km is None:
        return ""
    if km < 0.1:
        return "à deux pas"
    if km < 0.95:
        return f"à {round(km * 20) * 50}\u00a0m"
    if km < 9.95:
        return f"à {f'{km:.1f}'.replace('.', ',').removesuffix(',0')}\u00a0km"
    return f"à {f'{km:,.0f}'.replace(',', THIN)}\u00a0km"
