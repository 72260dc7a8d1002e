-- One row for each change of a row. CACHE must stay 1: numbers in the order of the changes are what keeps the order per key.
CREATE TABLE "public"."orders_changes" (
    "seq" bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    "op" char(1) NOT NULL CHECK ("op" IN ('c', 'u', 'd')),
    "before" jsonb,
    "after" jsonb,
    "tx" xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
    "at" timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    "done" timestamptz
);

-- Writes a change down, in the transaction that makes it. A TRUNCATE is written down as one deletion for each row.
CREATE OR REPLACE FUNCTION "public"."orders_changes_fill"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET extra_float_digits = 1
    SET datestyle = 'ISO, YMD'
    SET intervalstyle = 'postgres'
    SET timezone = 'UTC'
    SET bytea_output = 'hex'
    SET lc_monetary = 'C'
    AS $millrace$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "public"."orders_changes" ("op", "after") VALUES ('c', (SELECT to_jsonb(image.*) FROM (SELECT NEW."id" AS "id", NEW."line" AS "line", NEW."state" AS "state", NEW."price" AS "price", NEW."took"::text AS "took", encode(NEW."doc", 'hex') AS "doc", NEW."doubled" AS "doubled") image));
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO "public"."orders_changes" ("op", "before", "after") VALUES ('u', (SELECT to_jsonb(image.*) FROM (SELECT OLD."id" AS "id", OLD."line" AS "line", OLD."state" AS "state", OLD."price" AS "price", OLD."took"::text AS "took", encode(OLD."doc", 'hex') AS "doc", OLD."doubled" AS "doubled") image), (SELECT to_jsonb(image.*) FROM (SELECT NEW."id" AS "id", NEW."line" AS "line", NEW."state" AS "state", NEW."price" AS "price", NEW."took"::text AS "took", encode(NEW."doc", 'hex') AS "doc", NEW."doubled" AS "doubled") image));
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO "public"."orders_changes" ("op", "before") VALUES ('d', (SELECT to_jsonb(image.*) FROM (SELECT OLD."id" AS "id", OLD."line" AS "line", OLD."state" AS "state", OLD."price" AS "price", OLD."took"::text AS "took", encode(OLD."doc", 'hex') AS "doc", OLD."doubled" AS "doubled") image));
    ELSE
        INSERT INTO "public"."orders_changes" ("op", "before") SELECT 'd', (SELECT to_jsonb(image.*) FROM (SELECT t."id" AS "id", t."line" AS "line", t."state" AS "state", t."price" AS "price", t."took"::text AS "took", encode(t."doc", 'hex') AS "doc", t."doubled" AS "doubled") image) FROM "public"."orders" t;
    END IF;
    RETURN NULL;
END
$millrace$;

-- Nobody else needs the function; triggers run it whoever writes.
REVOKE ALL ON FUNCTION "public"."orders_changes_fill"() FROM PUBLIC;

-- From here on every change is written down. The statement waits for the transactions that write to the table, and new ones wait for it.
CREATE TRIGGER "!orders_changes_row"
    AFTER INSERT OR UPDATE OR DELETE ON "public"."orders"
    FOR EACH ROW EXECUTE FUNCTION "public"."orders_changes_fill"();

-- Before, because there is nothing left to write down afterwards.
CREATE TRIGGER "orders_changes_truncate"
    BEFORE TRUNCATE ON "public"."orders"
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."orders_changes_fill"();

-- Changes that replication applies are changes too.
ALTER TABLE "public"."orders"
    ENABLE ALWAYS TRIGGER "!orders_changes_row",
    ENABLE ALWAYS TRIGGER "orders_changes_truncate";

-- The connector's user sees the schema.
GRANT USAGE ON SCHEMA "public" TO "millrace";

-- It reads the table's columns, and the rows that were there before the triggers.
GRANT SELECT ON "public"."orders" TO "millrace";

-- It reads the changes, and removes or marks them after Kafka has them.
GRANT SELECT, DELETE ON "public"."orders_changes" TO "millrace";

