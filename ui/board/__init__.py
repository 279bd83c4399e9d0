"""What a board reads: pages made of a release, and of nothing else."""
