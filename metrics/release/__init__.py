"""What a council signs for its board: which cells there are, and what is told of each."""
