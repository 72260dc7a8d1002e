package dev.millrace.it;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Works in the shop as its application would, in transactions of a few changes, some of them rolled back, and remembers what was
 * committed for each row: its revisions in their order, and {@link #DELETED}. For one thread at a time.
 */
final class ShopWriter implements AutoCloseable {

    static final String DELETED = "deleted";

    /** What every value begins with that must not leave the database as it is. */
    static final String SECRET = "pii-";

    private static final int ROWS = 40;

    private final Connection connection;
    private final Random random = new Random(20261122);
    private final Map<String, List<String>> committed = new TreeMap<>();
    private final Map<String, List<String>> pending = new TreeMap<>();
    private boolean widened;

    ShopWriter(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Commits so many transactions, beside those that it rolls back. */
    void work(int transactions) throws SQLException {
        int done = 0;
        while (done < transactions) {
            int changes = 1 + random.nextInt(5);
            for (int change = 0; change < changes; change++) {
                change(random.nextInt(3) == 0 ? "customers" : "orders", 1 + random.nextInt(ROWS));
            }
            if (random.nextInt(6) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                pending.forEach((row, seen) -> committed
                        .computeIfAbsent(row, first -> new ArrayList<>())
                        .addAll(seen));
                done++;
            }
            pending.clear();
        }
    }

    /** Gives each table a column more, and writes it from now on: a secret where people are. */
    void widen() throws SQLException {
        execute("ALTER TABLE orders ADD COLUMN note VARCHAR(100)");
        execute("ALTER TABLE customers ADD COLUMN phone VARCHAR(100)");
        connection.commit();
        widened = true;
    }

    /** What was committed for each row so far, by the topic's and the row's name, such as {@code orders/7}. */
    Map<String, List<String>> histories() {
        Map<String, List<String>> copy = new TreeMap<>();
        committed.forEach((row, history) -> copy.put(row, List.copyOf(history)));
        return copy;
    }

    private void change(String table, int id) throws SQLException {
        String row = table + "/" + id;
        List<String> history = new ArrayList<>(committed.getOrDefault(row, List.of()));
        history.addAll(pending.getOrDefault(row, List.of()));
        boolean there = !history.isEmpty() && !history.get(history.size() - 1).equals(DELETED);
        if (there && random.nextInt(6) == 0) {
            execute("DELETE FROM " + table + " WHERE id = ?", id);
            note(row, DELETED);
            return;
        }
        int revision =
                1 + (int) history.stream().filter(step -> !step.equals(DELETED)).count();
        if (!there) {
            insert(table, id, revision);
        } else if (table.equals("orders")) {
            execute(
                    "UPDATE orders SET status = ?, total = total + 0.01, revision = ? WHERE id = ?",
                    random.nextBoolean() ? "paid" : "sent",
                    revision,
                    id);
        } else {
            execute(
                    "UPDATE customers SET email = ?, tax_number = ?, revision = ? WHERE id = ?",
                    SECRET + id + "." + revision + "@example.com",
                    SECRET + "tax-" + revision,
                    revision,
                    id);
        }
        if (widened) {
            boolean order = table.equals("orders");
            execute(
                    "UPDATE " + table + " SET " + (order ? "note" : "phone") + " = ?, revision = ? WHERE id = ?",
                    order ? "note " + revision : SECRET + "phone-" + revision,
                    revision + 1,
                    id);
            note(row, String.valueOf(revision));
            revision++;
        }
        note(row, String.valueOf(revision));
    }

    private void insert(String table, int id, int revision) throws SQLException {
        if (table.equals("orders")) {
            execute(
                    "INSERT INTO orders (id, customer_id, status, total, due, revision) VALUES (?, ?, 'open', 12.30, ?, ?)",
                    id,
                    id % 7,
                    Date.valueOf("2026-12-24"),
                    revision);
        } else {
            execute(
                    "INSERT INTO customers (id, name, email, tax_number, country, revision) VALUES (?, ?, ?, ?, 'DE', ?)",
                    id,
                    "name " + id,
                    SECRET + id + "@example.com",
                    SECRET + "tax-" + id,
                    revision);
        }
    }

    private void note(String row, String step) {
        pending.computeIfAbsent(row, first -> new ArrayList<>()).add(step);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int place = 0; place < parameters.length; place++) {
                statement.setObject(place + 1, parameters[place]);
            }
            boolean unused = statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
