-- The target that cdc-to-database.json loads into. Run it as the owner of the database with CREATEROLE:
--
--   psql -v ON_ERROR_STOP=1 -v loader_password="$WAREHOUSE_DB_PASSWORD" -d warehouse -f postgres-warehouse.sql
--
-- The tables belong to the loader, for it adds the columns that the source gets (schema.evolution=basic). With schema.evolution=none
-- it needs no more than SELECT, INSERT, UPDATE and DELETE on tables that you make.

CREATE ROLE warehouse_loader LOGIN PASSWORD :'loader_password' CONNECTION LIMIT 20;
CREATE SCHEMA shop AUTHORIZATION warehouse_loader;
