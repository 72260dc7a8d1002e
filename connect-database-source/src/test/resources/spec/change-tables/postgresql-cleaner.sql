-- Removes a batch of rows that were marked so long ago, and returns how many. What is not marked stays, and so does the newest row. Call it each minute from pg_cron or cron: SELECT "public"."orders_changes_clean"('7 days', 10000)
CREATE OR REPLACE FUNCTION "public"."orders_changes_clean"(older interval, most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $millrace$
DECLARE
    until timestamptz := clock_timestamp() - older;
    newest bigint := (SELECT max("seq") FROM "public"."orders_changes");
    low bigint := 0;
    high bigint;
    old bigint;
    marked bigint;
    young boolean;
    count bigint;
    removed bigint := 0;
BEGIN
    LOOP
        SELECT max("seq"), max("seq") FILTER (WHERE "done" < until), count("done"), bool_or("done" >= until)
            INTO high, old, marked, young
            FROM (SELECT "seq", "done" FROM "public"."orders_changes"
                WHERE "seq" > low AND "seq" < newest ORDER BY "seq" LIMIT most) batch;
        IF old IS NOT NULL THEN
            DELETE FROM "public"."orders_changes" WHERE "seq" > low AND "seq" <= old AND "done" < until;
            GET DIAGNOSTICS count = ROW_COUNT;
            removed := removed + count;
        END IF;
        EXIT WHEN high IS NULL OR removed >= most OR marked = 0 OR young;
        low := high;
    END LOOP;
    RETURN removed;
END
$millrace$;

-- Only who is granted EXECUTE cleans up.
REVOKE ALL ON FUNCTION "public"."orders_changes_clean"(interval, integer) FROM PUBLIC;

