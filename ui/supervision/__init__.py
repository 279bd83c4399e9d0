"""One IRO's year, and how all of them compare with what chance allows."""
