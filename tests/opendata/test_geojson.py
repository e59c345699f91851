import json

from opendata.columns import Column, Export
from opendata.geojson import features


def read(rows, points):
    columns = (
        Column("titre", "Le titre.", lambda row: row),
        Column("latitude", "En degrés.", lambda row: 1.0),
    )
    return json.loads("".join(features(Export("essais", columns, iter(rows), lambda row: points[row]))))


def test_each_row_is_a_feature_that_lies_where_it_is():
    points = {"Un": [(-4.5, 48.4)], "Deux": [(-4.5, 48.4), (2.3, 48.8)], "Sans": []}
    collection = read(list(points), points)
    assert collection["type"] == "FeatureCollection"
    assert [feature["properties"] for feature in collection["features"]] == [
        {"titre": "Un"},
        {"titre": "Deux"},
        {"titre": "Sans"},
    ]
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [-4.5, 48.4]},
        {"type": "MultiPoint", "coordinates": [[-4.5, 48.4], [2.3, 48.8]]},
        None,
    ]


def test_nothing_is_a_collection_too():
    assert read([], {}) == {"type": "FeatureCollection", "features": []}


def test_a_long_file_is_whole():
    rows = [f"n° {number}" for number in range(1_200)]
    assert len(read(rows, {row: [] for row in rows})["features"]) == 1_200
