package dev.millrace.legacy;

import dev.millrace.kit.Template;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills the template of keys. */
final class RecordKeys {

    private final Optional<Template> template;
    private final Protocol protocol;

    RecordKeys(Optional<Template> template, Protocol protocol) {
        this.template = template;
        this.protocol = protocol;
    }

    /** The key of a message's records; null for none. */
    @Nullable
    String of(String feed, Delivery delivery) {
        return template.map(text -> text.fill(place -> fill(place, feed, delivery)))
                .orElse(null);
    }

    private String fill(String place, String feed, Delivery delivery) {
        return switch (place) {
            case "feed" -> feed;
            case "session" -> delivery.after().session();
            case "sequence" -> delivery.number() == Delivery.UNNUMBERED ? "" : String.valueOf(delivery.number());
            case "message" -> delivery.kind();
            default -> protocol.field(place.substring(RecordSettings.FIELD.length()), delivery.message());
        };
    }
}
