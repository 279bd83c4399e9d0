"""Who may come in, and who looked: what administrators and everybody see of it."""
