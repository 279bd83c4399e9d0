-- psql -v ON_ERROR_STOP=1 -d iro -f ledger.sql, after the tables are made.
-- The dashboard adds to the ledger and reads it; it changes and removes nothing.
REVOKE UPDATE, DELETE ON ledger_entry FROM iro;
REVOKE DELETE ON person, council_target, council_rebase, release FROM iro;
REVOKE UPDATE, DELETE ON release_part FROM iro;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM iro;
