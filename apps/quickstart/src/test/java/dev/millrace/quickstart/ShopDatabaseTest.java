package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 900, unit = TimeUnit.SECONDS)
class ShopDatabaseTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");

    @BeforeAll
    static void onlyWherePostgreSqlCanRun() {
        PostgresServer.missing().ifPresent(Assumptions::abort);
    }

    @Test
    void hasTheSampleOnceItIsOpen() throws Exception {
        Sample sample = new Sample(1001);
        try (ShopDatabase shop = ShopDatabase.start(EXAMPLES.resolve("databases"), sample)) {
            assertThat(ask(shop, "SELECT id FROM orders ORDER BY id"))
                    .isEqualTo(sample.numbers().subList(0, 500));

            shop.open(sample);

            assertThat(ask(shop, "SELECT id FROM orders ORDER BY id")).isEqualTo(sample.numbers());
            assertThat(ask(shop, "SELECT id FROM customers")).containsExactlyInAnyOrderElementsOf(sample.customers());
            assertThat(shop.account()).isEqualTo("database: 1001 orders inserted");
            assertThat(shop.address()).contains("psql postgresql://");
        }
    }

    @Test
    void hasAsManyCustomersAsOrdersWhenThereAreFew() throws Exception {
        Sample sample = new Sample(3);
        try (ShopDatabase shop = ShopDatabase.start(EXAMPLES.resolve("databases"), sample)) {
            shop.open(sample);

            assertThat(ask(shop, "SELECT id FROM orders ORDER BY id")).containsExactly("1", "2", "3");
            assertThat(ask(shop, "SELECT id FROM customers")).containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void hasWhatItsExamplesReferTo() throws Exception {
        Set<String> variables = new TreeSet<>();
        for (Example example : Example.in(EXAMPLES)) {
            if (List.of("cdc-postgres-orders", "database-orders-by-query").contains(example.name())) {
                variables.addAll(example.variables());
            }
        }

        try (ShopDatabase shop = ShopDatabase.start(EXAMPLES.resolve("databases"), new Sample(1))) {
            assertThat(shop.environment()).containsOnlyKeys(variables);
        }
    }

    /** As the reader of the example, which may read and nothing else. */
    private static List<String> ask(ShopDatabase shop, String query) throws SQLException, IOException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        shop.environment().getOrDefault("SHOP_DATABASE_URL", ""),
                        "orders_reader",
                        shop.environment().get("SHOP_DATABASE_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }
}
