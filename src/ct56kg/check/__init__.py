"""Graph to findings: shapes, evaluation, evidence, vocabulary."""
