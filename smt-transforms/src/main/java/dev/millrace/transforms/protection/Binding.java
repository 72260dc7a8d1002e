package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Spot;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the value at a place is bound to. The topic is the one that Kafka has the record in: for a sink's record where it was
 * read from, whatever transforms made of it; for a source's record the one it has when it gets here, so routers go before. For any
 * thread.
 */
final class Binding {

    private final BoundTo kind;
    private final @Nullable String topic;
    private final @Nullable String path;
    private volatile Bound last;

    /**
     * A way to bind.
     *
     * @param topic told instead of the record's
     * @param path told instead of the value's, where it was moved or renamed
     */
    Binding(BoundTo kind, Optional<String> topic, Optional<String> path) {
        this.kind = kind;
        this.topic = topic.orElse(null);
        this.path = path.orElse(null);
        this.last = new Bound(kind, "", "");
    }

    Bound at(Spot spot) {
        return switch (kind) {
            case TOPIC_AND_PATH -> bound(topicOf(spot), pathOf(spot));
            case PATH -> bound("", pathOf(spot));
            case TOPIC -> bound(topicOf(spot), "");
            case NONE -> bound("", "");
        };
    }

    /** One place follows the other rarely: a rule mostly has one path, and its records one topic. */
    private Bound bound(String itsTopic, String itsPath) {
        Bound known = last;
        if (!known.is(itsTopic, itsPath)) {
            known = new Bound(kind, itsTopic, itsPath);
            last = known;
        }
        return known;
    }

    private String topicOf(Spot spot) {
        if (topic != null) {
            return topic;
        }
        ConnectRecord<?> record = spot.record();
        String its = record instanceof SinkRecord sink ? sink.originalTopic() : record.topic();
        return its == null ? "" : its;
    }

    private String pathOf(Spot spot) {
        return path == null ? spot.path() : path;
    }
}
