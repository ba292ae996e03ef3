"""Values and words that every layer shares; knows nothing of RDF engines."""
