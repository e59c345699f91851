"""« En Bretagne », « dans le Finistère », « à Brest », « au Havre »: how French says that one is somewhere."""

REGIONS = {
    "à ": "04 06",
    "dans le ": "44",
    "dans les ": "32 52",
    "en ": "01 02 03 11 24 27 28 53 75 76 84 93 94",
}

# Where usage hesitates (en Creuse, dans la Creuse), one of the forms that are heard.
DEPARTMENTS = {
    "à ": "75 974 975 976 977 978 986",
    "dans l’": "01 02 03 10 11 12 27 34 36 60 61 89",
    "dans la ": "23 26 42 50 51 55 58 72 80 86",
    "dans le ": "14 15 18 25 29 30 32 39 41 45 46 47 56 59 62 63 67 68 69 81 83 84 90 94 95",
    "dans les ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92 984",
    "en ": (
        "07 09 16 17 19 2A 2B 21 24 28 31 33 35 37 38 43 44 48 49 52 53 54 57 70 71 73 74 76 77 82 85 87 91 93 "
        "971 972 973 987 988"
    ),
    "sur l’": "989",
}

# Names of communes whose article is contracted with the preposition: à + le, à + les.
CONTRACTED = {"Le ": "au ", "Les ": "aux "}


def _by_code(groups: dict[str, str]) -> dict[str, str]:
    return {code: words for words, codes in groups.items() for code in codes.split()}


IN_REGION, IN_DEPARTMENT = _by_code(REGIONS), _by_code(DEPARTMENTS)


def in_region(code: str, name: str) -> str:
    """Return « en Bretagne »."""
    return IN_REGION.get(code, "dans la région ") + name


def in_department(code: str, name: str) -> str:
    """Return « dans le Finistère »; the only common noun among the names, Île de Clipperton, takes its small letter."""
    return IN_DEPARTMENT.get(code, "dans le département ") + (
        name.replace("Île", "île") if code == "989" else name
    )


def in_intercommunality(name: str) -> str:
    """Return « dans la communauté de communes du Kreiz-Breizh », « à Brest Métropole »."""
    if name.startswith("Communauté"):
        return f"dans la c{name[1:]}"
    return (
        f"dans l’{name}"
        if name.startswith("Euro")
        else f"dans la {name}"
        if name.startswith("Métropole")
        else f"à {name}"
    )


def in_commune(name: str) -> str:
    """Return « à Brest », « à La Rochelle », « au Havre », « aux Sables-d’Olonne »."""
    for article, contracted in CONTRACTED.items():
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"


# Masculine, though one says « en ».
MASCULINE = {"departement-49", "departement-82", "region-24"}


def definite(token: str, phrase: str, name: str) -> str:
    """Return « le Finistère », « la Bretagne », « l’Île-de-France », « Brest » from how one says that one is there."""
    for start in ("dans ", "sur "):
        if phrase.startswith(start):
            return phrase.removeprefix(start)
    if not phrase.startswith("en "):
        return name
    if name.startswith(("A", "E", "I", "O", "U", "É", "Î")):
        return f"l’{name}"
    return f"le {name}" if token in MASCULINE else f"la {name}"
