package dev.millrace.transforms.audit;

import dev.millrace.kit.AuditChain;
import dev.millrace.kit.CanonicalJson;
import dev.millrace.kit.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * The evidence that a record carries in its headers, whoever wrote it.
 *
 * @param texts the text of each header whose name begins with {@code audit.}, by its whole name
 */
public record AuditHeaders(Map<String, String> texts) {

    private static final CanonicalJson JSON = new CanonicalJson();

    public AuditHeaders {
        texts = new TreeMap<>(texts);
    }

    /** Reads the headers of a record as it stands in Kafka: UTF-8, as Connect's standard header converter writes text. */
    public static AuditHeaders read(Iterable<org.apache.kafka.common.header.Header> headers) {
        Map<String, String> texts = new TreeMap<>();
        for (org.apache.kafka.common.header.Header header : headers) {
            if (header.key().startsWith(AuditField.PREFIX)) {
                byte[] value = header.value();
                texts.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
            }
        }
        return new AuditHeaders(texts);
    }

    /**
     * Reads the headers of a record in a worker. What Connect's standard header converter took for a number, such as a version
     * {@code 1.10}, is read as that number.
     */
    public static AuditHeaders read(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            if (header.key().startsWith(AuditField.PREFIX)) {
                texts.put(header.key(), text(header));
            }
        }
        return new AuditHeaders(texts);
    }

    /** The text of a header; empty for null. */
    static String text(Header header) {
        Object value = header.value();
        if (value == null) {
            return "";
        }
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : ValueText.of(header.schema(), value);
    }

    public Optional<String> text(AuditField field) {
        return Optional.ofNullable(texts.get(field.header()));
    }

    /**
     * What is hashed: all the headers but those of the chain, as a JSON object of their names and texts in canonical form
     * (RFC 8785).
     */
    public String canonical() {
        Map<String, String> event = new TreeMap<>(texts);
        event.keySet().removeIf(name -> name.startsWith(AuditField.CHAIN_PREFIX));
        return JSON.text(null, event);
    }

    /**
     * Its place in a chain; empty where it is in none.
     *
     * @throws IllegalArgumentException when a header of the chain is missing or no such thing
     */
    public Optional<AuditChain.Link> link() {
        if (texts.keySet().stream().noneMatch(name -> name.startsWith(AuditField.CHAIN_PREFIX))) {
            return Optional.empty();
        }
        String previous = need(AuditField.CHAIN_PREV);
        if (!previous.isEmpty() && !previous.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(AuditField.CHAIN_PREV.header() + " is no SHA-256");
        }
        try {
            return Optional.of(new AuditChain.Link(
                    need(AuditField.CHAIN_ID), Long.parseLong(need(AuditField.CHAIN_SEQ)), previous));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(AuditField.CHAIN_SEQ.header() + " is no number", wrong);
        }
    }

    private String need(AuditField field) {
        return text(field)
                .orElseThrow(() -> new IllegalArgumentException("the header " + field.header() + " is missing"));
    }
}
