-- Removes what was marked so many seconds ago, so many rows at a time. What is not marked stays, and so does the newest row. One run at a time, outside of transactions.
DELIMITER //
CREATE PROCEDURE `shop`.`orders_changes_clean`(IN older_seconds bigint, IN most int)
    MODIFIES SQL DATA
BEGIN
    DECLARE until_time decimal(20, 6) DEFAULT UNIX_TIMESTAMP(NOW(6)) - older_seconds;
    DECLARE newest, low, high, old_row, marked, young bigint DEFAULT 0;
    IF GET_LOCK(CONCAT('millrace ', LEFT(SHA2('shop.orders_changes', 256), 40)), 0) = 1 THEN
        SELECT COALESCE(MAX(`seq`), 0) INTO newest FROM `shop`.`orders_changes`;
        batches: LOOP
            SELECT MAX(`seq`), MAX(CASE WHEN UNIX_TIMESTAMP(`done`) < until_time THEN `seq` END),
                    COUNT(`done`), COALESCE(SUM(UNIX_TIMESTAMP(`done`) >= until_time), 0)
                INTO high, old_row, marked, young
                FROM (SELECT `seq`, `done` FROM `shop`.`orders_changes`
                    WHERE `seq` > low AND `seq` < newest ORDER BY `seq` LIMIT most) AS batch;
            COMMIT;
            IF old_row IS NOT NULL THEN
                SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
                DELETE FROM `shop`.`orders_changes`
                    WHERE `seq` > low AND `seq` <= old_row AND UNIX_TIMESTAMP(`done`) < until_time;
                COMMIT;
            END IF;
            IF high IS NULL OR marked = 0 OR young > 0 THEN
                LEAVE batches;
            END IF;
            SET low = high;
        END LOOP;
        DO RELEASE_LOCK(CONCAT('millrace ', LEFT(SHA2('shop.orders_changes', 256), 40)));
    END IF;
END//
DELIMITER ;

-- Calls it each minute; 604800 seconds are seven days. It takes the privilege EVENT, and a server with event_scheduler=ON, which MariaDB's default is not.
CREATE EVENT `shop`.`orders_changes_clean`
    ON SCHEDULE EVERY 1 MINUTE
    DO CALL `shop`.`orders_changes_clean`(604800, 10000);

