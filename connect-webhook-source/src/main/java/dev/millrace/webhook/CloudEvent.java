package dev.millrace.webhook;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event by CloudEvents 1.0, whatever way it came. */
final class CloudEvent {

    private final Map<String, String> attributes;
    private final Optional<String> contentType;
    private final byte @Nullable [] data;

    /**
     * An event.
     *
     * @param attributes by their names, without datacontenttype
     * @param contentType of the data
     * @param data null where the event has none; not copied
     */
    CloudEvent(Map<String, String> attributes, Optional<String> contentType, byte @Nullable [] data) {
        this.attributes = Map.copyOf(attributes);
        this.contentType = contentType;
        this.data = data;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Optional<String> contentType() {
        return contentType;
    }

    byte @Nullable [] data() {
        return data;
    }
}
