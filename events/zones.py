"""The time zones in which France meets, by the names that people give them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"
# IANA time zone database, zone1970.tab: each zone of a French territory where people live.
ZONES: dict[str, str] = {
    PARIS: "Heure de Paris (Hexagone, Corse)",
    "America/Guadeloupe": "Guadeloupe, Saint-Martin, Saint-Barthélemy",
    "America/Martinique": "Martinique",
    "America/Cayenne": "Guyane",
    "Indian/Reunion": "La Réunion",
    "Indian/Mayotte": "Mayotte",
    "America/Miquelon": "Saint-Pierre-et-Miquelon",
    "Pacific/Noumea": "Nouvelle-Calédonie",
    "Pacific/Wallis": "Wallis-et-Futuna",
    "Pacific/Tahiti": "Polynésie\u00a0: îles de la Société, Tuamotu, Australes",
    "Pacific/Marquesas": "Polynésie\u00a0: îles Marquises",
    "Pacific/Gambier": "Polynésie\u00a0: îles Gambier",
}

# What people say of its clock, after « heure ».
CLOCKS: dict[str, str] = {
    PARIS: "de Paris",
    "America/Guadeloupe": "de Guadeloupe",
    "America/Martinique": "de Martinique",
    "America/Cayenne": "de Guyane",
    "Indian/Reunion": "de La Réunion",
    "Indian/Mayotte": "de Mayotte",
    "America/Miquelon": "de Saint-Pierre-et-Miquelon",
    "Pacific/Noumea": "de Nouvelle-Calédonie",
    "Pacific/Wallis": "de Wallis-et-Futuna",
    "Pacific/Tahiti": "de Tahiti",
    "Pacific/Marquesas": "des Marquises",
    "Pacific/Gambier": "des Gambier",
}


def zone(name: str) -> ZoneInfo:
    """Return the zone of this name; that of Paris for a name that is none of ours."""
    return ZoneInfo(name if name in ZONES else PARIS)


def moment(local: datetime, name: str) -> datetime:
    """Return what a clock of a zone shows (naive) as a moment, in that zone.

    What the clock shows twice, when summer time ends, is taken the first time; what it skips when summer time begins
    is an hour later by the clock: 2:30 becomes 3:30.
    """
    aware = local.replace(tzinfo=zone(name))
    return (aware + timedelta()).astimezone(ZoneInfo("UTC")).astimezone(zone(name))


def why_unclear(local: datetime, name: str) -> str:
    """Return, in French, why a time (naive) means no moment of a zone, or two; nothing when it means one."""
    hour = f"{local.hour}\u00a0h\u00a0{local.minute:02}"
    if moment(local, name).replace(tzinfo=None) != local:
        return (
            f"Cette nuit-là, on passe à l’heure d’été\u00a0: {hour} n’existe pas, les horloges le sautent. Choisissez "
            "une heure plus tôt ou plus tard."
        )
    there = zone(name)
    if local.replace(tzinfo=there, fold=0).utcoffset() != local.replace(tzinfo=there, fold=1).utcoffset():
        return (
            f"Cette nuit-là, on passe à l’heure d’hiver\u00a0: {hour} arrive deux fois. Choisissez une heure plus tôt "
            "ou plus tard."
        )
    return ""
