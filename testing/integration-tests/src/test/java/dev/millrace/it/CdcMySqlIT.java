package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.database.MySqlServer;
import dev.millrace.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Log-based capture of a MySQL shop by the examples as they are; skipped where no MySQL can be had. */
class CdcMySqlIT {

    @Test
    void carriesEveryChangeThroughRestartsAndAKill() throws Exception {
        MySqlServer.missing().ifPresent(Assumptions::abort);
        try (MySqlServer server = MySqlServer.start()) {
            prepare(server);
            try (CdcStage stage = new CdcStage(Line.CURRENT, Guarantee.EXACTLY_ONCE, variables(server));
                    ShopWriter shop = new ShopWriter(server.connect("shop"))) {
                CdcScenario scenario = new CdcScenario(stage, shop, "cdc-mysql-orders", "cdc-mysql-");

                scenario.play(
                        () -> stage.play("cdc-to-rest", Map.of("topics", "cdc-mysql-orders,cdc-mysql-customers")),
                        true);
            }
        }
    }

    /** The runbook cdc-binlog-purged. */
    @Test
    void aPurgedBinlogStopsTheConnectorUntilItsOffsetsAreDeleted() throws Exception {
        MySqlServer.missing().ifPresent(Assumptions::abort);
        try (MySqlServer server = MySqlServer.start()) {
            prepare(server);
            try (CdcStage stage = new CdcStage(Line.CURRENT, Guarantee.AT_LEAST_ONCE, variables(server))) {
                order(server, 1);
                String name = stage.play("cdc-mysql-orders");
                Topic orders = stage.topic("cdc-mysql-orders");
                Eventually.holds("the first is there", CdcStage.LIMIT, () -> orders.size() == 1);
                order(server, 2);
                Eventually.holds("the second is there", CdcStage.LIMIT, () -> orders.size() == 2);
                stage.worker().rest().stop(name);
                Eventually.holds(
                        "the task has ended",
                        () -> stage.worker().rest().status(name).path("tasks").isEmpty());
                order(server, 3);
                execute(server, "FLUSH BINARY LOGS");
                order(server, 4);
                execute(server, "FLUSH BINARY LOGS");
                execute(server, "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");

                stage.worker().rest().resume(name);
                Eventually.holds(
                        "the task has failed",
                        CdcStage.LIMIT,
                        () -> stage.worker()
                                .rest()
                                .status(name)
                                .path("tasks")
                                .path(0)
                                .path("state")
                                .asText()
                                .equals("FAILED"));
                assertThat(orders.size()).isEqualTo(2);

                stage.worker().rest().stop(name);
                stage.worker().rest().deleteOffsets(name);
                stage.deleteTopic("cdc-mysql-orders-schema-history");
                stage.worker().rest().resume(name);
                Eventually.holds("all are there", CdcStage.LIMIT, () -> orders.size() == 6);
            }
        }
    }

    private static void order(MySqlServer server, int id) throws SQLException {
        execute(server, "INSERT INTO orders (id, customer_id, status, total) VALUES (" + id + ", 1, 'open', 1)");
    }

    private static void execute(MySqlServer server, String sql) throws SQLException {
        try (Connection shop = server.connect("shop");
                Statement statement = shop.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static Map<String, String> variables(MySqlServer server) {
        return Map.of(
                "ORDERS_MYSQL_HOST", server.host(),
                "ORDERS_MYSQL_PORT", String.valueOf(server.port()),
                "ORDERS_MYSQL_PASSWORD", "<password>");
    }

    private static void prepare(MySqlServer server) throws SQLException {
        try (Connection administrator = server.connect("mysql");
                Statement statement = administrator.createStatement()) {
            boolean unused = statement.execute("CREATE DATABASE shop");
        }
        try (Connection shop = server.connect("shop")) {
            new SqlScript("mysql-shop.sql", Map.of()).runOneByOne(shop);
            new SqlScript("mysql-cdc.sql", Map.of()).runOneByOne(shop);
        }
    }
}
