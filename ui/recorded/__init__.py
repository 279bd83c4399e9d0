"""What the service records by hand: one short form a sheet."""
