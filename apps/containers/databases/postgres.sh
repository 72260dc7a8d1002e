#!/bin/sh
# Runs once, over an empty PostgreSQL: the shop's tables, its orders, and the roles of the examples that read them.
set -eu

sql() {
  psql -q -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d "$POSTGRES_DB" "$@"
}

sql -f /examples/databases/postgres-shop.sql
sql -c "INSERT INTO customers (id, name, email, tax_number, country)
  SELECT n, 'Customer ' || n, 'c' || n || '@customers.example', 'T-' || n, 'NL' FROM generate_series(1, 100) AS n"
sql -c "INSERT INTO orders (customer_id, status, total, due, placed_at)
  SELECT n, 'open', n * 1.25, date '2026-01-01' + n, timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute'
  FROM generate_series(1, 100) AS n ORDER BY n"
sql -v cdc_password="$ORDERS_DB_PASSWORD" -f /examples/databases/postgres-cdc.sql
sql -v reader_password="$ORDERS_DB_PASSWORD" -f /examples/databases/postgres-query.sql
