"""What all lists have in common: a list is declared once, and its queries, parameters, files and words follow."""
