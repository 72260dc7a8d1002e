-- What cdc-mysql-orders.json needs in a MySQL 8 or newer whose binlog_format is ROW, binlog_row_image FULL and gtid_mode ON (all but
-- the last are the defaults). Run it as an administrator, with shop as the database; replace the password first.

CREATE USER 'orders_cdc'@'%' IDENTIFIED BY '<password>';

-- To read the binlog and to know where it stands: rights over the whole server, which MySQL has no finer form of.
GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'orders_cdc'@'%';
-- One moment of FLUSH TABLES WITH READ LOCK at the beginning of the snapshot (snapshot.locking.mode=minimal).
GRANT RELOAD ON *.* TO 'orders_cdc'@'%';
-- The snapshot reads the tables.
GRANT SELECT ON shop.orders TO 'orders_cdc'@'%';
GRANT SELECT ON shop.customers TO 'orders_cdc'@'%';

-- Commands to the connector: incremental snapshots, for one. It marks the windows of an incremental snapshot here itself.
CREATE TABLE debezium_signal (
  id VARCHAR(64) PRIMARY KEY,
  type VARCHAR(32) NOT NULL,
  data VARCHAR(2048)
);
GRANT SELECT, INSERT, DELETE ON shop.debezium_signal TO 'orders_cdc'@'%';
