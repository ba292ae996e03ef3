"""Files to graph to rows: dossiers, Turtle, the store, the catalogue of questions."""
