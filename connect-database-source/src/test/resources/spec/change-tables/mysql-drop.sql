-- New rows.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_insert`;

-- Changed rows.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_update`;

-- Rows that go.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_delete`;

-- With all changes that the connector has not read yet.
DROP TABLE IF EXISTS `shop`.`orders_changes`;

-- Nobody cleans up any more, if anybody did; it takes the privilege ALTER ROUTINE.
DROP PROCEDURE IF EXISTS `shop`.`orders_changes_clean`;

-- The same; it takes the privilege EVENT.
DROP EVENT IF EXISTS `shop`.`orders_changes_clean`;

