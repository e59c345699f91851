"""What people look for is among the first three: real names and places, typed as people type them.

Two real files loaded together, 2,965 sheets: fablabs and third places of Brittany (maplab.bzh, CC-BY), France services
houses (ANCT, Licence Ouverte 2.0). They are not part of the project: without them, these tests are skipped.
"""

import csv
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.http import QueryDict

from initiatives.cards import cards
from initiatives.counts import rebuild_counts
from initiatives.demo.loading import load_themes
from initiatives.filters import Filters
from initiatives.models import Initiative, Location, Theme
from initiatives.refresh import refresh_projection
from initiatives.results.answer import Answer
from places.models import Commune

FILES = settings.BASE_DIR.parent / "shared" / "data" / "initiatives"
FABLABS, SERVICES = FILES / "tiers_lieux_bretagne.geojson", FILES / "france_services_2024.csv"
pytestmark = pytest.mark.skipif(
    not (FABLABS.exists() and SERVICES.exists()),
    reason="The real files of third places and of France services are not beside the project.",
)

# What is typed, and the title that must be among the first three.
MISSPELT = {
    "makerspce56": "MakerSpace56",
    "fabrikrene": "FabriKerné",
    "fabriques du ponnant": "Les Fabriques du Ponant",
    "telefab breset": "TéléFab Brest",
    "villaine bidouille": "La Vilaine Bidouille",
    "etrilab bruzz": "ÉtriLab",
    "saint brieuc facory": "Saint-Brieuc Factory",
    "konk ar labb": "Konk Ar Lab",
    "mediatheque de quibron": "Médiathèque de Quiberon",
    "atelier de la filbuste": "Atelier de la Flibuste",
    "collporterrre": "Collporterre",
    "grenier numerqiue": "Le Grenier numérique",
    "france service masiac": "France services de Massiac",
    "france services honfeur": "France services de Honfleur",
    "france services bourgeuil": "France services Bourgueil",
    "france services coulomiers": "France services Coulommiers",
    "france services questambert": "France services de Questembert communauté",
    "frnace services fleurance": "France services Fleurance",
    "france services valserone": "France services de Valserhône",
    "france services lingolshiem": "France services de Lingolsheim",
}
PLAIN = {
    "fabrikerne": "FabriKerné",
    "CREATECH": "CréaTech",
    "telefab rennes": "TéléFab Rennes",
    "la cantine numerique brestoise": "La Cantine Numérique brestoise – An Daol Vras",
    "médiathèques de pontivy": "Médiathèque de Pontivy",
    "museomix ouest saint brieuc": "Muséomix Ouest Saint-Brieuc",
    "nurseries numeriques": "Nurserie numérique",
    "etrilab": "ÉtriLab",
    "l hotel a projets": "L'Hôtel à projets",
    "la passerelle numerique": "La Passerelle Numérique",
    "universites populaires du numerique": "Université Populaire du Numérique",
    "petit echo de la mode": "Médiacentre / Le Petit Écho de la Mode",
    "usi lab icam": "Usi-LAB (Icam)",
    "espaces multimedias du polygone": "Espace multimédia du Polygone",
    "ateliers partages ile molene": "L'Atelier partagé de l'Île Molène",
    "france services mons en baroeul": "France services de Mons-en-Baroeul",
    "france services beaupreau en mauges": "France services Beaupréau-en-Mauges",
    "FRANCE SERVICES OULCHY LE CHATEAU": "France services d'Oulchy-le-Château",
    "france services salles sur l'hers": "France services de Salles-sur-l'Hers",
    "services de france saint pierre eglise": "France services de Saint-Pierre-Église",
}
PLACED = {
    "fablab lannion": "FabLab Lannion KerNEL",
    "fablab vannes": "FabLabVannes",
    "fablab à saint-renan": "FabLab Iroise",
    "papifab capucins brest": "PAPIfab – Médiathèque des Capucins",
    "papifab lambezellec": "PAPIfab – Médiathèque de Lambézellec",
    "médiathèque auray": "Médiathèque d'Auray",
    "rehab lab roscoff": "Rehab-Lab",
    "la canopée janzé": "La Canopée",
    "cybercentre guérande": "Cybercentre Guérande",
    "nurserie numérique malestroit": "Nurserie numérique",
    "espace kdoret rostrenen": "Espace Kdoret",
    "le f.i.v.e. vitré": "Le F.I.V.E.",
    "france services cormatin": "France services de Cormatin",
    "france services poissy": "France services Pimms Médiation Poissy",
    "france services aramon gard": "France services Relais emploi intercommunal du Pont du Gard - Antenne d'Aramon",
    "france services lezoux": "France services Entre Dore et Allier",
    "bus france services avelin": "Bus France services du Pays Lillois",
    "france services la poste sarcelles": "France services La Poste de Sarcelles - Lochères",
    "france services sous-préfecture fontainebleau": "France services de la sous-préfecture de Fontainebleau",
    "france services montmerle-sur-saône": "France services Val de Saône Centre",
}
ENOUGH = 0.95


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """Load the gazetteer and both files once for this module; all of it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        load_themes()
        refresh_projection(_publish([*_fablabs(), *_services()]))
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def _fablabs():
    for feature in json.loads(FABLABS.read_text(encoding="utf-8"))["features"]:
        row, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"]
        commune = Commune.objects.search(f"{row['ville']} {row['cp']}", limit=1).first()
        commune = commune or Commune.objects.nearest(latitude, longitude)[0]
        words = " ".join(filter(None, [row["structure"], row["organisation"]]))
        yield row["name"], words, commune, row["adresse"].replace("<br />", " "), latitude, longitude


def _services():
    with SERVICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            commune = Commune.objects.by_code(row["insee_com"])
            words = f"{row['format_fs']} {row['lib_com']}"
            yield (
                row["lib_fs"],
                words,
                commune,
                row["adresse"],
                float(row["latitude"]),
                float(row["longitude"]),
            )


def _publish(rows):
    """Publish sheets in the order of the files; return their numbers."""
    theme, moment = Theme.objects.get(slug="numerique"), datetime(2026, 1, 1, tzinfo=UTC)
    made = Initiative.objects.bulk_create(
        Initiative(
            title=title[:120],
            slug=f"fiche-{number}",
            summary=words[:280],
            main_theme=theme,
            stage="activite",
            scale="commune",
            status="published",
            published_at=moment,
        )
        for number, (title, words, *_) in enumerate(rows)
    )
    Location.objects.bulk_create(
        Location(
            initiative=sheet,
            kind="point",
            commune=commune,
            address=address[:200],
            latitude=latitude,
            longitude=longitude,
        )
        for sheet, (_, _, commune, address, latitude, longitude) in zip(made, rows, strict=True)
    )
    return [sheet.pk for sheet in made]


def first_titles(text):
    query = QueryDict(mutable=True)
    query["q"] = text
    return [card.title for card in cards(Answer.of(Filters.parse(query)).found.hits(0, 3))]


@pytest.mark.django_db
@pytest.mark.parametrize("frequent", [None, 50], ids=["looked at", "as bits"])
def test_what_people_look_for_is_among_the_first_three(directory, frequent):
    assert len(MISSPELT) == len(PLAIN) == len(PLACED) == 20
    if frequent:
        rebuild_counts(frequent=frequent)
    asked = MISSPELT | PLAIN | PLACED
    missed = {text: found for text, title in asked.items() if title not in (found := first_titles(text))}
    assert len(missed) <= round(len(asked) * (1 - ENOUGH)), missed
