package dev.millrace.ops.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.ops.CommandFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a replay came. It stands in the offsets of its group and in their metadata, which are part of each transaction: so
 * after a crash the replay knows for certain what is sent. Records leave sorted, so an offset can't tell; the metadata
 * hold the segment that is under way, and the last of its records that was sent.
 *
 * @param id of the replay
 * @param plan hash of what it was asked for
 * @param from where the segment begins
 * @param segment where the segment ends; the same as from before it is read
 * @param end where the replay ends
 * @param last the last record of the segment that was sent
 */
record Progress(
        String id,
        String plan,
        SortedMap<Integer, Long> from,
        SortedMap<Integer, Long> segment,
        SortedMap<Integer, Long> end,
        Optional<Place> last,
        Tally tally) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A replay that has sent nothing. */
    static Progress begin(String id, String plan, SortedMap<Integer, Long> from, SortedMap<Integer, Long> end) {
        return new Progress(id, plan, from, from, end, Optional.empty(), Tally.NONE);
    }

    /** The same, with this segment under way. */
    Progress reading(SortedMap<Integer, Long> until, boolean isLast) {
        return new Progress(id, plan, from, until, isLast ? until : end, Optional.empty(), tally);
    }

    /** The same, with records sent up to this one. */
    Progress sent(Place place, Tally now) {
        return new Progress(id, plan, from, segment, end, Optional.of(place), now);
    }

    /** The same, with the segment done. */
    Progress behindSegment() {
        return new Progress(id, plan, segment, segment, end, Optional.empty(), tally);
    }

    boolean isInSegment() {
        return !segment.equals(from);
    }

    boolean isAtEnd() {
        return from.equals(end);
    }

    /** What the group's offsets are to be. */
    Map<TopicPartition, OffsetAndMetadata> offsets(String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        from.forEach((partition, offset) -> {
            ObjectNode told = JSON.createObjectNode();
            if (!isAtEnd()) {
                told.put("segment", segment.getOrDefault(partition, offset));
                told.put("end", end.getOrDefault(partition, offset));
                if (partition.equals(from.firstKey())) {
                    tellRun(told);
                }
            }
            offsets.put(
                    new TopicPartition(topic, partition),
                    new OffsetAndMetadata(offset, told.isEmpty() ? "" : told.toString()));
        });
        return offsets;
    }

    private void tellRun(ObjectNode told) {
        told.put("id", id).put("plan", plan);
        told.set("tally", JSON.valueToTree(tally));
        last.ifPresent(place -> told.putArray("last")
                .add(place.origin().topic())
                .add(place.origin().partition())
                .add(place.origin().offset())
                .add(place.partition())
                .add(place.offset()));
    }

    /** What the group's offsets say of a replay that is under way; empty when there is none. */
    static Optional<Progress> of(Map<TopicPartition, OffsetAndMetadata> committed) {
        SortedMap<Integer, Long> from = new TreeMap<>();
        SortedMap<Integer, Long> segment = new TreeMap<>();
        SortedMap<Integer, Long> end = new TreeMap<>();
        JsonNode run = null;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
            if (entry.getValue() == null || entry.getValue().metadata().isEmpty()) {
                continue;
            }
            JsonNode told = read(entry.getValue().metadata());
            int partition = entry.getKey().partition();
            from.put(partition, entry.getValue().offset());
            segment.put(partition, told.path("segment").asLong());
            end.put(partition, told.path("end").asLong());
            run = told.has("id") ? told : run;
        }
        if (run == null) {
            return Optional.empty();
        }
        JsonNode last = run.path("last");
        try {
            return Optional.of(new Progress(
                    run.path("id").asText(),
                    run.path("plan").asText(),
                    from,
                    segment,
                    end,
                    last.isArray()
                            ? Optional.of(new Place(
                                    new Origin(
                                            last.path(0).asText(),
                                            last.path(1).asInt(),
                                            last.path(2).asLong()),
                                    last.path(3).asInt(),
                                    last.path(4).asLong()))
                            : Optional.empty(),
                    JSON.treeToValue(run.path("tally"), Tally.class)));
        } catch (JsonProcessingException foreign) {
            throw foreign(foreign);
        }
    }

    private static JsonNode read(String metadata) {
        try {
            return JSON.readTree(metadata);
        } catch (JsonProcessingException foreign) {
            throw foreign(foreign);
        }
    }

    private static CommandFailure foreign(Exception cause) {
        return CommandFailure.usage(
                "the offsets of this group were not written by a replay: choose another --name", cause);
    }
}
