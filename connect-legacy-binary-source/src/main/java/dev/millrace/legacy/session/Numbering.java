package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Sequence;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** The numbers of the messages of one conversation: which one comes next, and where a session stands. */
final class Numbering {

    /** What a number is. */
    enum Judgement {
        NEXT,
        AHEAD,
        BEHIND
    }

    private final Sequence rules;
    private final Clock clock;
    private boolean mayBegin;
    private Place place;
    private long coming;
    private LocalDate day;

    /**
     * Numbers.
     *
     * @param place where an earlier task came to, or where to begin
     * @param acknowledged whether messages are acknowledged: then more of them may be in Kafka than the stored place tells,
     *     and the other side goes on behind those
     */
    Numbering(Sequence rules, Place place, boolean acknowledged, Clock clock) {
        this.rules = rules;
        this.mayBegin = acknowledged;
        this.place = place;
        this.clock = clock;
        this.coming = place.next();
        this.day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    Place place() {
        return place;
    }

    /** A connection begins. */
    void begin() {
        if (rules.scope() == Sequence.Scope.CONNECTION) {
            place = place.at(rules.first());
        }
        coming = place.next();
    }

    /** The number of a message; empty for one that has none. */
    OptionalLong numberOf(MessageRule rule, Message message) {
        boolean isData = rule.is() == MessageRule.Is.DATA;
        return switch (rules.by()) {
            case NONE -> OptionalLong.empty();
            case COUNT -> rule.counts().orElse(isData) ? OptionalLong.of(counted()) : OptionalLong.empty();
            case FIELD -> rule.counts().orElse(true) ? told(message) : OptionalLong.empty();
        };
    }

    private long counted() {
        long number = coming;
        coming = rules.after(number);
        return number;
    }

    private OptionalLong told(Message message) {
        return rules.field()
                .flatMap(field -> field.text(message))
                .map(Numbering::number)
                .orElse(OptionalLong.empty());
    }

    static OptionalLong number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    Judgement judge(long number) {
        if (rules.scope() == Sequence.Scope.DAY) {
            LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(clock.millis()), ZoneOffset.UTC);
            if (number == rules.first() && today.isAfter(day)) {
                place = place.at(number);
            }
            day = today;
        }
        boolean isUnknown = place.next() == 0 && rules.first() > 0 && rules.by() == Sequence.By.FIELD;
        if (isUnknown || (mayBegin && ahead(number) > 0)) {
            // Of a side of which nothing is known, or less than it knows, what comes first is the first.
            place = place.at(number);
        }
        mayBegin = false;
        long ahead = ahead(number);
        return ahead == 0 ? Judgement.NEXT : ahead > 0 ? Judgement.AHEAD : Judgement.BEHIND;
    }

    private long ahead(long number) {
        long ahead = number - place.next();
        if (rules.wrap() > 0) {
            long span = rules.wrap() - rules.first() + 1;
            ahead = Math.floorMod(ahead, span);
            ahead = ahead > span / 2 ? ahead - span : ahead;
        }
        return ahead;
    }

    /** Where the session stands behind a number. */
    Place after(long number) {
        return place.at(rules.after(number));
    }

    void stand(Place now) {
        place = now;
    }

    /** The other side says that this number comes next. */
    void comes(long number) {
        coming = number;
        if (place.next() == 0) {
            // What is newest was asked for: whatever it is.
            place = place.at(number);
        }
    }

    /** The session is over; the next one begins anew. */
    void over() {
        place = new Place("", rules.first(), place.counters());
        coming = place.next();
    }
}
