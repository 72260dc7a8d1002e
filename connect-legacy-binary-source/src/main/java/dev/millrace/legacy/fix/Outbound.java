package dev.millrace.legacy.fix;

import dev.millrace.legacy.session.Line;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Our row of numbers. A number is used only below a bound that Kafka has: the bound moves in blocks, with a session event, so that
 * after a crash no number is used twice; those that were not used are filled as a gap when they are asked for.
 */
final class Outbound {

    /** The counter of a place that holds the bound. */
    static final String COUNTER = "out";

    private static final int BLOCK = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private record Waiting(String type, List<String> fields) {}

    private final FixTerms terms;
    private final Clock clock;
    private final Supplier<Place> place;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long next;
    private long bound;
    private long asked;
    private @Nullable Receipt reservation;
    private @Nullable Line line;

    /**
     * Numbers.
     *
     * @param stored the bound that was stored last
     * @param place where the session stands, this bound included
     */
    Outbound(FixTerms terms, Clock clock, long stored, Supplier<Place> place) {
        this.terms = terms;
        this.clock = clock;
        this.place = place;
        this.next = Math.max(stored, terms.leastOut());
        this.bound = next;
        this.asked = next;
    }

    /** A connection begins: what waited for the one before is not said any more. */
    void begin(Line now) {
        line = now;
        waiting.clear();
        if (terms.startsAfresh()) {
            startOver();
        }
    }

    /** Both sides begin with 1 again. */
    void startOver() {
        next = 1;
        bound = terms.startsAfresh() ? Long.MAX_VALUE : 1;
        asked = bound;
        reservation = null;
    }

    /** The bound that places carry: the highest one that was ever asked for. */
    long bound() {
        return terms.startsAfresh() ? 1 : asked;
    }

    /** The number that our next message gets. */
    long next() {
        return next;
    }

    /** Reserves numbers when few are left, and says what waited for some. Returns whether numbers are there. */
    boolean provide() {
        Receipt asking = reservation;
        if (asking != null && asking.isStored()) {
            bound = asked;
            reservation = null;
        }
        if (reservation == null && bound - next <= BLOCK / 2) {
            asked = Math.max(bound, next) + BLOCK;
            reservation = line().tell("numbers-reserved", place.get(), Map.of("below", String.valueOf(asked)));
            if (reservation.isStored()) {
                return provide();
            }
        }
        while (next < bound && !waiting.isEmpty()) {
            Waiting one = waiting.remove();
            send(one.type(), next++, "", one.fields());
        }
        return next < bound;
    }

    /** Whether a reservation was asked for whose record a transform dropped, so that it is never stored. */
    boolean isRefused() {
        Receipt asking = reservation;
        return asking != null
                && asking.isSettled()
                && asking.outcome() != Receipt.Outcome.CONFIRMED
                && !asking.isStored();
    }

    /** Says something under the next number, once there is one. */
    void say(String type, String... fields) {
        waiting.add(new Waiting(type, List.of(fields)));
        boolean unused = provide();
    }

    /** Answers a request for what we said: all of it was of the session, so it is filled as a gap. */
    void fill(long from, long through) {
        long after = through == 0 || through >= next ? next : through + 1;
        if (from < after) {
            send("4", from, "43=Y", List.of("122=" + time(), "123=Y", "36=" + after));
        }
    }

    private void send(String type, long number, String mark, List<String> fields) {
        StringBuilder body = new StringBuilder();
        put(body, "35=" + type);
        put(body, "34=" + number);
        put(body, "49=" + terms.sender());
        if (!mark.isEmpty()) {
            put(body, mark);
        }
        put(body, "52=" + time());
        put(body, "56=" + terms.target());
        fields.forEach(field -> put(body, field));
        line().send(body.toString().getBytes(StandardCharsets.ISO_8859_1), null);
    }

    private static void put(StringBuilder body, String field) {
        body.append(field).append('\u0001');
    }

    private String time() {
        return TIME.format(clock.instant());
    }

    private Line line() {
        Line open = line;
        if (open == null) {
            throw new IllegalStateException("no connection has begun");
        }
        return open;
    }
}
