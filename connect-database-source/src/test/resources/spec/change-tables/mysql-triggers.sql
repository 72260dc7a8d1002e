-- Nobody may write while there are no triggers.
LOCK TABLES `shop`.`orders` WRITE, `shop`.`orders_changes` WRITE;

-- New rows.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_insert`;

-- Changed rows.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_update`;

-- Rows that go.
DROP TRIGGER IF EXISTS `shop`.`orders_changes_delete`;

-- From here on every new row is written down, in the transaction that makes it.
CREATE TRIGGER `shop`.`orders_changes_insert`
    AFTER INSERT ON `shop`.`orders` FOR EACH ROW
    INSERT INTO `shop`.`orders_changes` (`op`, `after`) VALUES ('c', JSON_OBJECT('id', NEW.`id`, 'line', NEW.`line`, 'state', NEW.`state`, 'price', CAST(NEW.`price` AS CHAR), 'doc', HEX(NEW.`doc`), 'at', CAST(IF(CAST(NEW.`at` AS CHAR) IS NULL, NULL, COALESCE(UNIX_TIMESTAMP(NEW.`at`), 0)) AS CHAR), 'doubled', CAST(NEW.`doubled` AS CHAR)));

-- The same for rows that change.
CREATE TRIGGER `shop`.`orders_changes_update`
    AFTER UPDATE ON `shop`.`orders` FOR EACH ROW
    INSERT INTO `shop`.`orders_changes` (`op`, `before`, `after`) VALUES ('u', JSON_OBJECT('id', OLD.`id`, 'line', OLD.`line`, 'state', OLD.`state`, 'price', CAST(OLD.`price` AS CHAR), 'doc', HEX(OLD.`doc`), 'at', CAST(IF(CAST(OLD.`at` AS CHAR) IS NULL, NULL, COALESCE(UNIX_TIMESTAMP(OLD.`at`), 0)) AS CHAR), 'doubled', CAST(OLD.`doubled` AS CHAR)), JSON_OBJECT('id', NEW.`id`, 'line', NEW.`line`, 'state', NEW.`state`, 'price', CAST(NEW.`price` AS CHAR), 'doc', HEX(NEW.`doc`), 'at', CAST(IF(CAST(NEW.`at` AS CHAR) IS NULL, NULL, COALESCE(UNIX_TIMESTAMP(NEW.`at`), 0)) AS CHAR), 'doubled', CAST(NEW.`doubled` AS CHAR)));

-- The same for rows that go. TRUNCATE fires no trigger: nobody may have DROP on the table.
CREATE TRIGGER `shop`.`orders_changes_delete`
    AFTER DELETE ON `shop`.`orders` FOR EACH ROW
    INSERT INTO `shop`.`orders_changes` (`op`, `before`) VALUES ('d', JSON_OBJECT('id', OLD.`id`, 'line', OLD.`line`, 'state', OLD.`state`, 'price', CAST(OLD.`price` AS CHAR), 'doc', HEX(OLD.`doc`), 'at', CAST(IF(CAST(OLD.`at` AS CHAR) IS NULL, NULL, COALESCE(UNIX_TIMESTAMP(OLD.`at`), 0)) AS CHAR), 'doubled', CAST(OLD.`doubled` AS CHAR)));

-- Writers go on.
UNLOCK TABLES;

