package dev.millrace.quickstart;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The database of a shop: a PostgreSQL server with customers and orders, which one flow reads from its log and another one
 * by a query. Where no PostgreSQL can run it is empty, and the flows that need it are left out.
 *
 * <p>Life cycle: {@link #start} fills it by half, {@link #open} goes on inserting, {@link #close()} ends the server.
 */
final class ShopDatabase implements AutoCloseable {
    private static final int PASSWORD_BYTES = 8;
    private static final int KEY_BYTES = 32;
    /** Orders of one transaction, once the shop is open. */
    private static final int TOGETHER = 100;

    private static final String CUSTOMERS = """
            INSERT INTO customers (id, name, email, tax_number, country)
            SELECT DISTINCT n %% %1$d, 'Customer ' || n %% %1$d, 'c' || n %% %1$d || '@customers.example', 'T-' || n %% %1$d, 'NL'
            FROM generate_series(1, ?) AS n""".formatted(Sample.CUSTOMERS);
    private static final String ORDERS = """
            INSERT INTO orders (customer_id, status, total, due, placed_at)
            SELECT n %% %d, 'open', (n %% 9 + 1) * (n %% 40 + 3 + n %% 100 / 100.0), date '2026-01-01' + n %% 365,
                   timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute'
            FROM generate_series(?, ?) AS n ORDER BY n""".formatted(Sample.CUSTOMERS);

    private final Optional<PostgresServer> server;
    private final String database;
    private final String password = HexFormat.of().formatHex(random(PASSWORD_BYTES));
    private volatile int orders;

    private ShopDatabase(Optional<PostgresServer> server, String database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Starts the server and inserts the customers and the first half of the orders.
     *
     * @param scripts the folder with the SQL of the examples
     */
    static ShopDatabase start(Path scripts, Sample sample) throws IOException {
        if (PostgresServer.missing().isPresent()) {
            return new ShopDatabase(Optional.empty(), "");
        }
        PostgresServer server = PostgresServer.start();
        try {
            ShopDatabase shop = new ShopDatabase(Optional.of(server), server.createDatabase());
            shop.prepare(server, scripts);
            shop.insertCustomers(server, sample);
            shop.insertOrders(server, sample.rows() / 2);
            return shop;
        } catch (IOException | SQLException | RuntimeException failure) {
            server.close();
            throw new IOException("the shop's database could not be filled", failure);
        }
    }

    /** What the connectors' configurations refer to; nothing when there is no server. */
    Map<String, String> environment() {
        return server.map(running -> Map.of(
                        "ORDERS_DB_HOST",
                        running.host(),
                        "ORDERS_DB_PORT",
                        Integer.toString(running.port()),
                        "ORDERS_DB_NAME",
                        database,
                        "ORDERS_DB_PASSWORD",
                        password,
                        "SHOP_DATABASE_URL",
                        running.url(database),
                        "SHOP_DATABASE_PASSWORD",
                        password,
                        "PROTECT_KEYS",
                        "{\"keys\": [{\"id\": \"k1\", \"use\": [\"encrypt\", \"hmac\"], \"key\": \""
                                + Base64.getEncoder().encodeToString(random(KEY_BYTES)) + "\"}]}"))
                .orElse(Map.of());
    }

    /** Inserts the other orders, a hundred a transaction, while the connectors read. */
    void open(Sample sample) throws IOException {
        if (server.isPresent()) {
            try {
                while (orders < sample.rows()) {
                    insertOrders(server.get(), Math.min(sample.rows(), orders + TOGETHER));
                }
            } catch (SQLException failure) {
                throw new IOException("the shop's database takes no orders", failure);
            }
        }
    }

    /** How a person inserts an order of their own, or why nobody can. */
    String address() {
        return server.map(running -> "psql postgresql://%s:%s@%s:%d/%s"
                        .formatted(
                                PostgresServer.USER, PostgresServer.PASSWORD, running.host(), running.port(), database))
                .orElseGet(() -> "left out: " + PostgresServer.missing().orElse(""));
    }

    /** What came of it until now, in one line. */
    String account() {
        return server.isPresent() ? "database: " + orders + " orders inserted" : "database: left out";
    }

    @Override
    public void close() {
        server.ifPresent(PostgresServer::close);
    }

    private void prepare(PostgresServer running, Path scripts) throws IOException, SQLException {
        Map<String, String> passwords = Map.of("cdc_password", password, "reader_password", password);
        running.run(database, scripts.resolve("postgres-shop.sql"), passwords);
        running.run(database, scripts.resolve("postgres-cdc.sql"), passwords);
        running.run(database, scripts.resolve("postgres-query.sql"), passwords);
    }

    private void insertCustomers(PostgresServer running, Sample sample) throws SQLException {
        try (Connection connection = running.connect(database);
                PreparedStatement insert = connection.prepareStatement(CUSTOMERS)) {
            insert.setInt(1, sample.rows());
            insert.executeUpdate();
        }
    }

    private void insertOrders(PostgresServer running, int upTo) throws SQLException {
        try (Connection connection = running.connect(database);
                PreparedStatement insert = connection.prepareStatement(ORDERS)) {
            insert.setInt(1, orders + 1);
            insert.setInt(2, upTo);
            insert.executeUpdate();
            orders = upTo;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
