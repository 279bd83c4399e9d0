"""What a reader keeps for themselves: ways to pages, and numbers to be told of."""
