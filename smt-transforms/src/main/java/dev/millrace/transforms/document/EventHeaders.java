package dev.millrace.transforms.document;

import dev.millrace.kit.ValueText;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** An event's attributes in the headers of a record (CloudEvents Kafka protocol binding 1.0.2, section 3.2.3). */
final class EventHeaders {

    static final String PREFIX = "ce_";
    static final String CONTENT_TYPE = "content-type";
    static final String STRUCTURED = "application/cloudevents";
    static final String STRUCTURED_JSON = STRUCTURED + "+json; charset=UTF-8";

    private EventHeaders() {}

    /** Whether the record is an event already, in either way. */
    static boolean hold(Headers headers) {
        return headers.lastWithName(PREFIX + AttributeRules.SPEC_VERSION) != null
                || contentType(headers).filter(EventHeaders::isStructured).isPresent();
    }

    static boolean isStructured(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    }

    /** The media type that the header says. */
    static Optional<String> contentType(Headers headers) {
        Header header = headers.lastWithName(CONTENT_TYPE);
        return header == null || header.value() == null ? Optional.empty() : Optional.of(text(header));
    }

    /** The attributes, datacontenttype included; one that is there twice fails. */
    static Map<String, String> read(Headers headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                String name = header.key().substring(PREFIX.length());
                String text = name.equals(AttributeRules.SPEC_VERSION) ? version(header) : text(header);
                if (attributes.put(name, text) != null) {
                    throw new RuleFailure("event", "", "duplicate-attribute");
                }
            }
        }
        contentType(headers).ifPresent(type -> attributes.put(AttributeRules.CONTENT_TYPE, type));
        return attributes;
    }

    /** A copy without any event. */
    static Headers without(Headers headers) {
        Headers bare = headers.duplicate();
        List<String> events = new ArrayList<>();
        bare.forEach(header -> {
            if (header.key().startsWith(PREFIX) || header.key().equals(CONTENT_TYPE)) {
                events.add(header.key());
            }
        });
        events.forEach(bare::remove);
        return bare;
    }

    /** Adds attributes; datacontenttype becomes the header of the content. */
    static void add(Headers headers, Map<String, String> attributes, String prefix) {
        attributes.forEach((name, value) -> {
            if (name.equals(AttributeRules.CONTENT_TYPE)) {
                headers.remove(CONTENT_TYPE);
                headers.addString(CONTENT_TYPE, value);
            } else {
                headers.addString(prefix + name, value);
            }
        });
    }

    /** The worker's SimpleHeaderConverter makes a number of the text 1.0, of which 1 is left. */
    private static String version(Header header) {
        return header.value() instanceof Number number && number.doubleValue() == 1 ? "1.0" : text(header);
    }

    private static String text(Header header) {
        try {
            return header.value() instanceof byte[] bytes
                    ? DocumentText.utf8(bytes)
                    : ValueText.of(header.schema(), header.value());
        } catch (DataException | DocumentFault unfit) {
            throw new RuleFailure("event", "", "no-text-form");
        }
    }
}
