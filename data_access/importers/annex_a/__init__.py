"""Ofsted's Annex A: a picture of one day."""
