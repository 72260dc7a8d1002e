package dev.millrace.legacy.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of message and what it does.
 *
 * @param is what it stands for
 * @param from the first byte of the payload in the message
 * @param drop bytes at the message's end that are not payload
 * @param texts in which charset the payload is
 * @param counts whether it has a sequence number; empty for what the sequence says
 * @param take what it tells the session: {@code session}, {@code sequence}
 * @param reply what is answered at once
 * @param verdict the field that tells why it refuses
 * @param then what a verdict leads to; the key {@code other} for all that are not named
 */
record MessageRule(
        String name,
        List<Condition> when,
        Is is,
        int from,
        int drop,
        Optional<PayloadCharset> texts,
        Optional<Boolean> counts,
        Map<String, FieldPlace> take,
        Optional<Wire> reply,
        Optional<FieldPlace> verdict,
        Map<String, Then> then) {

    /** What a message stands for. */
    enum Is {
        DATA,
        HEARTBEAT,
        ACCEPTED,
        REJECTED,
        END,
        CONTROL,
        ACKNOWLEDGEMENT,
        REFUSAL,
        IGNORED
    }

    /** What a refused login leads to. */
    enum Then {
        RETRY,
        STOP,
        START_OVER
    }

    static final String OTHER = "other";

    MessageRule {
        when = List.copyOf(when);
        take = Map.copyOf(take);
        then = Map.copyOf(then);
    }

    boolean fits(Message message) {
        return when.stream().allMatch(condition -> condition.holds(message));
    }

    Then thenOf(Message message) {
        String text = verdict.flatMap(field -> field.text(message)).orElse("");
        return then.getOrDefault(text, then.getOrDefault(OTHER, Then.RETRY));
    }
}
