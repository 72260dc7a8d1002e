package dev.millrace.rest;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's offset tells.
 *
 * @param sequence how many records the endpoint handed over, so that no two offsets are equal
 * @param round how many rounds were begun
 * @param cursor where the round that is under way began, or the next one begins
 * @param known hashes of rows that the round may bring again
 * @param validators of the last whole answer
 * @param running the round that is under way; empty between two
 */
record EndpointState(
        long sequence,
        long round,
        Optional<String> cursor,
        Hashes known,
        Optional<Validators> validators,
        Optional<RoundState> running) {

    static final String SEQUENCE = "sequence";
    static final String ROUND = "round";
    static final String CURSOR = "cursor";
    static final String KNOWN = "known";
    static final String REQUEST = "request";
    static final String ETAG = "etag";
    static final String MODIFIED = "modified";
    static final String FROM = "window.start";
    static final String TO = "window.end";
    static final String PAGE = "page";
    static final String TOKEN = "page.token";
    static final String ROWS = "page.rows";
    static final String SEEN = "page.seen";
    static final String CHAIN = "page.chain";
    static final String MAX = "max";
    static final String RECENT = "recent";

    private static final Set<String> KEYS = Set.of(
            SEQUENCE, ROUND, CURSOR, KNOWN, REQUEST, ETAG, MODIFIED, FROM, TO, PAGE, TOKEN, ROWS, SEEN, CHAIN, MAX,
            RECENT);

    static final EndpointState NEW =
            new EndpointState(0, 0, Optional.empty(), Hashes.NONE, Optional.empty(), Optional.empty());

    /**
     * Reads an offset.
     *
     * @param offset null for none
     * @throws IllegalArgumentException when it is none of an endpoint; the message says which entry is wrong
     */
    static EndpointState from(@Nullable Map<String, ?> offset) {
        if (offset == null) {
            return NEW;
        }
        for (String key : offset.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("an endpoint's offset has no entry " + key + "; give cursor alone");
            }
        }
        Optional<String> request = text(offset, REQUEST);
        return new EndpointState(
                number(offset, SEQUENCE),
                number(offset, ROUND),
                text(offset, CURSOR),
                hashes(offset, KNOWN),
                request.map(what -> new Validators(what, text(offset, ETAG), text(offset, MODIFIED))),
                number(offset, PAGE) == 0 ? Optional.empty() : Optional.of(running(offset)));
    }

    private static RoundState running(Map<String, ?> offset) {
        return new RoundState(
                new Window(text(offset, FROM), text(offset, TO)),
                number(offset, PAGE),
                text(offset, TOKEN),
                number(offset, ROWS),
                hashes(offset, SEEN),
                number(offset, CHAIN),
                text(offset, MAX),
                hashes(offset, RECENT));
    }

    /** The same when the round that is under way has to begin again: what it brought last is known. */
    EndpointState restarted() {
        return running.map(round -> new EndpointState(
                        sequence,
                        this.round,
                        cursor,
                        known.and(round.recent()).and(round.seen()),
                        Optional.empty(),
                        Optional.empty()))
                .orElse(this);
    }

    /** The same as if no round had been: the next one brings everything. */
    EndpointState forgotten() {
        return new EndpointState(sequence, round, Optional.empty(), Hashes.NONE, Optional.empty(), Optional.empty());
    }

    private static Optional<String> text(Map<String, ?> offset, String key) {
        Object value = offset.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        // A person writes an id as a number.
        if (key.equals(CURSOR) && value instanceof Number) {
            return Optional.of(value.toString());
        }
        throw new IllegalArgumentException("the entry " + key + " must be a text");
    }

    private static long number(Map<String, ?> offset, String key) {
        Object value = offset.get(key);
        if (value == null) {
            return 0;
        }
        if (value instanceof Long || value instanceof Integer) {
            long number = ((Number) value).longValue();
            if (number >= 0 || key.equals(CHAIN)) {
                return number;
            }
        }
        throw new IllegalArgumentException("the entry " + key + " must be a number from 0 on");
    }

    private static Hashes hashes(Map<String, ?> offset, String key) {
        try {
            return text(offset, key).map(Hashes::parse).orElse(Hashes.NONE);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the entry " + key + " must be hashes as Base64", wrong);
        }
    }
}
