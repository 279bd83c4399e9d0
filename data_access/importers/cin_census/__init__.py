"""The CIN census: enquiries, conferences, child protection plans and their reviews."""
