"""How the bundled gazetteer is made (`python -m places.gazetteer.build`) and read (`places.gazetteer.bundle`)."""
