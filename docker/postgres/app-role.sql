-- The role of webhook, worker, admin and cli: it reads and writes rows, and changes no schema.
-- What it may do is granted by `atrevete db upgrade`, after each migration.
--   psql --file docker/postgres/app-role.sql, as the owner, with POSTGRES_APP_PASSWORD set:
-- the first time, or to give it another password.
\set ON_ERROR_STOP on
\getenv password POSTGRES_APP_PASSWORD
SELECT 'CREATE ROLE atrevete_app'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'atrevete_app')
\gexec
ALTER ROLE atrevete_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'password';
