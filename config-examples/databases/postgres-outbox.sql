-- The outbox that cdc-outbox-postgres.json reads. Run it as a superuser (from 16 on the
-- owner of the database will do who has CREATEROLE and REPLICATION):
--
--   psql -v ON_ERROR_STOP=1 -v cdc_password="$OUTBOX_DB_PASSWORD" -d shop -f postgres-outbox.sql
--
-- The service writes an event in the transaction of the change that the event tells of, and may delete it in the same breath: the
-- log has it, the table stays empty.
--
--   INSERT INTO outbox (aggregatetype, aggregateid, type, payload)
--   VALUES ('order', '17', 'OrderPlaced', '{"order": 17, "total": "12.50"}');

CREATE TABLE outbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Names the topic: cdc-outbox-order.
  aggregatetype text NOT NULL,
  -- The record's key: events of one aggregate stay in order.
  aggregateid text NOT NULL,
  -- Goes into the header event-type.
  type text NOT NULL,
  -- The record's value, as it is. Null makes a tombstone.
  payload jsonb
);

CREATE ROLE outbox_cdc LOGIN REPLICATION PASSWORD :'cdc_password' CONNECTION LIMIT 6;
GRANT USAGE ON SCHEMA public TO outbox_cdc;
GRANT SELECT ON public.outbox TO outbox_cdc;

CREATE TABLE outbox_heartbeat (
  id integer PRIMARY KEY,
  beat_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON public.outbox_heartbeat TO outbox_cdc;

CREATE PUBLICATION millrace_outbox FOR TABLE public.outbox, public.outbox_heartbeat;
