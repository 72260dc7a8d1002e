package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("resource") // a reading holds nothing between its turns
class BulkReadingTest {

    @ParameterizedTest
    @EnumSource
    void readsEverythingInEachRun(TestServer server) throws Exception {
        try (QueryBench bench = orders(server)) {
            Reading reading = bench.reading();
            Handed first = QueryBench.turn(reading);
            Instant next = reading.wakes();
            Handed between = QueryBench.turn(reading);

            bench.pass(1000);
            Handed second = QueryBench.turn(reading);

            assertThat(first.values("id")).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(next).isEqualTo(bench.now);
            assertThat(between.records).isEmpty();
            assertThat(second.values("id")).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(offset(second, 0)).containsEntry("run", 2L).containsEntry("rows", 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBehindTheLastKeyAfterARestart(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("page.rows", "2")) {
            Handed all = QueryBench.turn(bench.reading());

            for (int at = 0; at < all.records.size(); at++) {
                bench.store(all.records.get(at));

                Reading reading = bench.reading();
                Handed rest = QueryBench.turn(reading);

                assertThat(rest.values("id"))
                        .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L).subList(at + 1, 5));
                assertThat(reading.wakes()).isEqualTo(bench.now.plusMillis(1000));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysAtTheLastRowThatTheRunIsDone(TestServer server) throws Exception {
        try (QueryBench bench = orders(server)) {
            Handed all = QueryBench.turn(bench.reading());

            assertThat(offset(all, 3))
                    .containsEntry("key.id", 4L)
                    .containsEntry("rows", 4L)
                    .doesNotContainKey("done");
            assertThat(offset(all, 4)).containsEntry("key.id", 5L).containsEntry("done", true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBehindTheLastRecordAfterATurnThatFailed(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("page.rows", "2")) {
            Reading reading = bench.reading();
            Handed cut = new Handed(3);

            assertThatThrownBy(() -> reading.turn(cut)).isInstanceOf(InterruptedException.class);
            Handed rest = QueryBench.turn(reading);

            assertThat(cut.values("id")).containsExactly(1L, 2L, 3L);
            assertThat(rest.values("id")).containsExactly(4L, 5L);
            assertThat(offset(rest, 1)).containsEntry("rows", 5L).containsEntry("run", 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void beginsAnewWithoutAKey(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("tables", "bare")) {
            bench.run("CREATE TABLE bare (id bigint)", "INSERT INTO bare VALUES (1), (2), (NULL)");
            Handed all = QueryBench.turn(bench.reading());
            bench.store(all.records.get(1));

            Handed anew = QueryBench.turn(bench.reading());
            bench.store(anew.records.get(2));
            Reading done = bench.reading();
            Handed nothing = QueryBench.turn(done);

            assertThat(all.records).hasSize(3);
            assertThat(all.records.get(0).key()).isNull();
            assertThat(anew.records).hasSize(3);
            assertThat(offset(anew, 2)).containsEntry("run", 2L).containsEntry("done", true);
            assertThat(nothing.records).isEmpty();
            assertThat(done.wakes()).isEqualTo(bench.now.plusMillis(1000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfRunsInTheAuditTopic(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("audit.topic", "audit")) {
            Handed all = QueryBench.turn(bench.reading());

            assertThat(all.records)
                    .extracting(DatabaseRecord::topic)
                    .startsWith("audit")
                    .endsWith("audit")
                    .hasSize(7);
            assertThat(offset(all, 0)).containsEntry("run", 1L).containsEntry("rows", 0L);
            assertThat(offset(all, 6)).containsEntry("rows", 5L).containsEntry("done", true);
            for (int at = 0; at < all.records.size(); at++) {
                bench.store(all.records.get(at));
                Handed rest = QueryBench.turn(bench.reading());
                assertThat(rest.values("id")).hasSize(Math.max(0, 5 - at));
            }
            assertThat(all.records)
                    .extracting(record -> (Object) record.sourceOffset())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void beginsRunsByACronExpression(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("poll.cron", "30 13 * * *", "poll.zone", "Europe/Berlin")) {
            Reading reading = bench.reading();
            Handed early = QueryBench.turn(reading);
            Instant first = reading.wakes();
            bench.now = first;
            Handed run = QueryBench.turn(reading);

            assertThat(early.records).isEmpty();
            assertThat(first).isEqualTo(Instant.parse("2026-03-01T12:30:00Z"));
            assertThat(run.records).hasSize(5);
            assertThat(reading.wakes()).isEqualTo(Instant.parse("2026-03-02T12:30:00Z"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithAnUnfinishedRunAtOnceWhateverTheSchedule(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("poll.cron", "30 13 * * *")) {
            Map<String, Object> offset = new HashMap<>(Map.of("run", 4, "began.ms", 1_700_000_000_000L, "rows", 2));
            offset.put("key.id", 2);
            bench.stored.put(Map.of("table", "orders"), offset);

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(rest.values("id")).containsExactly(3L, 4L, 5L);
            assertThat(offset(rest, 2)).containsEntry("run", 4L).containsEntry("rows", 5L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void announcesColumnsThatChangeBetweenRuns(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("audit.topic", "audit")) {
            Reading reading = bench.reading();
            Handed before = QueryBench.turn(reading);
            bench.run("ALTER TABLE orders ADD COLUMN price integer");
            bench.pass(1000);

            Handed after = QueryBench.turn(reading);

            assertThat(before.records.get(1).valueSchema().version()).isEqualTo(1);
            assertThat(after.records.get(1).topic()).isEqualTo("audit");
            assertThat(after.records.get(2).valueSchema().version()).isEqualTo(2);
            assertThat(after.records.get(2).valueSchema().field("price")).isNotNull();
        }
    }

    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    private static Map<String, Object> offset(Handed handed, int at) {
        return new HashMap<>((Map<String, Object>) handed.records.get(at).sourceOffset());
    }

    private static QueryBench orders(TestServer server) throws Exception {
        QueryBench bench = QueryBench.open(server).with("mode", "bulk", "tables", "orders");
        bench.run(
                "CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20))",
                "INSERT INTO orders (id) VALUES (5), (3), (1), (2), (4)");
        return bench;
    }
}
