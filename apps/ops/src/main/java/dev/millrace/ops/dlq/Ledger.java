package dev.millrace.ops.dlq;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What is written down of a replay: that it started, and how it ended. The entries are part of its transactions, so there is
 * one of each, however often the tool is killed.
 *
 * @param topic where they go; empty for no ledger
 * @param asked what the replay was asked for
 */
record Ledger(Optional<String> topic, String name, String dlq, String asked, ReplayNote note) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How far it is. */
    enum Step {
        STARTED,
        COMPLETED,
        STOPPED
    }

    /** The entry for a step; empty when there is no ledger. */
    Optional<ProducerRecord<byte[], byte[]>> entry(Step step, Tally tally, Instant now) {
        return topic.map(to -> {
            String word = step.name().toLowerCase(Locale.ROOT);
            ObjectNode told = JSON.createObjectNode()
                    .put("event", "dlq.replay." + word)
                    .put("id", note.id())
                    .put("name", name)
                    .put("at", now.toString())
                    .put("by", note.by())
                    .put("reason", note.reason())
                    .put("topic", dlq)
                    .put("asked", asked)
                    .put("sent", tally.sent())
                    .put("parked", tally.parked())
                    .put("dropped", tally.dropped());
            return new ProducerRecord<>(
                    to,
                    null,
                    note.id().getBytes(StandardCharsets.UTF_8),
                    told.toString().getBytes(StandardCharsets.UTF_8),
                    List.of(new RecordHeader("millrace.kind", "replay".getBytes(StandardCharsets.UTF_8))));
        });
    }
}
