package dev.millrace.legacy;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A connector in the harness, and what its records say. */
final class TestRun {

    private TestRun() {}

    /** A started connector; pairs of keys and values. */
    static SourceHarness of(DeliveryMode mode, String... pairs) {
        return ConnectorHarness.source(FramedTcpSourceConnector::new, configuration(pairs), mode)
                .start();
    }

    static SourceHarness of(String... pairs) {
        return of(DeliveryMode.AT_LEAST_ONCE, pairs);
    }

    static Map<String, String> configuration(String... pairs) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "name", "legacy",
                "topic", "messages",
                "retry.backoff.ms", "10",
                "retry.backoff.max.ms", "50"));
        for (int at = 0; at < pairs.length; at += 2) {
            configuration.put(pairs[at], pairs[at + 1]);
        }
        return configuration;
    }

    /** The configuration of a SoupBinTCP client, and more pairs. */
    static String[] soup(String address, String... more) {
        List<String> pairs = new ArrayList<>(List.of(
                "hosts", address,
                "session", "soupbintcp-4.1",
                "session.username", "trader",
                "session.password", "secret"));
        pairs.addAll(List.of(more));
        return pairs.toArray(String[]::new);
    }

    static String text(SourceRecord record) {
        return record.value() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(record.value());
    }

    static List<String> texts(List<SourceRecord> records) {
        return records.stream().map(TestRun::text).toList();
    }

    /** The records that are data. */
    static List<SourceRecord> data(SourceHarness harness) {
        return harness.delivered().stream()
                .filter(record -> header(record, "millrace.kind") == null)
                .toList();
    }

    static @Nullable Object header(SourceRecord record, String name) {
        return Optional.ofNullable(record.headers().lastWithName(name))
                .map(found -> found.value())
                .orElse(null);
    }
}
