-- From here on changes are not written down.
DROP TRIGGER IF EXISTS "!orders_changes_row" ON "public"."orders";

-- The same for TRUNCATE.
DROP TRIGGER IF EXISTS "orders_changes_truncate" ON "public"."orders";

-- Nobody runs it any more.
DROP FUNCTION IF EXISTS "public"."orders_changes_fill"();

-- Nobody cleans up any more.
DROP FUNCTION IF EXISTS "public"."orders_changes_clean"(interval, integer);

-- With all changes that the connector has not read yet.
DROP TABLE IF EXISTS "public"."orders_changes";

