package dev.millrace.ops.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kit.Sha256;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values that somebody corrected in a file that {@code export --show-values} wrote. Only what stands in it is sent;
 * headers and time are those of the record that is set aside.
 */
public final class Edits {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Coordinates(int partition, long offset) {}

    /** A key and a value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte @Nullable [] key, byte @Nullable [] value) {}

    private final Map<Coordinates, Content> contents = new HashMap<>();
    private final String hash;

    private Edits(String hash) {
        this.hash = hash;
    }

    /**
     * Reads the file.
     *
     * @throws CommandFailure naming the line that is no record, or that was exported without values
     */
    static Edits read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.usage(
                    "--edited " + file + " can't be read: " + e.getClass().getSimpleName(), e);
        }
        Edits edits = new Edits(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                edits.add(line, file + ", line " + number);
            }
        }
        return edits;
    }

    private void add(String line, String where) {
        JsonNode record;
        try {
            record = JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw CommandFailure.usage(where + " is no JSON", broken);
        }
        if (!record.path("partition").isInt() || !record.path("offset").isIntegralNumber()) {
            throw CommandFailure.usage(where + " has no partition and offset: it must be a line of an export");
        }
        contents.put(
                new Coordinates(
                        record.path("partition").asInt(), record.path("offset").asLong()),
                new Content(bytes(record, "key", where), bytes(record, "value", where)));
    }

    private static byte @Nullable [] bytes(JsonNode record, String name, String where) {
        JsonNode text = record.path(name);
        if (text.isTextual()) {
            return text.textValue().getBytes(StandardCharsets.UTF_8);
        }
        if (text.isContainerNode()) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode hex = record.path(name + "Hex");
        if (hex.isTextual()) {
            try {
                return HexFormat.of().parseHex(hex.textValue());
            } catch (IllegalArgumentException broken) {
                throw CommandFailure.usage(where + ": " + name + "Hex is not hexadecimal", broken);
            }
        }
        if (record.path(name + "Bytes").asInt() == -1) {
            return null;
        }
        throw CommandFailure.usage(where + " has no " + name + ": export with --show-values, then edit");
    }

    /** Of the file's bytes. */
    String hash() {
        return hash;
    }

    boolean has(SetAside aside) {
        return contents.containsKey(coordinates(aside));
    }

    /** The content to send in the place of what is set aside. */
    Content of(SetAside aside) {
        Content content = contents.get(coordinates(aside));
        if (content == null) {
            throw new IllegalArgumentException("not edited: " + aside.place());
        }
        return content;
    }

    private static Coordinates coordinates(SetAside aside) {
        return new Coordinates(aside.raw().partition(), aside.raw().offset());
    }
}
