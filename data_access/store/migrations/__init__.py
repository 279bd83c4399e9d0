"""The tables of the store, made by Alembic: env.py runs what is in versions."""
