package dev.millrace.transforms.shape;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.expression.Expression;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a route: which records it is for, and what becomes of them. What it doesn't name stays as it is.
 *
 * @param name what tells it from the others, in failures and figures
 * @param when which records; absent for all
 * @param topic where they go
 * @param key their key, as text
 * @param partition the number of their partition, or {@code auto} for whichever the producer takes by the key
 * @param timestamp where their time stands: an int64 of milliseconds, or a Connect Timestamp
 */
record RoutingRule(
        String name,
        Optional<Expression> when,
        Optional<PlaceText> topic,
        Optional<PlaceText> key,
        Optional<PlaceText> partition,
        Optional<RecordPath> timestamp) {

    private static final String AUTO = "auto";

    static RoutingRule read(RuleText text) {
        String name = text.text("name").orElseGet(() -> String.valueOf(text.number()));
        RoutingRule rule = new RoutingRule(
                name,
                text.text("when").map(when -> text.parsed("when", when, Expression::parse)),
                text.text("topic").map(topic -> text.parsed("topic", topic, RoutingRule::topic)),
                text.text("key").map(key -> text.parsed("key", key, PlaceText::parse)),
                text.text("partition").map(number -> text.parsed("partition", number, RoutingRule::partition)),
                text.text("timestamp").map(time -> RecordPath.of(text.path("timestamp", time))));
        if (rule.topic.isEmpty() && rule.key.isEmpty() && rule.partition.isEmpty() && rule.timestamp.isEmpty()) {
            throw text.fault("does nothing: it needs topic, key, partition or timestamp");
        }
        return rule;
    }

    /** A topic, whose fixed letters must be those of topics. */
    static PlaceText topic(String text) {
        PlaceText topic = PlaceText.parse(text);
        String letters = topic.letters();
        if (topic.fixed().isPresent() ? !TopicNames.isLegal(letters) : !TopicNames.isLegal("a" + letters)) {
            throw new IllegalArgumentException(
                    "no topic can have this name: letters, digits, dots, dashes and underscores, 249 at most; places stand"
                            + " in braces without a dollar sign, such as orders.{value.country}");
        }
        return topic;
    }

    private static PlaceText partition(String text) {
        PlaceText partition = PlaceText.parse(text);
        partition.fixed().ifPresent(number -> {
            if (!number.equals(AUTO) && !number.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("must be a number from 0, a place, or auto");
            }
        });
        return partition;
    }

    boolean isFor(ConnectRecord<?> record) {
        if (when.isEmpty()) {
            return true;
        }
        try {
            return when.get().test(record);
        } catch (ConnectorFailure failed) {
            throw new RuleFailure(name, "", failed.code());
        }
    }

    /** The record as the rule wants it, with all else as it was. */
    <R extends ConnectRecord<R>> R apply(R record, TopicNames topics) {
        String to = topic.isPresent() ? topics.check(topic.get().of(record, name), name) : record.topic();
        return record.newRecord(
                to,
                partition.isPresent() ? number(record, partition.get().of(record, name)) : record.kafkaPartition(),
                key.isPresent() ? Schema.STRING_SCHEMA : record.keySchema(),
                key.isPresent() ? key.get().of(record, name) : record.key(),
                record.valueSchema(),
                record.value(),
                timestamp.isPresent() ? millis(timestamp.get().first(record).orElse(null)) : record.timestamp());
    }

    private @Nullable Integer number(ConnectRecord<?> record, String text) {
        if (text.equals(AUTO)) {
            // Behind a sink is no producer to choose one, and a record of a sink has always a partition.
            return record instanceof SinkRecord ? record.kafkaPartition() : null;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new RuleFailure(name, "$partition", "no-partition");
        }
        return Integer.valueOf(text);
    }

    private Long millis(@Nullable SchemaAndValue found) {
        Object value = found == null ? null : found.value();
        Object time = value instanceof Date date ? (Object) date.toInstant().toEpochMilli() : value;
        // Kafka has no time before 1970, and its producer refuses one outside of any error handling.
        if (time instanceof Long millis && millis >= 0) {
            return millis;
        }
        throw new RuleFailure(name, "$timestamp", value == null ? "missing" : "no-timestamp");
    }
}
