"""The service's dispute log, in the council's own words."""
