"""What other councils send: figures of a signed release, signed by their council."""
