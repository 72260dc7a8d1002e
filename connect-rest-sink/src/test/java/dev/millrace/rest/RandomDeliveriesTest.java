package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.SinkHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the settings and the receiver do: nothing is lost, keys keep their order, and a repetition has the same key. */
@Timeout(120)
class RandomDeliveriesTest {

    private static final TopicPartition[] PARTITIONS = {
        new TopicPartition("orders", 0), new TopicPartition("orders", 1), new TopicPartition("returns", 0)
    };

    private static final int EACH = 150;

    static IntStream seeds() {
        return IntStream.range(Integer.getInteger("millrace.seed", 0), Integer.getInteger("millrace.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndKeysKeepTheirOrder(int seed) throws IOException {
        Random random = new Random(seed);
        try (RestPartner partner = RestPartner.start();
                SinkHarness sink = ConnectorHarness.sink(RestSinkConnector::new, settings(partner.url(), random))) {
            Set<String> bad = new HashSet<>();
            Map<TopicPartition, List<String>> fed = feed(sink, random, bad);
            receive(partner, random.nextInt(4), bad);
            sink.maxPollRecords(1 + random.nextInt(60)).start(PARTITIONS);

            disturb(sink, random);
            sink.turnUntil(
                    () -> Lines.of(partner.accepted()).stream().distinct().count()
                            >= EACH * PARTITIONS.length - bad.size(),
                    "all delivered");
            sink.runUntil(
                    () -> fed.entrySet().stream()
                            .allMatch(entry -> sink.committed(entry.getKey())
                                    == entry.getValue().size()),
                    "all offsets committed");

            List<String> accepted = Lines.of(partner.accepted());
            Set<String> setAside = sink.reported().stream()
                    .map(reported -> String.valueOf(reported.record().value()))
                    .collect(Collectors.toSet());
            Set<String> all =
                    fed.values().stream().flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
            assertThat(setAside).as("set aside").isSubsetOf(all).containsAll(bad);
            all.removeAll(setAside);
            assertThat(accepted).as("delivered").containsAll(all).doesNotContainAnyElementsOf(bad);
            assertThat(Lines.outOfOrder(accepted)).as("out of order").isEmpty();
            assertThat(keysOf(partner)).as("the same request under two keys").isEmpty();
            assertThat(sink.ignoredOffsets()).isEmpty();
            assertThat(sink.preCommitFailures()).isEmpty();
        }
    }

    private static Map<String, String> settings(String url, Random random) {
        List<String> more = new ArrayList<>(List.of(
                "http.body", "raw",
                "batch.format", "text",
                "retry.max.attempts", "-1",
                "commit.drain.ms", "20",
                "retry.backoff.max.ms", "20",
                "ordering", random.nextBoolean() ? "key" : "partition",
                "max.in.flight", Integer.toString(1 + random.nextInt(16)),
                "queue.max.records", Integer.toString(100 + random.nextInt(500)),
                "breaker.parked.lanes", Integer.toString(1 + random.nextInt(30))));
        int batch = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(40);
        more.addAll(List.of("batch.max.records", Integer.toString(batch)));
        if (batch > 1) {
            more.addAll(List.of(
                    "batch.across.lanes", Boolean.toString(random.nextBoolean()),
                    "batch.linger.ms", Integer.toString(random.nextInt(30)),
                    "batch.max.bytes", Integer.toString(10 + random.nextInt(300))));
        }
        if (random.nextBoolean()) {
            more.addAll(List.of(
                    "routes", "a,b",
                    "route.a.when", "$key endsWith '1'",
                    "route.a.http.method", "put",
                    "route.b.http.url", url + "/b"));
        }
        return Delivering.settings(url + "/a", more.toArray(String[]::new));
    }

    private static Map<TopicPartition, List<String>> feed(SinkHarness sink, Random random, Set<String> bad) {
        Map<TopicPartition, List<String>> fed = new HashMap<>();
        for (TopicPartition partition : PARTITIONS) {
            int keys = 1 + random.nextInt(20);
            for (int number = 0; number < EACH; number++) {
                String key = partition + "-" + random.nextInt(keys);
                String value = key + " " + number;
                sink.feed(partition, key, value);
                fed.computeIfAbsent(partition, any -> new ArrayList<>()).add(value);
                if (random.nextInt(50) == 0) {
                    bad.add(value);
                }
            }
        }
        return fed;
    }

    private static void receive(RestPartner partner, int weather, Set<String> bad) {
        partner.answer(request -> Lines.of(request).stream().anyMatch(bad::contains), Answer.status(422));
        if (weather > 0) {
            partner.answer(
                    request -> request.number() % 5 == weather,
                    Answer.unavailable().times(60));
            partner.answer(
                    request -> request.number() % 7 == weather,
                    Answer.closeWithoutAnswer().times(20));
            partner.answer(
                    request -> request.number() % 11 == weather,
                    Answer.status(429).times(20));
        }
    }

    private static void disturb(SinkHarness sink, Random random) {
        for (int times = random.nextInt(4); times > 0; times--) {
            TopicPartition partition = PARTITIONS[random.nextInt(PARTITIONS.length)];
            IntStream.range(0, random.nextInt(10)).forEach(turn -> sink.turn());
            sink.revoke(partition);
            IntStream.range(0, random.nextInt(10)).forEach(turn -> sink.turn());
            sink.assign(partition);
        }
    }

    /** The bodies that came under more than one key, or the keys under which more than one body came. */
    private static List<String> keysOf(RestPartner partner) {
        Map<String, Set<String>> bodies = new HashMap<>();
        for (ReceivedRequest request : partner.received()) {
            bodies.computeIfAbsent(request.idempotencyKey().orElseThrow(), any -> new HashSet<>())
                    .add(request.method() + request.path() + request.text());
            bodies.computeIfAbsent(request.method() + request.path() + request.text(), any -> new HashSet<>())
                    .add(request.idempotencyKey().orElseThrow());
        }
        return bodies.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
