"""SHACL constraint components, one file per family, each citing its clause of the specification."""
