"""Figures for other programs and for paper: rows from measures, and their words."""
