"""The network: actors, initiatives and networks, and what binds them, as a graph that is drawn, listed and sent."""
