"""What has a bar for speed, measured."""
