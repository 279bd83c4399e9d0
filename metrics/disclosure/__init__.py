"""What a board may be told: small numbers withheld, and what gives them away."""
