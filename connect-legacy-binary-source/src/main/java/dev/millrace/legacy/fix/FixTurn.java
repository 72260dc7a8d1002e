package dev.millrace.legacy.fix;

import dev.millrace.kit.FailureKind;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.session.ConversationMeters;
import dev.millrace.legacy.session.Ending;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

/** What the messages of the other side mean once both sides are logged on (FIX 4.4, volume 2, session protocol). */
final class FixTurn {

    /** Who does what a message leads to. */
    interface Consequences {
        void deliver(long number, Frame frame);

        void tell(String event, Map<String, String> details);

        void stop(FailureKind kind, String code, String sentence);

        void end(Ending ending);
    }

    private static final int OUT_OF_RANGE = 5;

    private final Inbound inbound;
    private final Outbound outbound;
    private final ConversationMeters meters;
    private final Clock clock;
    private final Consequences consequences;

    FixTurn(Inbound inbound, Outbound outbound, ConversationMeters meters, Clock clock, Consequences consequences) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.meters = meters;
        this.clock = clock;
        this.consequences = consequences;
    }

    void take(FixMessage message, long number, Frame frame) {
        if (message.type().equals("4") && !message.fillsAGap()) {
            reset(message, number); // its own number counts for nothing
        } else if (number == inbound.next()) {
            next(message, number, frame);
        } else if (number > inbound.next()) {
            ahead(message, number);
        } else {
            behind(message, number);
        }
    }

    private void next(FixMessage message, long number, Frame frame) {
        if (message.type().equals("4")) {
            fill(message, number);
        } else if (message.isOfTheSession()) {
            inbound.moveTo(number + 1);
            obey(message, number);
        } else {
            consequences.deliver(number, frame);
            inbound.moveTo(number + 1);
        }
    }

    /** What a message of the session asks for. */
    private void obey(FixMessage message, long number) {
        switch (message.type()) {
            case "1" -> outbound.say("0", "112=" + message.field(112).orElse(""));
            case "2" -> answerRequest(message, number);
            case "3" ->
                consequences.tell(
                        "rejected",
                        Map.of(
                                "number", String.valueOf(message.number(45).orElse(0)),
                                "reason", String.valueOf(message.number(373).orElse(0))));
            case "5" -> {
                outbound.say("5");
                consequences.tell("logged-out", Map.of());
                consequences.end(new Ending.Retry("logged-out", "the other side logged out", true));
            }
            default -> {
                // a sign of life
            }
        }
    }

    private void answerRequest(FixMessage message, long number) {
        OptionalLong from = message.number(7);
        OptionalLong through = message.number(16);
        boolean begins = from.isPresent() && from.getAsLong() > 0;
        if (begins && through.isPresent()) {
            outbound.fill(from.getAsLong(), through.getAsLong());
        } else {
            reject(number, begins ? 16 : 7, "2");
        }
    }

    private void ahead(FixMessage message, long number) {
        if (message.type().equals("5")) {
            obey(message, number); // what is missing is asked for after the next logon
            return;
        }
        if (message.type().equals("2")) {
            answerRequest(message, number); // else two sides that miss something would wait for each other
        }
        if (inbound.isToAsk(number, clock.millis())) {
            meters.gaps().increment();
            ask();
        }
    }

    /** Asks for all that is missing. */
    void ask() {
        outbound.say("2", "7=" + inbound.next(), "16=0");
    }

    private void behind(FixMessage message, long number) {
        if (message.isPossiblyDuplicate()) {
            meters.duplicates().increment();
            return;
        }
        outbound.say("5", "58=MsgSeqNum too low, expecting " + inbound.next() + " but received " + number);
        consequences.stop(
                FailureKind.REJECTED,
                "sequence-too-low",
                "message " + number + " came where " + inbound.next()
                        + " was due, and is not marked as a repeated one: ask the other side whether it began anew, then"
                        + " alter the connector's offset");
    }

    private void fill(FixMessage message, long number) {
        OptionalLong next = message.number(36);
        if (next.isEmpty() || next.getAsLong() <= number) {
            reject(number, 36, "4");
        } else {
            inbound.moveTo(next.getAsLong());
        }
    }

    private void reset(FixMessage message, long number) {
        OptionalLong next = message.number(36);
        if (next.isEmpty() || next.getAsLong() < inbound.next()) {
            reject(number, 36, "4");
        } else if (next.getAsLong() > inbound.next()) {
            meters.gaps().increment();
            String from = String.valueOf(inbound.next());
            inbound.moveTo(next.getAsLong());
            consequences.tell("messages-lost", Map.of("from", from, "through", String.valueOf(next.getAsLong() - 1)));
        }
    }

    private void reject(long number, int tag, String type) {
        outbound.say(
                "3",
                "45=" + number,
                "371=" + tag,
                "372=" + type,
                "373=" + OUT_OF_RANGE,
                "58=Value is incorrect (out of range) for this tag");
    }
}
