package dev.millrace.ops.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of a record that is sent again: what told of its failure comes off, since the next failure adds a set of its
 * own, and headers must not grow with every turn. The first set stays as {@code dlq.first.*}. For one thread.
 */
final class ReplayHeaders {

    static final String FIRST = "dlq.first.";
    static final String REPLAY = "dlq.replay.";
    static final String ATTEMPT = REPLAY + "attempt";
    static final String ORIGIN = REPLAY + "origin";
    private static final String FIRST_ORIGIN = FIRST + "origin";
    /** Names of headers are few, but those of a stranger need not be. */
    private static final int MOST_NAMES = 1_000;

    private final List<HeaderNames> known;
    private final Header id;
    private final Header by;
    private final Header reason;
    private final Map<String, Turn> turns = new HashMap<>();

    /**
     * What becomes of a header.
     *
     * @param toldOfFailure whether it comes off
     * @param first its name in the first set, if it comes off
     */
    private record Turn(boolean toldOfFailure, String first) {}

    ReplayHeaders(List<HeaderNames> known, ReplayNote note) {
        this.known = known;
        this.id = text(REPLAY + "id", note.id());
        this.by = text(REPLAY + "by", note.by());
        this.reason = text(REPLAY + "reason", note.reason());
    }

    /** How often the record was sent again so far. */
    static int attempt(Headers headers) {
        Header attempt = headers.lastHeader(ATTEMPT);
        return attempt == null
                ? 0
                : (int) HeaderText.number(attempt.value(), false).orElse(0);
    }

    /** Where the record was read from before it was ever sent again. */
    static Optional<Origin> first(Headers headers) {
        Header header = headers.lastHeader(FIRST_ORIGIN);
        if (header == null) {
            return Optional.empty();
        }
        return HeaderText.text(header.value()).flatMap(ReplayHeaders::origin);
    }

    private static Optional<Origin> origin(String text) {
        int at = text.lastIndexOf('@');
        int dash = text.lastIndexOf('-', at);
        if (at < 0 || dash < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Origin(
                    text.substring(0, dash),
                    Integer.parseInt(text.substring(dash + 1, at)),
                    Long.parseLong(text.substring(at + 1))));
        } catch (NumberFormatException otherwise) {
            return Optional.empty();
        }
    }

    /** What was sent at one time. */
    static Header at(Instant time) {
        return text(REPLAY + "at", time.toString());
    }

    /**
     * The headers to send.
     *
     * @param at the one of {@link #at}
     */
    List<Header> of(SetAside aside, Header at) {
        List<Header> headers = new ArrayList<>();
        boolean again = aside.raw().headers().lastHeader(FIRST_ORIGIN) != null;
        Set<String> kept = new HashSet<>();
        for (Header header : aside.raw().headers()) {
            Turn turn = turn(header.key());
            if (!turn.toldOfFailure()) {
                if (!header.key().startsWith(REPLAY)) {
                    headers.add(header);
                }
            } else if (!again && kept.add(header.key())) {
                headers.add(new RecordHeader(turn.first(), header.value()));
            }
        }
        String origin = aside.cause().first().map(Origin::toString).orElse("");
        if (!again
                && aside.cause().first().filter(from -> from.partition() >= 0).isPresent()) {
            headers.add(text(FIRST_ORIGIN, origin));
        }
        headers.add(id);
        headers.add(text(ATTEMPT, String.valueOf(aside.cause().attempt() + 1)));
        headers.add(at);
        headers.add(by);
        headers.add(reason);
        headers.add(text(ORIGIN, aside.cause().origin().map(Origin::toString).orElse(origin)));
        return headers;
    }

    private Turn turn(String header) {
        Turn turn = turns.get(header);
        if (turn == null) {
            turn = known.stream()
                    .filter(names -> names.owns(header))
                    .findFirst()
                    .map(names -> new Turn(true, FIRST + suffix(header, names)))
                    .orElseGet(() -> new Turn(false, ""));
            if (turns.size() < MOST_NAMES) {
                turns.put(header, turn);
            }
        }
        return turn;
    }

    private static String suffix(String header, HeaderNames writer) {
        return writer.prefixes().stream()
                .filter(prefix -> header.startsWith(prefix) && header.length() > prefix.length())
                .map(prefix -> header.substring(prefix.length()))
                .findFirst()
                .orElse(header);
    }

    private static Header text(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
