package dev.millrace.database.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many who write to one table at a time, in transactions that are committed, undone, partly undone, long, or die of a deadlock. */
final class Writers implements AutoCloseable {

    private static final int KEYS = 40;

    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    final AtomicInteger committed = new AtomicInteger();
    final AtomicInteger undone = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    /**
     * Begins.
     *
     * @param nap SQL that takes some milliseconds
     */
    Writers(int count, int transactions, long seed, String nap, Callable<Connection> connections) {
        threads = Executors.newFixedThreadPool(count);
        for (int number = 0; number < count; number++) {
            Random random = new Random(seed * 1000 + number);
            work.add(threads.submit(() -> {
                try (Connection connection = connections.call()) {
                    connection.setAutoCommit(false);
                    for (int transaction = 0; transaction < transactions; transaction++) {
                        transaction(connection, random, nap);
                    }
                }
                return null;
            }));
        }
    }

    boolean areDone() {
        return work.stream().allMatch(Future::isDone);
    }

    /** Fails as a writer did. */
    void check() throws Exception {
        for (Future<?> each : work) {
            each.get(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void transaction(Connection connection, Random random, String nap) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int changes = 1 + random.nextInt(5);
            for (int change = 0; change < changes; change++) {
                if (random.nextInt(6) == 0) {
                    Savepoint here = connection.setSavepoint();
                    change(statement, random);
                    connection.rollback(here);
                } else {
                    change(statement, random);
                }
                if (random.nextInt(10) == 0) {
                    statement.execute(nap);
                }
            }
            if (random.nextInt(4) == 0) {
                connection.rollback();
                undone.incrementAndGet();
            } else {
                connection.commit();
                committed.incrementAndGet();
            }
        } catch (SQLException refusal) {
            // A key that is there already, or a deadlock: part of the game.
            connection.rollback();
            refused.incrementAndGet();
        }
    }

    private static void change(Statement statement, Random random) throws SQLException {
        int key = random.nextInt(KEYS);
        String state = "'" + Integer.toString(random.nextInt(1 << 30), 36) + "'";
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> statement.execute("INSERT INTO orders (id, state) VALUES (" + key + ", " + state + ")");
            case 3, 4 -> statement.execute("DELETE FROM orders WHERE id = " + key);
            case 5 -> statement.execute("UPDATE orders SET id = " + random.nextInt(KEYS) + " WHERE id = " + key);
            case 6 ->
                statement.execute(
                        "UPDATE orders SET state = " + state + " WHERE id BETWEEN " + key + " AND " + (key + 5));
            default -> statement.execute("UPDATE orders SET state = " + state + " WHERE id = " + key);
        }
    }
}
