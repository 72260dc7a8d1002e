package dev.millrace.ops.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of a record that is sent again: what told of its failure comes off, since the next failure adds a set of its
 * own, and headers must not grow with every turn. The first set stays as {@code dlq.first.*}.
 */
final class ReplayHeaders {

    static final String FIRST = "dlq.first.";
    static final String REPLAY = "dlq.replay.";
    static final String ATTEMPT = REPLAY + "attempt";
    static final String ORIGIN = REPLAY + "origin";
    private static final String FIRST_ORIGIN = FIRST + "origin";

    private ReplayHeaders() {}

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

    /** The headers to send. */
    static List<Header> of(SetAside aside, List<HeaderNames> known, ReplayNote note, Instant now) {
        List<Header> headers = new ArrayList<>();
        boolean again = aside.raw().headers().lastHeader(FIRST_ORIGIN) != null;
        Set<String> kept = new HashSet<>();
        for (Header header : aside.raw().headers()) {
            Optional<HeaderNames> writer =
                    known.stream().filter(names -> names.owns(header.key())).findFirst();
            if (writer.isEmpty()) {
                if (!header.key().startsWith(REPLAY)) {
                    headers.add(header);
                }
            } else if (!again && kept.add(header.key())) {
                headers.add(new RecordHeader(FIRST + suffix(header.key(), writer.get()), header.value()));
            }
        }
        String origin = aside.cause().first().map(Origin::toString).orElse("");
        if (!again
                && aside.cause().first().filter(from -> from.partition() >= 0).isPresent()) {
            headers.add(text(FIRST_ORIGIN, origin));
        }
        headers.add(text(REPLAY + "id", note.id()));
        headers.add(text(ATTEMPT, String.valueOf(aside.cause().attempt() + 1)));
        headers.add(text(REPLAY + "at", now.toString()));
        headers.add(text(REPLAY + "by", note.by()));
        headers.add(text(REPLAY + "reason", note.reason()));
        headers.add(text(ORIGIN, aside.cause().origin().map(Origin::toString).orElse(origin)));
        return headers;
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
