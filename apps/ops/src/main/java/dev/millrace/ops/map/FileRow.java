package dev.millrace.ops.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file that a source has begun, as its stored offset tells.
 *
 * @param state reading, broken, completed, quarantined or finished
 * @param position in bytes, within what was unpacked where it is packed
 * @param size in bytes; empty where the position can't be held to it
 */
public record FileRow(String path, String store, String state, long position, OptionalLong size, long malformed) {

    /** The ones on their way, those being read first; a finished one is left out. */
    static List<FileRow> of(List<JsonNode> offsets) {
        return offsets.stream()
                .filter(entry -> entry.path("partition").has("store")
                        && entry.path("offset").has("state"))
                .map(entry -> of(entry.path("partition"), entry.path("offset")))
                .filter(file -> !file.state().equals("finished"))
                .sorted(Comparator.comparing((FileRow file) -> !file.state().equals("reading"))
                        .thenComparing(FileRow::path))
                .toList();
    }

    private static FileRow of(JsonNode partition, JsonNode offset) {
        JsonNode size = partition.has("size") ? partition.path("size") : offset.path("size");
        boolean comparable = size.canConvertToLong() && size.isIntegralNumber() && !offset.has("packing");
        return new FileRow(
                partition.path("path").asText(partition.path("sha256").asText()),
                partition.path("store").asText(),
                offset.path("state").asText(),
                offset.path("position").asLong(),
                comparable ? OptionalLong.of(size.asLong()) : OptionalLong.empty(),
                offset.path("malformed").asLong());
    }

    /** How much of it was read; 100 for an empty file. */
    public long percent() {
        long whole = size.orElse(0);
        return whole <= 0 ? 100 : Math.min(100, position * 100 / whole);
    }
}
