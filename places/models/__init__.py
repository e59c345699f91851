"""The gazetteer: regions, departments, intercommunalities and communes, each known by its official code.

Codes are primary keys because everything else (addresses, filters, official files) names places by them. Nothing
here is deleted: a commune or an intercommunality whose code is gone keeps its row and names its successor.
"""

from places.models.commune import Commune, CommuneQuerySet
from places.models.department import Department
from places.models.edition import Edition
from places.models.intercommunality import Intercommunality
from places.models.place import Place, SuccessionQuerySet
from places.models.region import Region

__all__ = [
    "Commune",
    "CommuneQuerySet",
    "Department",
    "Edition",
    "Intercommunality",
    "Place",
    "Region",
    "SuccessionQuerySet",
]
