"""The words every other package shares: periods, working days, codes, contracts."""
