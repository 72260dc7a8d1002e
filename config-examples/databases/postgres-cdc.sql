-- What cdc-postgres-orders.json needs in a PostgreSQL 12 or newer whose wal_level is logical. Run it as a superuser,
-- in the database of the shop (from 16 on the owner of the tables and of the database will do who has CREATEROLE and REPLICATION;
-- before, only a superuser makes a role with REPLICATION):
--
--   psql -v ON_ERROR_STOP=1 -v cdc_password="$ORDERS_DB_PASSWORD" -d shop -f postgres-cdc.sql
--
-- pg_hba.conf must let this role in, for the database: logical replication does not use the line "replication".

-- Reads the log and three tables, writes two of its own, owns nothing. REPLICATION is what a slot needs; it is a right over the
-- whole server, so give nothing else to this role.
CREATE ROLE orders_cdc LOGIN REPLICATION PASSWORD :'cdc_password' CONNECTION LIMIT 6;

-- The snapshot reads the tables.
GRANT USAGE ON SCHEMA public TO orders_cdc;
GRANT SELECT ON public.orders, public.customers TO orders_cdc;

-- Deletes name the primary key alone by default, which is all that a tombstone needs. FULL is for tables without a primary key,
-- and for consumers that want the row as it was; it writes each old row to the log.
-- ALTER TABLE public.orders REPLICA IDENTITY FULL;

CREATE SCHEMA debezium;
GRANT USAGE ON SCHEMA debezium TO orders_cdc;

-- Commands to the connector: incremental snapshots, for one. It marks the windows of an incremental snapshot here itself.
CREATE TABLE debezium.signal (
  id varchar(64) PRIMARY KEY,
  type varchar(32) NOT NULL,
  data varchar(2048)
);
GRANT SELECT, INSERT, DELETE ON debezium.signal TO orders_cdc;

-- One row that the connector writes again and again, so that it has something to confirm while other tables of this server, which
-- it does not read, fill the log.
CREATE TABLE debezium.heartbeat (
  id integer PRIMARY KEY,
  beat_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON debezium.heartbeat TO orders_cdc;

-- Made here, for only the owner of the tables may make it (publication.autocreate.mode=disabled). A table that is to be captured later
-- is added here first: ALTER PUBLICATION millrace_orders ADD TABLE ...
CREATE PUBLICATION millrace_orders
  FOR TABLE public.orders, public.customers, debezium.signal, debezium.heartbeat;

-- The slot millrace_orders is made by the connector at its first start, together with the snapshot that belongs to it. To end the
-- capture for good: delete the connector, then SELECT pg_drop_replication_slot('millrace_orders'); else the log grows for ever.
