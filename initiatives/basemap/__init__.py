"""The background of the map: coasts and countries of Natural Earth, made compact by `build`, read by `outlines`."""
