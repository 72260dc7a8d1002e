-- What database-orders-by-query.json needs in PostgreSQL: a role that reads two tables and can do nothing else. Run it as the owner of
-- the tables with CREATEROLE, in the database of the shop:
--
--   psql -v ON_ERROR_STOP=1 -v reader_password="$SHOP_DATABASE_PASSWORD" -d shop -f postgres-query.sql

CREATE ROLE orders_reader LOGIN PASSWORD :'reader_password' CONNECTION LIMIT 6;
GRANT USAGE ON SCHEMA public TO orders_reader;
GRANT SELECT ON public.orders, public.customers TO orders_reader;
