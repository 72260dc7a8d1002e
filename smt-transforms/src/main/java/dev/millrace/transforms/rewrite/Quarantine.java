package dev.millrace.transforms.rewrite;

import dev.millrace.kit.SideRecord;
import java.util.Locale;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sends records of a source to the quarantine topic: key and value as they came, their headers and those that say why. Kafka
 * Connect has a dead letter queue for sinks only.
 */
public final class Quarantine {

    public static final String TRANSFORM_HEADER = "millrace.error.transform";
    public static final String RULE_HEADER = "millrace.error.rule";
    public static final String PATH_HEADER = "millrace.error.path";
    public static final String CODE_HEADER = "millrace.error.code";
    /** Where the record would have gone. */
    public static final String TOPIC_HEADER = "millrace.error.topic";

    private static final String KIND = SideRecord.Kind.REJECTED.name().toLowerCase(Locale.ROOT);

    private final String topic;

    /** The way to one topic. */
    public Quarantine(String topic) {
        this.topic = topic;
    }

    /**
     * The record as it stands in the quarantine topic; a new one, whose headers may be added to.
     *
     * @param key the configuration key that asks for it, named when a sink does
     * @throws MisusedTransform for a record of a sink: what a sink renames is written nowhere
     */
    public <R extends ConnectRecord<R>> R send(R record, String transform, RuleFailure why, String key) {
        if (record instanceof SinkRecord) {
            throw new MisusedTransform(
                    key,
                    "routes records to " + topic + ", but this is a sink, where a record of another topic name is"
                            + " written nowhere; choose fail, which hands it to the dead letter queue");
        }
        R routed = record.newRecord(
                topic,
                null,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers().duplicate());
        Headers headers = routed.headers();
        headers.addString(SideRecord.KIND_HEADER, KIND);
        headers.addString(TRANSFORM_HEADER, transform);
        headers.addString(RULE_HEADER, why.rule());
        headers.addString(PATH_HEADER, why.path());
        headers.addString(CODE_HEADER, why.code());
        if (record.topic() != null) {
            headers.addString(TOPIC_HEADER, record.topic());
        }
        return routed;
    }
}
