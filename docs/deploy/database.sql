-- psql -v ON_ERROR_STOP=1 -f database.sql, as the server's administrator, once.
-- iro_owner owns the tables and nobody signs in as it; the dashboard is iro.
CREATE ROLE iro_owner NOLOGIN;
CREATE ROLE iro LOGIN;
CREATE DATABASE iro OWNER iro_owner;
REVOKE ALL ON DATABASE iro FROM PUBLIC;
GRANT CONNECT ON DATABASE iro TO iro;
\connect iro
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO iro_owner;
GRANT USAGE ON SCHEMA public TO iro;
ALTER DEFAULT PRIVILEGES FOR ROLE iro_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO iro;
ALTER DEFAULT PRIVILEGES FOR ROLE iro_owner
    GRANT USAGE, SELECT ON SEQUENCES TO iro;
