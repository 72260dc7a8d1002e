package dev.millrace.ops.dlq;

import dev.millrace.kit.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that is set aside, as {@code show} and {@code export} write it. Without values, keys and values are a size and a
 * hash, and of headers only those are told that say where and why, without messages; what is left out is null.
 *
 * @param partition of the topic in which it is set aside
 * @param offset in that partition
 * @param timestamp of the record, ISO 8601
 * @param cause as a condition sees it
 * @param message of the failure, with values only
 * @param headers the text of each, or its hexadecimal digits behind 0x
 * @param keyBytes the size, -1 for none
 * @param valueBytes the size, -1 for none
 * @param key the text, with values only and where it is one
 * @param keyHex the bytes, where they are no text
 */
public record Shown(
        int partition,
        long offset,
        String timestamp,
        Map<String, Object> cause,
        @Nullable String message,
        Map<String, String> headers,
        int keyBytes,
        @Nullable String keySha256,
        @Nullable String key,
        @Nullable String keyHex,
        int valueBytes,
        @Nullable String valueSha256,
        @Nullable String value,
        @Nullable String valueHex) {

    /**
     * What is told of a record.
     *
     * @param values whether key, value, message and all headers are told too, which may hold payload
     */
    public static Shown of(SetAside aside, boolean values) {
        byte[] key = aside.raw().key();
        byte[] value = aside.raw().value();
        return new Shown(
                aside.raw().partition(),
                aside.raw().offset(),
                Instant.ofEpochMilli(aside.raw().timestamp()).toString(),
                new TreeMap<>(aside.cause().fields()),
                values ? aside.cause().message() : null,
                headers(aside, values),
                size(key),
                sha256(key),
                values ? HeaderText.text(key).orElse(null) : null,
                values ? hex(key) : null,
                size(value),
                sha256(value),
                values ? HeaderText.text(value).orElse(null) : null,
                values ? hex(value) : null);
    }

    private static Map<String, String> headers(SetAside aside, boolean values) {
        Map<String, String> told = new LinkedHashMap<>();
        for (Header header : aside.raw().headers()) {
            String name = header.key();
            if (values || (isPlace(name) && !name.endsWith("message") && !name.endsWith("stacktrace"))) {
                told.put(name, HeaderText.text(header.value()).orElseGet(() -> "0x" + digits(header.value())));
            } else {
                told.put(name, size(header.value()) + " bytes");
            }
        }
        return told;
    }

    /** A rule's exception of Confluent holds its message. */
    private static boolean isPlace(String name) {
        return name.startsWith(ReplayHeaders.REPLAY)
                || name.startsWith(ReplayHeaders.FIRST)
                || HeaderNames.known().stream()
                        .anyMatch(names -> names.owns(name)
                                && (!names.writer().equals("confluent") || !name.endsWith("exception")));
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    private static @Nullable String sha256(byte @Nullable [] bytes) {
        return bytes == null ? null : Sha256.hex(bytes);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null || HeaderText.text(bytes).isPresent() ? null : digits(bytes);
    }

    private static String digits(byte @Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }
}
