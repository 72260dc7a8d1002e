package dev.millrace.ops.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The offset of a file, as the file sources write it (docs/reference/connect-sftp-source.md, Offsets).
 *
 * @param state {@code reading}, {@code broken}, {@code completed}, {@code quarantined} or {@code finished}
 * @param partition as the cluster listed it
 */
record FileEntry(String path, String state, @JsonIgnore JsonNode partition) {

    private static final Set<String> FINISHED = Set.of("completed", "quarantined", "finished");

    /** None for an offset of another form: of a file that is known by its content, or of a source that reads no files. */
    static Stream<FileEntry> of(JsonNode entry) {
        JsonNode partition = entry.path("partition");
        String state = entry.path("offset").path("state").asText();
        boolean aFile =
                partition.path("store").isTextual() && partition.path("path").isTextual() && !state.isEmpty();
        return aFile ? Stream.of(new FileEntry(partition.path("path").asText(), state, partition)) : Stream.empty();
    }

    /** Whether all of it was read. */
    @JsonIgnore
    boolean isFinished() {
        return FINISHED.contains(state);
    }

    /** What makes the cluster forget it (KIP-875). */
    JsonNode removal() {
        ObjectNode removal = new ObjectMapper().createObjectNode();
        removal.set("partition", partition);
        removal.putNull("offset");
        return removal;
    }
}
