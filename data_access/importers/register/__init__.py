"""The service register: who the IROs and chairs are, and whose child is whose."""
