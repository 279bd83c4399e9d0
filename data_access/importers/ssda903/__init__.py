"""The SSDA903 return: children in care, their episodes and reviews."""
