package dev.millrace.rest;

import dev.millrace.kit.expression.Expression;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Which records a route takes: those of its topics that its condition holds for. Immutable.
 *
 * @param topics as the record has it after transforms; none for all
 */
record RouteMatch(Set<String> topics, Optional<Expression> when) {

    static final RouteMatch ALL = new RouteMatch(Set.of(), Optional.empty());

    RouteMatch {
        topics = Set.copyOf(topics);
    }

    boolean takes(SinkRecord record) {
        return (topics.isEmpty() || topics.contains(record.topic()))
                && (when.isEmpty() || when.get().test(record));
    }
}
