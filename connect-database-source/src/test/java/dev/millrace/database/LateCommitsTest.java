package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several connections write at random: they commit late but within the lag, roll back, change rows, and many rows have the
 * same time. The task is stopped at random, and Kafka has any beginning of what it handed out.
 */
@Timeout(300)
// Each on tables of its own, and nearly all of its time goes by in waiting for those who commit.
@Execution(ExecutionMode.CONCURRENT)
class LateCommitsTest {

    private static final Duration LAG = Duration.ofSeconds(4);
    private static final int WRITERS = 4;
    private static final int TRANSACTIONS = 12;

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, incrementing, 1",
        "POSTGRES, incrementing, 2",
        "POSTGRES, timestamp, 3",
        "POSTGRES, timestamp-incrementing, 4",
        "MYSQL, incrementing, 5",
        "MYSQL, timestamp, 6",
        "MYSQL, timestamp-incrementing, 7",
        "MARIADB, incrementing, 8",
        "MARIADB, timestamp-incrementing, 9",
    })
    void bringsEachCommittedRowOnceFromTheOffsetOfTheLastRecordThatKafkaHas(TestServer server, String mode, long seed)
            throws Exception {
        try (QueryBench bench = events(server, mode)) {
            Writers writers = new Writers(bench, mode, seed);

            List<DatabaseRecord> records = read(bench, writers, new Random(seed), true);

            List<String> versions =
                    records.stream().map(LateCommitsTest::version).toList();
            assertThat(versions).doesNotHaveDuplicates();
            assertThat(writers.committed).containsAll(versions);
            assertThat(versions).containsAll(lasting(bench));
            if (mode.equals("incrementing")) {
                assertThat(versions).hasSameSizeAs(writers.committed);
                assertThat(records)
                        .extracting(record -> (Long) QueryBench.value(record, "id"))
                        .isSorted();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, incrementing, 11",
        "POSTGRES, timestamp, 12",
        "MYSQL, incrementing, 13",
        "MYSQL, timestamp, 14",
        "MARIADB, timestamp, 15"
    })
    void bringsEachCommittedRowAtLeastOnceFromAnOlderOffset(TestServer server, String mode, long seed)
            throws Exception {
        try (QueryBench bench = events(server, mode)) {
            Writers writers = new Writers(bench, mode, seed);

            List<DatabaseRecord> records = read(bench, writers, new Random(seed), false);

            List<String> versions =
                    records.stream().map(LateCommitsTest::version).toList();
            assertThat(writers.committed).containsAll(versions);
            assertThat(versions).containsAll(lasting(bench));
        }
    }

    /** Reads until every row is there that lasts. */
    @SuppressWarnings("resource") // a reading holds nothing between its turns
    private static List<DatabaseRecord> read(QueryBench bench, Writers writers, Random random, boolean isExact)
            throws Exception {
        List<DatabaseRecord> kept = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (Connection pace = bench.connect()) {
            List<Future<?>> running = writers.start(threads);
            Reading reading = bench.reading();
            int quietTurns = 0;
            while (quietTurns < 2) {
                Handed handed = new Handed(random.nextInt(12));
                boolean isStopped = stops(reading, handed);
                int confirmed =
                        isStopped && isExact ? random.nextInt(handed.records.size() + 1) : handed.records.size();
                kept.addAll(handed.records.subList(0, confirmed));
                if (isStopped && !kept.isEmpty()) {
                    int back = isExact ? 0 : random.nextInt(Math.min(5, kept.size()));
                    bench.store(kept.get(kept.size() - 1 - back));
                    reading = bench.reading();
                } else if (isStopped) {
                    reading = bench.reading();
                }
                boolean isOver = running.stream().allMatch(Future::isDone);
                if (isOver && writers.longest >= LAG.toNanos()) {
                    // A row may be lost, rightly: it would be waited for in vain.
                    break;
                }
                if (Thread.interrupted()) {
                    throw new AssertionError("not all rows came in time");
                }
                quietTurns = isOver && !isStopped && hasAll(bench, kept) ? quietTurns + 1 : 0;
                execute(pace, bench.server.sleep(0.02));
            }
            for (Future<?> one : running) {
                Object unused = one.get(1, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        Assumptions.assumeTrue(
                writers.longest < LAG.toNanos(), "this machine is too slow: a transaction took longer than the lag");
        return kept;
    }

    private static boolean stops(Reading reading, Handed handed) throws SQLException {
        try {
            reading.turn(handed);
            return false;
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    private static boolean hasAll(QueryBench bench, List<DatabaseRecord> records) throws SQLException {
        Set<String> versions = new TreeSet<>();
        records.forEach(record -> versions.add(version(record)));
        return versions.containsAll(lasting(bench));
    }

    private static String version(DatabaseRecord record) {
        return QueryBench.value(record, "mark") + "/" + QueryBench.value(record, "version");
    }

    private static List<String> lasting(QueryBench bench) throws SQLException {
        return bench.texts("SELECT concat(mark, '/', version) FROM events");
    }

    private static QueryBench events(TestServer server, String mode) throws Exception {
        QueryBench bench = QueryBench.open(server)
                .inRealTime()
                .with("mode", mode, "tables", "events", "page.rows", "7")
                .with("lag.ms", String.valueOf(LAG.toMillis()));
        if (mode.contains("incrementing")) {
            bench.with("incrementing.column", "id");
        }
        if (mode.contains("timestamp")) {
            bench.with("timestamp.column", "changed");
        }
        // Tenths of seconds, so that many rows share one.
        bench.run("CREATE TABLE events (id " + server.id()
                + ", mark varchar(40) NOT NULL, version integer NOT NULL, UNIQUE (mark), changed "
                + server.micros().replace("(6)", "") + "(1) NOT NULL)");
        return bench;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writers and what they have committed. */
    private static final class Writers {

        final Set<String> committed = Collections.synchronizedSet(new TreeSet<>());
        volatile long longest;
        private final QueryBench bench;
        private final boolean updates;
        private final long seed;

        Writers(QueryBench bench, String mode, long seed) {
            this.bench = bench;
            this.updates = mode.startsWith("timestamp");
            this.seed = seed;
        }

        List<Future<?>> start(ExecutorService threads) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                running.add(threads.submit(() -> {
                    write(number);
                    return null;
                }));
            }
            return running;
        }

        private void write(int writer) throws SQLException {
            Random random = new Random(seed * 31 + writer);
            List<String> mine = new ArrayList<>();
            try (Connection connection = bench.connect()) {
                connection.setAutoCommit(false);
                for (int number = 0; number < TRANSACTIONS; number++) {
                    try {
                        transaction(connection, writer + "-" + number, random, mine);
                    } catch (SQLTransactionRollbackException deadlock) {
                        // One more that was rolled back.
                        connection.rollback();
                    }
                }
            }
        }

        private void transaction(Connection connection, String name, Random random, List<String> mine)
                throws SQLException {
            long began = System.nanoTime();
            List<String> versions = new ArrayList<>();
            List<String> added = new ArrayList<>();
            String clock = bench.server.clock();
            for (int row = 0; row <= random.nextInt(3); row++) {
                String mark = name + "-" + row;
                execute(
                        connection,
                        "INSERT INTO events (mark, version, changed) VALUES ('" + mark + "', 0, " + clock + ")");
                versions.add(mark + "/0");
                added.add(mark);
                if (random.nextBoolean()) {
                    execute(connection, bench.server.sleep(random.nextInt(250) / 1000.0));
                }
            }
            if (updates && !mine.isEmpty() && random.nextBoolean()) {
                String mark = mine.get(random.nextInt(mine.size()));
                execute(
                        connection,
                        "UPDATE events SET version = version + " + (1 + versions.size()) + ", changed = " + clock
                                + " WHERE mark = '" + mark + "'");
                versions.add(mark + "/" + now(connection, mark));
                execute(connection, bench.server.sleep(random.nextInt(250) / 1000.0));
            }
            if (random.nextInt(5) == 0) {
                connection.rollback();
            } else {
                // Before the commit, so that no reader knows of it earlier.
                committed.addAll(versions);
                mine.addAll(added);
                connection.commit();
            }
            synchronized (this) {
                longest = Math.max(longest, System.nanoTime() - began);
            }
        }

        private static String now(Connection connection, String mark) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT version FROM events WHERE mark = '" + mark + "'")) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
