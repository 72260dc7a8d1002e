package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cluster's connectors were at one time: one JSON file.
 *
 * @param version of the form, 1
 * @param taken when, in UTC
 * @param cluster the id of the Kafka cluster
 */
record Backup(int version, String taken, String cluster, List<Entry> connectors) {

    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One connector.
     *
     * @param type {@code source} or {@code sink}
     * @param state of the connector, in Connect's words, when it was backed up
     * @param offsets objects of partition and offset
     */
    record Entry(String name, String type, String state, Map<String, String> config, List<JsonNode> offsets) {

        Entry {
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
            offsets = List.copyOf(offsets);
        }
    }

    Backup {
        connectors = List.copyOf(connectors);
    }

    static Backup read(Path file) {
        try {
            JsonNode document = JSON.readTree(file.toFile());
            if (document == null || document.path("version").asInt() != VERSION) {
                throw CommandFailure.usage(file + " is no backup that this command knows: version must be " + VERSION);
            }
            return JSON.treeToValue(document, Backup.class);
        } catch (IOException unreadable) {
            throw CommandFailure.usage(file + " is no backup: it can't be read, or is not whole", unreadable);
        }
    }

    /** Writes it beside its place first, readable for its owner alone, so that there is never half a backup. */
    void write(Path file) {
        Path target = file.toAbsolutePath();
        try {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Path whole = Files.createTempFile(target.getParent(), ".millrace-backup", ".tmp", ownerOnly);
            try {
                JSON.writeValue(whole.toFile(), this);
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException refused) {
            throw CommandFailure.usage(
                    file + " can't be written: " + refused.getClass().getSimpleName(), refused);
        }
    }
}
