package dev.millrace.webhook;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.header.Headers;

/**
 * Knows CloudEvents in requests (CloudEvents 1.0 HTTP protocol binding, section 3): by their headers, as one JSON document, or
 * as a batch of them.
 */
final class CloudEvents {

    private static final String PREFIX = "ce-";
    private static final String STRUCTURED = "application/cloudevents";
    private static final List<String> REQUIRED = List.of("id", "source", "type");

    private CloudEvents() {}

    /** The events in a request; empty where it is no CloudEvent at all. */
    static Optional<List<CloudEvent>> in(ReceivedEvent event, MediaType type, int most) throws EventRefused {
        if (type.name().startsWith(STRUCTURED)) {
            return Optional.of(
                    switch (type.name()) {
                        case STRUCTURED + "+json" -> new CloudEventsJson(event.body()).one();
                        case STRUCTURED + "-batch+json" -> new CloudEventsJson(event.body()).batch(most);
                        default ->
                            throw new EventRefused(
                                    415, "cloudevents-format", "CloudEvents are read from JSON and from headers only");
                    });
        }
        ReceivedRequest request = event.request();
        return request.header(PREFIX + "specversion").isPresent()
                ? Optional.of(List.of(ofHeaders(request, event.body())))
                : Optional.empty();
    }

    private static CloudEvent ofHeaders(ReceivedRequest request, byte[] body) throws EventRefused {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (ReceivedHeaders.Field field : request.headers().fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX) && attributes.putIfAbsent(name.substring(3), decoded(field.value())) != null) {
                throw new EventRefused(400, "cloudevent-invalid", "an attribute of the CloudEvent is there twice");
            }
        }
        return checked(new CloudEvent(attributes, request.header("Content-Type"), body));
    }

    /** A header value as HTTP protocol binding 3.1.3.2 encodes it: quoted, and with percent signs. */
    private static String decoded(String value) throws EventRefused {
        String text = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new EventRefused(
                    400, "cloudevent-invalid", "an attribute of the CloudEvent has a broken percent sign");
        }
    }

    /** What CloudEvents 1.0 section 3.1 requires. */
    static CloudEvent checked(CloudEvent event) throws EventRefused {
        if (!"1.0".equals(event.attributes().get("specversion"))) {
            throw new EventRefused(400, "cloudevent-version", "the CloudEvent is of another version than 1.0");
        }
        for (String name : REQUIRED) {
            if (event.attributes().getOrDefault(name, "").isEmpty()) {
                throw new EventRefused(400, "cloudevent-invalid", "the CloudEvent lacks its attribute " + name);
            }
        }
        return event;
    }

    /** Adds an event's attributes as the Kafka protocol binding writes them (section 3.2). */
    static void addTo(Headers headers, Map<String, String> attributes, Optional<String> contentType) {
        attributes.keySet().stream()
                .sorted()
                .forEach(name -> headers.addString("ce_" + name, attributes.getOrDefault(name, "")));
        headers.remove("content-type");
        contentType.ifPresent(type -> headers.addString("content-type", type));
    }
}
