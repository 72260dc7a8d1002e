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

