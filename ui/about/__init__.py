"""The page that says how every figure is counted."""
