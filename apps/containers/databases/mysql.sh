#!/bin/sh
# Runs once, over an empty MySQL: the shop's tables, its orders, and the user of the example that reads its binlog.
set -eu

sql() {
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql -uroot "$MYSQL_DATABASE"
}

sql < /examples/databases/mysql-shop.sql
sql <<'SQL'
INSERT INTO customers (id, name, email, tax_number, country)
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)
  SELECT n, CONCAT('Customer ', n), CONCAT('c', n, '@customers.example'), CONCAT('T-', n), 'NL' FROM numbers;
INSERT INTO orders (customer_id, status, total, due)
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)
  SELECT n, 'open', n * 1.25, '2026-01-31' FROM numbers ORDER BY n;
SQL
sed "s/<password>/$ORDERS_MYSQL_PASSWORD/" /examples/databases/mysql-cdc.sql | sql
