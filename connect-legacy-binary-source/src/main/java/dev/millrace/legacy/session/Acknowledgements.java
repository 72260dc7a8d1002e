package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Acknowledgement;
import dev.millrace.legacy.session.Protocol.Acknowledgement.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the other side still has to be told about its messages. Belongs to one connection at a time. */
final class Acknowledgements {

    /** A message that waits for its answer. */
    private record Owed(Message message, String number, String key, Receipt receipt, long since) {}

    private final Acknowledgement rules;
    private final boolean refusesDropped;
    private final Speaker speaker;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private @Nullable Owed last;
    private long counted;
    private long countedSince;

    Acknowledgements(Acknowledgement rules, boolean refusesDropped, Speaker speaker) {
        this.rules = rules;
        this.refusesDropped = refusesDropped;
        this.speaker = speaker;
    }

    /** A new connection: what was owed on the one before is asked for again. */
    void begin() {
        owed.clear();
        last = null;
        counted = 0;
    }

    boolean hasRoom() {
        return rules.window() == 0 || owed.size() < rules.window();
    }

    /** A message came whose records are on their way, or had been before. */
    void owe(Message message, long number, Receipt receipt) {
        switch (rules.when()) {
            case NEVER -> {}
            case RECEIPT -> confirm(owed(message, number, receipt));
            case COMMIT -> owed.add(owed(message, number, receipt));
        }
    }

    private Owed owed(Message message, long number, Receipt receipt) {
        return new Owed(
                message,
                number == Delivery.UNNUMBERED ? "" : String.valueOf(number),
                rules.keyed().flatMap(field -> field.text(message)).orElse(""),
                receipt,
                speaker.now());
    }

    /** A message that is not taken, and of which there are no records. */
    void refuse(Message message, Refusal why, String code) {
        Wire refusal = rules.refuse().get(why);
        if (refusal != null) {
            flush();
            speaker.tell(refusal, new Speaker.Subject(message, code, "", 1));
        }
    }

    /** Sends what may be sent; returns when to come again. */
    long release(long now) {
        switch (rules.order()) {
            case SEQUENCE -> {
                for (Owed head = owed.peek(); head != null && isAnswered(head, now); head = owed.peek()) {
                    owed.remove();
                }
            }
            case ANY -> owed.removeIf(one -> isAnswered(one, now));
            case KEY -> releaseByKey(now);
        }
        boolean isFull = counted >= rules.batch() || rules.per() == Acknowledgement.Per.CUMULATIVE;
        if (counted > 0 && (isFull || now - countedSince >= rules.withinMillis())) {
            flush();
        }
        long next = counted > 0 ? countedSince + rules.withinMillis() : Conversation.NEVER;
        Owed oldest = owed.peek();
        return rules.timeoutMillis() > 0 && oldest != null
                ? Math.min(next, oldest.since() + rules.timeoutMillis())
                : next;
    }

    private void releaseByKey(long now) {
        Set<String> held = new HashSet<>();
        for (Iterator<Owed> all = owed.iterator(); all.hasNext(); ) {
            Owed one = all.next();
            if (held.contains(one.key()) || !isAnswered(one, now)) {
                held.add(one.key());
            } else {
                all.remove();
            }
        }
    }

    private boolean isAnswered(Owed one, long now) {
        switch (one.receipt().outcome()) {
            case OPEN -> {
                boolean isLate = rules.timeoutMillis() > 0 && now - one.since() >= rules.timeoutMillis();
                return isLate && isRefused(one, Refusal.FAILED, "not-confirmed");
            }
            case CONFIRMED -> confirm(one);
            case DROPPED -> {
                if (!refusesDropped || !isRefused(one, Refusal.DROPPED, "dropped")) {
                    confirm(one);
                }
            }
            case MALFORMED -> {
                if (!isRefused(one, Refusal.MALFORMED, "malformed")) {
                    confirm(one);
                }
            }
        }
        return true;
    }

    private boolean isRefused(Owed one, Refusal why, String code) {
        Wire refusal = rules.refuse().get(why);
        if (refusal == null) {
            return false;
        }
        flush();
        return speaker.say(refusal, new Speaker.Subject(one.message(), code, one.number(), 1));
    }

    private void confirm(Owed one) {
        if (rules.per() == Acknowledgement.Per.MESSAGE) {
            rules.send().ifPresent(wire -> speaker.tell(wire, new Speaker.Subject(one.message(), "", one.number(), 1)));
            return;
        }
        if (counted++ == 0) {
            countedSince = speaker.now();
        }
        last = one;
        if (counted >= rules.batch() && rules.per() == Acknowledgement.Per.BATCH) {
            flush();
        }
    }

    private void flush() {
        Owed one = last;
        if (one != null && counted > 0) {
            long count = counted;
            counted = 0;
            last = null;
            rules.send()
                    .ifPresent(wire -> speaker.tell(wire, new Speaker.Subject(one.message(), "", one.number(), count)));
        }
    }
}
