"""The local web application, its SPARQL endpoint, and the same pages as a static site."""
