"""What is computed once, as rows come in: periods of care, due dates, working days."""
