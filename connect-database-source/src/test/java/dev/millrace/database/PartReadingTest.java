package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("resource") // a reading holds nothing between its turns
class PartReadingTest {

    @ParameterizedTest
    @EnumSource
    void readsEachRowOnceWhateverTheNumberOfTasks(TestServer server) throws Exception {
        for (String mode : List.of("bulk", "incrementing", "timestamp", "timestamp-incrementing")) {
            try (QueryBench bench = numbers(server, mode)) {
                for (int tasks = 1; tasks <= 4; tasks++) {
                    List<Object> all = new ArrayList<>();
                    for (int task = 0; task < tasks; task++) {
                        all.addAll(QueryBench.turn(bench.readings(task, tasks).get(0))
                                .values("id"));
                    }

                    assertThat(all).as("%s with %s tasks", mode, tasks).containsExactlyInAnyOrder(ids());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsOffsetsWhenTheNumberOfTasksChanges(TestServer server) throws Exception {
        for (String mode : List.of("bulk", "incrementing", "timestamp", "timestamp-incrementing")) {
            try (QueryBench bench = numbers(server, mode)) {
                List<Object> all = new ArrayList<>();
                for (int tasks = 3; tasks > 0; tasks--) {
                    for (int task = 0; task < tasks; task++) {
                        Handed some = new Handed(5);
                        Reading reading = bench.readings(task, tasks).get(0);
                        assertThat(turnUntilStopped(reading, some)).as(mode).isIn(true, false);
                        some.records.forEach(bench::store);
                        all.addAll(some.values("id"));
                    }
                }
                all.addAll(QueryBench.turn(bench.readings(0, 1).get(0)).values("id"));

                assertThat(all).as(mode).containsExactlyInAnyOrder(ids());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNewPartsAsTheTableGrows(TestServer server) throws Exception {
        try (QueryBench bench = numbers(server, "incrementing")) {
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).records).hasSize(ids().length);
            bench.run(insert(21), insert(1000), insert(-1000));

            bench.pass(1000);
            Handed more = QueryBench.turn(reading);

            assertThat(more.values("id")).containsExactly(-1000L, 21L, 1000L);
            assertThat(more.records)
                    .extracting(record -> (Object) record.sourcePartition())
                    .containsExactly(
                            Map.of("table", "numbers", "part", "-100"),
                            Map.of("table", "numbers", "part", "2"),
                            Map.of("table", "numbers", "part", "100"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnInPartsWhereTheWholeTableHadBeenReadTo(TestServer server) throws Exception {
        for (String mode : List.of("incrementing", "timestamp")) {
            try (QueryBench bench = numbers(server, mode).with("part.keys", "0")) {
                List<DatabaseRecord> whole = QueryBench.turn(bench.reading()).records;
                bench.store(whole.get(17));

                bench.with("part.keys", "10");
                Handed rest = QueryBench.turn(bench.reading());

                assertThat(rest.records).as(mode).hasSize(whole.size() - 18);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesOffsetsOfPartsOfAnotherSize(TestServer server) throws Exception {
        try (QueryBench bench = numbers(server, "incrementing")) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);

            Reading reading = bench.with("part.keys", "20").reading();

            assertThatThrownBy(() -> QueryBench.turn(reading))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("it is one of another part.keys");
        }
    }

    @Test
    void cutsPartsToWhatLongsHold() {
        long most = Long.MAX_VALUE / 2;

        assertThat(KeyRange.of("id", 2, most)).isEqualTo(new KeyRange("id", Long.MAX_VALUE - 1, Long.MAX_VALUE));
        assertThat(KeyRange.of("id", Math.floorDiv(Long.MIN_VALUE, 10), 10).first())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(KeyRange.of("id", Math.floorDiv(Long.MAX_VALUE, 10), 10).last())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(KeyRange.of("id", -1, 10)).isEqualTo(new KeyRange("id", -10, -1));
        assertThat(KeyRange.of("id", 0, 10)).isEqualTo(new KeyRange("id", 0, 9));
    }

    private static boolean turnUntilStopped(Reading reading, Handed handed) throws Exception {
        try {
            reading.turn(handed);
            return false;
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    private static QueryBench numbers(TestServer server, String mode) throws Exception {
        QueryBench bench = QueryBench.open(server)
                .with("mode", mode, "tables", "numbers", "part.keys", "10", "lag.ms", "0", "page.rows", "4");
        if (mode.contains("incrementing")) {
            bench.with("incrementing.column", "id");
        }
        if (mode.contains("timestamp")) {
            bench.with("timestamp.column", "changed");
        }
        bench.run("CREATE TABLE numbers (id bigint PRIMARY KEY, changed " + server.micros() + " NOT NULL)");
        List<String> inserts = LongStream.rangeClosed(-21, 20)
                .mapToObj(PartReadingTest::insert)
                .toList();
        bench.run(inserts.toArray(String[]::new));
        return bench;
    }

    private static String insert(long id) {
        return "INSERT INTO numbers VALUES (" + id + ", '2026-01-01 10:00:0" + Math.floorMod(id, 3) + "')";
    }

    private static Object[] ids() {
        return LongStream.rangeClosed(-21, 20).boxed().toArray();
    }
}
