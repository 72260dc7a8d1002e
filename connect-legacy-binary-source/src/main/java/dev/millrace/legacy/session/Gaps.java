package dev.millrace.legacy.session;

import dev.millrace.kit.FailureKind;
import dev.millrace.legacy.session.Protocol.Sequence;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is done when a number is missing. */
final class Gaps {

    private static final int PATIENCE = 3;
    private static final long ASK_AGAIN_MILLIS = 30_000;

    private final Sequence rules;
    private final Numbering numbering;
    private final Speaker speaker;
    private final LongAdder counted;
    private final Talk talk;
    private long gapAt = -1;
    private int gapsThere;
    private long askedAgain;

    Gaps(Sequence rules, Numbering numbering, Speaker speaker, LongAdder counted, Talk talk) {
        this.rules = rules;
        this.numbering = numbering;
        this.speaker = speaker;
        this.counted = counted;
        this.talk = talk;
    }

    /** A connection begins. */
    void begin() {
        askedAgain = 0;
    }

    /** Whether what is missing is given up, and what came is taken. */
    boolean isPassed(long number) {
        long wanted = numbering.place().next();
        counted.increment();
        String where = "message " + number + " came where " + wanted + " was due";
        switch (rules.gap()) {
            case GO_ON -> {
                Receipt unused = talk.line()
                        .tell(
                                "gap",
                                numbering.place().at(number),
                                Map.of("wanted", String.valueOf(wanted), "came", String.valueOf(number)));
                return true;
            }
            case STOP ->
                talk.stop(FailureKind.REJECTED, "sequence-gap", where + ": ask the sender for what is missing");
            case REQUEST -> request(wanted, number);
            case RECONNECT -> {
                gapsThere = gapAt == wanted ? gapsThere + 1 : 1;
                gapAt = wanted;
                if (gapsThere >= PATIENCE) {
                    talk.stop(
                            FailureKind.REJECTED,
                            "sequence-gap",
                            where + ", " + gapsThere + " times: the sender has no longer what is missing. To go on"
                                    + " without it, alter the connector's offset or session.start");
                } else {
                    talk.end(new Ending.Retry("sequence-gap", where, false));
                }
            }
        }
        return false;
    }

    private void request(long wanted, long number) {
        long now = speaker.now();
        if (askedAgain == 0 || now - askedAgain >= ASK_AGAIN_MILLIS) {
            askedAgain = now;
            rules.request()
                    .ifPresent(wire -> speaker.tell(
                            wire, new Speaker.Subject(null, "", String.valueOf(number - 1), number - wanted)));
        }
    }
}
