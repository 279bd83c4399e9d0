"""What is wrong in the rows that figures rest on, and who can put it right."""
