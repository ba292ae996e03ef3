"""The pages: each is a function from a visit to values for a template, or to a file."""
