package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Spot;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Single actions, made as a configuration makes them, and the places where they work. */
final class Rules {

    private Rules() {}

    static Means means(String... keys) {
        return means(BoundTo.TOPIC_AND_PATH, keys);
    }

    static Means means(BoundTo bound, String... keys) {
        return new Means(
                Optional.of(KeysetDocument.parse(Keysets.of(keys))), bound, Optional.empty(), new SealCounts());
    }

    /** A change of the members that stand behind the path of a rule. */
    static Change change(Means means, String members) {
        return ProtectionRule.list("[{\"path\":\"field\"," + members.replace('\'', '"') + "}]")
                .get(0)
                .action()
                .made()
                .apply(means);
    }

    static Change change(String members) {
        return change(means("k1"), members);
    }

    static Object applied(String members, Object value) {
        return applied(change(members), null, value);
    }

    static Object applied(Change change, @Nullable Schema schema, Object value) {
        return applied(change, spot("people", "field"), schema, value);
    }

    static Object at(Change change, Spot spot, Object value) {
        return applied(change, spot, null, value);
    }

    private static Object applied(Change change, Spot spot, @Nullable Schema schema, Object value) {
        return Objects.requireNonNull(change.apply(spot, schema, value));
    }

    static Spot spot(String topic, String path) {
        return new Spot(new SourceRecord(Map.of(), Map.of(), topic, null, null), "1", path);
    }
}
