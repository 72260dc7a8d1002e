package dev.millrace.transforms.audit;

import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Settings, auditors and records for the tests. */
final class Audits {

    private static final RuleMeters METERS = RuleMeters.register("Audits", List.of("stamp"));

    private Audits() {}

    static AuditSettings settings(String... pairs) {
        Map<String, String> given = new HashMap<>(Map.of("integration", "orders-inbound"));
        for (int at = 0; at < pairs.length; at += 2) {
            given.put(pairs[at], pairs[at + 1]);
        }
        ConfigDef definition = new ConfigDef();
        AuditSettings.define(definition);
        return AuditSettings.from(new AbstractConfig(definition, given, false));
    }

    static Auditor auditor(String... pairs) {
        AtomicInteger number = new AtomicInteger();
        return new Auditor(
                settings(pairs), METERS.rule("stamp"), new TestClock(), () -> "chain-" + number.incrementAndGet());
    }

    static SourceRecord source(long offset, Object value) {
        return new SourceRecord(
                Map.of("file", "orders.csv"), Map.of("line", offset), "orders", null, null, null, value);
    }

    static SinkRecord sink(int partition, long offset, Object value) {
        return new SinkRecord(
                "orders", partition, null, null, null, value, offset, 1L, TimestampType.CREATE_TIME, List.of());
    }

    static AuditHeaders headers(ConnectRecord<?> record) {
        return AuditHeaders.read(record.headers());
    }

    static String text(ConnectRecord<?> record, AuditField field) {
        return headers(record).text(field).orElseThrow();
    }
}
