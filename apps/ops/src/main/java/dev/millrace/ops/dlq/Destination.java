package dev.millrace.ops.dlq;

import java.util.Optional;

/**
 * Where records are sent.
 *
 * @param to retry, origin, or a topic
 * @param maxAttempts what was sent again so often is parked
 * @param parked the topic for those
 */
public record Destination(String to, int maxAttempts, String parked) {

    /** To the retry topic of the connector that failed. */
    public static final String RETRY = "retry";
    /** To the topic that the record came from. */
    public static final String ORIGIN = "origin";

    /** Where all go that nobody wants to see again for now. */
    public static String parked(String topic) {
        return topic + ".parked";
    }

    boolean parks(SetAside aside) {
        return aside.cause().attempt() >= maxAttempts;
    }

    /**
     * The topic; empty when the headers of the record don't tell enough to know it. What a source set aside, by a contract say, has
     * been read by nobody: it goes where it would have gone.
     */
    Optional<String> of(SetAside aside) {
        if (parks(aside)) {
            return Optional.of(parked);
        }
        Optional<String> first = aside.cause().first().map(Origin::topic).filter(topic -> !topic.isEmpty());
        return switch (to) {
            case ORIGIN -> first;
            case RETRY -> aside.cause().writer().equals(HeaderNames.OURS) ? first : retry(aside, first);
            default -> Optional.of(to);
        };
    }

    private static Optional<String> retry(SetAside aside, Optional<String> first) {
        return first.filter(topic -> !aside.cause().connector().isEmpty())
                .map(topic -> topic + ".retry." + aside.cause().connector());
    }
}
