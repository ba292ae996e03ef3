"""Rows and findings to text, HTML, sheets, diagrams and matrices."""
