"""Graph and change to graph: change sets, timeline, difference, impact."""
