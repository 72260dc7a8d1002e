package dev.millrace.webhook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells the events of a sender apart, as the option {@code dedup.key} and the presets write it: {@code header:Name},
 * {@code body:path}, several of these joined by {@code +}, {@code cloudevents}, {@code body-hash} or {@code none}.
 *
 * @param parts where the parts of the id are; empty for the other kinds
 */
record DedupKey(Kind kind, List<Part> parts) {

    /** The kinds of keys. */
    enum Kind {
        /** Header fields and places in the body. */
        PARTS,
        /** The attributes source and id of a CloudEvent, by which it is unique (CloudEvents 1.0, section 3.1.1). */
        CLOUDEVENTS,
        /** The body itself: equal bodies are one event. */
        BODY_HASH,
        /** Nothing: every request is an event of its own. */
        NONE
    }

    /** Where a part of an id is. */
    enum Place {
        HEADER,
        BODY
    }

    /**
     * A part of an id.
     *
     * @param name the header's name, or the path into the body
     */
    record Part(Place place, String name) {}

    private static final String HEADER = "header:";
    private static final String BODY = "body:";
    /** RFC 9110 allows more, a plus among it, which is a forgotten prefix rather. */
    private static final Pattern HEADER_NAME = Pattern.compile("[\\w.-]+");

    private static final Pattern JOINT = Pattern.compile("\\+(?=header:|body:)");

    DedupKey {
        parts = List.copyOf(parts);
    }

    /**
     * Reads what is written.
     *
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    static DedupKey parse(String text) {
        return switch (text) {
            case "cloudevents" -> new DedupKey(Kind.CLOUDEVENTS, List.of());
            case "body-hash" -> new DedupKey(Kind.BODY_HASH, List.of());
            case "none" -> new DedupKey(Kind.NONE, List.of());
            default ->
                new DedupKey(
                        Kind.PARTS,
                        Stream.of(JOINT.split(text, -1)).map(DedupKey::part).toList());
        };
    }

    /** The key of a preset; a sender without ids has none, for equal bodies may be two events. */
    static DedupKey ofPreset(Optional<String> eventId) {
        return parse(eventId.orElse("none"));
    }

    /** Whether the whole id is in the body. */
    boolean isInBody() {
        return switch (kind) {
            case BODY_HASH -> true;
            case CLOUDEVENTS, NONE -> false;
            case PARTS -> parts.stream().allMatch(part -> part.place() == Place.BODY);
        };
    }

    private static Part part(String text) {
        if (text.startsWith(HEADER)
                && HEADER_NAME.matcher(text.substring(HEADER.length())).matches()) {
            return new Part(Place.HEADER, text.substring(HEADER.length()));
        }
        if (text.startsWith(BODY) && text.length() > BODY.length()) {
            return new Part(Place.BODY, text.substring(BODY.length()).trim());
        }
        throw new IllegalArgumentException("must be auto, header:Name, body:path, several of these joined by +,"
                + " cloudevents, body-hash or none; name the header or the path behind the colon");
    }
}
