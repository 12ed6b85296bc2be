-- The three roles and the database: psql --file roles.sql, as postgres. Then \password for each role.
CREATE ROLE group_owner LOGIN CREATEDB;
CREATE ROLE group_site LOGIN;
CREATE ROLE group_backup LOGIN REPLICATION;
GRANT group_site TO group_owner;
GRANT pg_read_all_data, pg_monitor TO group_backup;
CREATE DATABASE design_group OWNER group_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
\connect design_group
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO group_backup;
