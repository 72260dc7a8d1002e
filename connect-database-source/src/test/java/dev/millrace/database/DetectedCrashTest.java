package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are compared, and a worker or a server that dies at each boundary: the topic is the table after a whole run. */
@SuppressWarnings("resource") // a reading holds nothing between its turns
@Timeout(900)
class DetectedCrashTest {

    /** Two new, two changed, two deleted; a deletion is told twice. */
    private static final int RECORDS = 8;

    @ParameterizedTest
    @CsvSource({"POSTGRES,1,0", "POSTGRES,3,0", "POSTGRES,3,1", "MYSQL,3,0", "MYSQL,1,1", "MARIADB,3,1"})
    void losesNoChangeWhereverTheWorkerDies(TestServer server, int buckets, int notStored) throws Exception {
        try (QueryBench bench =
                rows(server).with("changes.deleted", "both", "changes.buckets", String.valueOf(buckets))) {
            for (int taken = 1; taken <= RECORDS; taken++) {
                bench.stored.clear();
                DetectedTopic topic = new DetectedTopic();
                fill(bench);
                deliver(bench, topic, QueryBench.turn(bench.reading()).records, 0);
                happen(bench);

                Handed cut = new Handed(taken);
                boolean isCut = breaksOff(bench.reading(), cut);
                deliver(bench, topic, cut.records, notStored);
                deliver(bench, topic, QueryBench.turn(bench.reading()).records, 0);
                Handed quiet = QueryBench.turn(bench.reading());

                assertThat(isCut).as("a death behind %s records", taken).isEqualTo(taken < RECORDS);
                assertThat(topic.rows()).as("a death behind %s records", taken).isEqualTo(table(bench));
                assertThat(quiet.records).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES,tombstone", "POSTGRES,record", "MYSQL,both", "MARIADB,tombstone"})
    void followsATableThroughDeathsOfAnyKind(TestServer server, String deleted) throws Exception {
        Random random = new Random(deleted.hashCode());
        try (QueryBench bench = rows(server).with("changes.deleted", deleted, "changes.buckets", "5")) {
            DetectedTopic topic = new DetectedTopic();
            Reading reading = bench.reading();
            for (int step = 0; step < 60; step++) {
                change(bench, random);
                Handed handed = new Handed(random.nextInt(3) == 0 ? random.nextInt(4) : 1000);
                boolean isCut = breaksOff(reading, handed);
                deliver(bench, topic, handed.records, 0);
                if (isCut || random.nextInt(3) == 0) {
                    reading = bench.reading();
                }
                if (!isCut) {
                    assertThat(topic.rows()).as("behind run %s", step).isEqualTo(table(bench));
                }
                bench.pass(1000);
            }
        }
    }

    /** The connection dies while pages are read: what was handed out counts, and nothing is taken for deleted. */
    @Test
    void goesOnWhereTheConnectionDied() throws Exception {
        try (QueryBench bench = rows(TestServer.POSTGRES).with("page.rows", "2")) {
            fill(bench);
            DetectedTopic topic = new DetectedTopic();
            Reading reading = bench.reading();
            Handed cut = new Handed() {
                @Override
                public void hand(DatabaseRecord record) throws InterruptedException {
                    super.hand(record);
                    if (records.size() == 3) {
                        killOthers(bench);
                    }
                }
            };

            assertThatThrownBy(() -> reading.turn(cut)).isInstanceOf(SQLException.class);
            deliver(bench, topic, cut.records, 0);
            Handed rest = QueryBench.turn(reading);
            deliver(bench, topic, rest.records, 0);

            assertThat(DetectedTopic.told(cut.records)).contains("new 1", "new 2", "new 3");
            assertThat(DetectedTopic.told(rest.records))
                    .allMatch(told -> told.startsWith("new "))
                    .doesNotContainAnyElementsOf(DetectedTopic.told(cut.records));
            assertThat(topic.rows()).isEqualTo(table(bench));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAMillionRowsOnlyOnce(TestServer server) throws Exception {
        int count = (int) (1_000_000 * Double.parseDouble(System.getProperty("millrace.scale", "0.05")));
        try (QueryBench bench =
                rows(server).with("changes.max.rows", "2000000", "changes.buckets", "512", "page.rows", "10000")) {
            insert(bench, count);
            Counting first = new Counting(bench);
            bench.reading().turn(first);
            bench.run("UPDATE orders SET text = 'other' WHERE id = 77", "DELETE FROM orders WHERE id = 78");
            bench.pass(1000);

            Counting second = new Counting(bench);
            bench.reading().turn(second);

            assertThat(first.count).isEqualTo(count);
            assertThat(second.count).isEqualTo(2);
        }
    }

    /** Keeps no records, only the last offset of each partition. */
    private static final class Counting extends Handed {

        private final Map<Map<String, ?>, DatabaseRecord> last = new HashMap<>();
        private final QueryBench bench;
        private int count;

        Counting(QueryBench bench) {
            this.bench = bench;
        }

        @Override
        @SuppressWarnings("unchecked") // the framework's maps have texts for keys
        public void hand(DatabaseRecord record) {
            count++;
            last.put((Map<String, ?>) record.sourcePartition(), record);
            if (count % 10_000 == 0 || record.value() == null) {
                last.values().forEach(bench::store);
                last.clear();
            }
        }
    }

    private static QueryBench rows(TestServer server) throws Exception {
        QueryBench bench = QueryBench.open(server);
        bench.run("CREATE TABLE orders (id bigint PRIMARY KEY, text varchar(40) NOT NULL)");
        return bench.with("tables", "orders", "detect", "changes", "page.rows", "2");
    }

    private static void fill(QueryBench bench) throws SQLException {
        bench.run(
                "DELETE FROM orders",
                "INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e'), (6, 'f')");
    }

    private static void happen(QueryBench bench) throws SQLException {
        bench.run(
                "DELETE FROM orders WHERE id IN (1, 4)",
                "UPDATE orders SET text = 'other' WHERE id IN (2, 6)",
                "INSERT INTO orders VALUES (7, 'g'), (8, 'h')");
    }

    private static void change(QueryBench bench, Random random) throws SQLException {
        for (int change = random.nextInt(4); change > 0; change--) {
            int id = random.nextInt(12);
            String insert = "INSERT INTO orders VALUES (" + id + ", 't" + random.nextInt(4) + "')";
            if (random.nextInt(3) == 0) {
                bench.run("DELETE FROM orders WHERE id = " + id);
            } else {
                bench.run("DELETE FROM orders WHERE id = " + id, insert);
            }
        }
    }

    private static void insert(QueryBench bench, int count) throws SQLException {
        try (Connection connection = bench.connect();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= count; id++) {
                statement.setLong(1, id);
                statement.setString(2, "text of " + id);
                statement.addBatch();
                if (id % 5000 == 0 || id == count) {
                    int[] unused = statement.executeBatch();
                }
            }
            connection.commit();
        }
    }

    private static boolean breaksOff(Reading reading, Handed handed) throws SQLException {
        try {
            reading.turn(handed);
            return false;
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    /** Kafka has them; the offsets of the last ones were not stored. */
    private static void deliver(QueryBench bench, DetectedTopic topic, List<DatabaseRecord> records, int notStored) {
        topic.add(records);
        records.subList(0, Math.max(0, records.size() - notStored)).forEach(bench::store);
    }

    private static Map<Long, String> table(QueryBench bench) throws SQLException {
        Map<Long, String> rows = new HashMap<>();
        try (Connection connection = bench.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, text FROM orders")) {
            while (result.next()) {
                rows.put(result.getLong(1), result.getString(2));
            }
        }
        return rows;
    }

    private static void killOthers(QueryBench bench) {
        try {
            bench.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
