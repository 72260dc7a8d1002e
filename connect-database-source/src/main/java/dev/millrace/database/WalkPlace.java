package dev.millrace.database;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Where a walk's offset is kept, and what part of the rows it is about.
 *
 * @param partition its source partition
 * @param part its number; empty for the whole
 * @param keys how many values each part has
 */
record WalkPlace(QuerySource source, Map<String, String> partition, Optional<Long> part, long keys) {

    static final String PART = "part";

    WalkPlace {
        partition = Map.copyOf(partition);
    }

    static WalkPlace whole(QuerySource source) {
        return new WalkPlace(source, source.partition(), Optional.empty(), 0);
    }

    static WalkPlace part(QuerySource source, long part, long keys) {
        Map<String, String> partition = new HashMap<>(source.partition());
        partition.put(PART, String.valueOf(part));
        return new WalkPlace(source, partition, Optional.of(part), keys);
    }

    /** In audit events. */
    String subject() {
        return source.name() + part.map(number -> "/" + PART + "-" + number).orElse("");
    }

    Optional<KeyRange> range(String column) {
        return part.map(number -> KeyRange.of(column, number, keys));
    }

    /**
     * What the stored offset tells.
     *
     * @param reads throws an IllegalArgumentException for an offset that it can't read
     * @throws ConnectorFailure MISCONFIGURED when it can't be gone on from
     */
    <T> Optional<T> stored(OffsetStorageReader offsets, Function<Map<String, Object>, T> reads) {
        Map<String, Object> stored = offsets.offset(partition);
        if (stored == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reads.apply(stored));
        } catch (IllegalArgumentException wrong) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "offset-unfit",
                    "the stored offset " + partition + " of " + source + " can't be gone on from: " + wrong.getMessage()
                            + ". Set the options back, or alter or remove the offset by the worker's REST API");
        }
    }

    /** Where the whole table had been read to when it was not yet read in parts. */
    List<Object> before(OffsetStorageReader offsets, Function<Map<String, Object>, List<Object>> reads) {
        return part.isEmpty() ? List.of() : whole(source).stored(offsets, reads).orElse(List.of());
    }
}
