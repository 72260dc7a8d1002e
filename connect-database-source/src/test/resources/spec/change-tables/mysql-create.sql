-- One row for each change of a row.
CREATE TABLE `shop`.`orders_changes` (
    `seq` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    `op` char(1) NOT NULL,
    `before` json,
    `after` json,
    `at` timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    `done` timestamp(6) NULL DEFAULT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

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

-- The connector's user reads the table's columns, and the rows that were there before the triggers.
GRANT SELECT ON `shop`.`orders` TO 'millrace'@'%';

-- It reads the changes, and removes or marks them after Kafka has them.
GRANT SELECT, DELETE ON `shop`.`orders_changes` TO 'millrace'@'%';

-- It finds out whether missing numbers were rolled back. The privilege exists for whole databases only, and locks nothing that the user may not read.
GRANT LOCK TABLES ON `shop`.* TO 'millrace'@'%';

