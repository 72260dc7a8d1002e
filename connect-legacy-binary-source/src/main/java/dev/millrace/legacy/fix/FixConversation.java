package dev.millrace.legacy.fix;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.ConversationParts;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Ending;
import dev.millrace.legacy.session.Line;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The initiating side of a FIX 4.4 session: every message of the application is delivered once and in order, and asked for again
 * when it is missing (FIX 4.4, volume 2, session protocol). FIX acknowledges nothing: the stored number is what resumes.
 */
public final class FixConversation implements Conversation {

    private static final String BEGIN = "FIX.4.4";
    private static final long LOGON_WITHIN_MILLIS = 30_000;
    private static final Pattern EXPECTED = Pattern.compile("(?i)too low.{0,20}expecting (\\d{1,18})\\b");

    private enum Phase {
        BEFORE_LOGON,
        LOGGING_ON,
        OPEN,
        LEAVING,
        OVER
    }

    private final ConversationParts parts;
    private final FixTerms terms;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Pulse pulse;
    private final FixTurn turn;
    private Phase phase = Phase.OVER;
    private long begun;
    private @Nullable Line line;

    /**
     * A conversation.
     *
     * @param place where an earlier task came to, or where to begin
     */
    public FixConversation(ConversationParts parts, Place place) {
        this.parts = parts;
        this.terms = FixTerms.of(parts.protocol());
        this.inbound = new Inbound(place.next());
        this.outbound =
                new Outbound(terms, parts.clock(), place.counters().getOrDefault(Outbound.COUNTER, 1L), this::place);
        this.pulse = new Pulse(terms, outbound);
        this.turn = new FixTurn(inbound, outbound, parts.meters(), parts.clock(), new Consequences());
    }

    @Override
    public Place place() {
        return placeAt(inbound.next());
    }

    /** The number of the next message that is wanted. */
    long nextIn() {
        return inbound.next();
    }

    /** The number that our next message gets. */
    long nextOut() {
        return outbound.next();
    }

    private Place placeAt(long next) {
        return new Place(terms.session(), next, Map.of(Outbound.COUNTER, outbound.bound()));
    }

    @Override
    public void begin(Line next) {
        line = next;
        phase = Phase.BEFORE_LOGON;
        begun = parts.clock().millis();
        if (terms.startsAfresh()) {
            inbound.moveTo(1);
        }
        inbound.begin();
        pulse.begin(next);
        outbound.begin(next);
        logOn();
    }

    /** Numbers may still have to be stored before the first one is used. */
    private void logOn() {
        if (!outbound.provide()) {
            return;
        }
        phase = Phase.LOGGING_ON;
        List<String> fields = new ArrayList<>(List.of("98=0", "108=" + terms.beatSeconds()));
        if (terms.startsAfresh()) {
            fields.add("141=Y");
        }
        parts.secrets().value("password").ifPresent(password -> {
            fields.add("553=" + parts.protocol().values().getOrDefault("username", ""));
            fields.add("554=" + password);
        });
        outbound.say("A", fields.toArray(String[]::new));
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    @Override
    public void received(Frame frame) {
        if (phase == Phase.OVER) {
            return;
        }
        pulse.heard();
        if (!frame.fault().isEmpty()) {
            // FIX 4.4, volume 2: a garbled message is ignored; the next number shows that it is missing.
            parts.meters().garbled().increment();
            return;
        }
        FixMessage message = new FixMessage(frame.message());
        if (phase == Phase.LEAVING) {
            answerToLogout(message);
            return;
        }
        OptionalLong number = message.number(34);
        if (isFromOtherParty(message)) {
            goodbye("CompID or BeginString problem");
            stop(
                    FailureKind.MISCONFIGURED,
                    "wrong-party",
                    "tags 8, 49 or 56 of a message are not those of the session: FIX.4.4 and the values target and sender");
        } else if (number.isEmpty()) {
            goodbye("MsgSeqNum missing");
            retry("no-sequence", "a message has no number (tag 34)");
        } else if (phase != Phase.OPEN) {
            answerToLogon(message, number.getAsLong(), frame);
        } else {
            turn.take(message, number.getAsLong(), frame);
        }
    }

    private boolean isFromOtherParty(FixMessage message) {
        return !message.says(8, BEGIN) || !message.says(49, terms.target()) || !message.says(56, terms.sender());
    }

    private void answerToLogon(FixMessage message, long number, Frame frame) {
        switch (message.type()) {
            case "A" -> loggedOn(message, number, frame);
            case "5" -> refused(message);
            default -> retry("no-logon", "the first message is no answer to the logon");
        }
    }

    private void loggedOn(FixMessage message, long number, Frame frame) {
        boolean resets = message.says(141, "Y");
        if (resets && !terms.startsAfresh()) {
            if (!parts.startsOver()) {
                goodbye("ResetSeqNumFlag was not agreed on");
                stop(
                        FailureKind.REJECTED,
                        "session-reset",
                        "the other side begins its numbers anew (tag 141), and what it said since number "
                                + inbound.next() + " can't be asked for: set session.start.over=true to go on without"
                                + " it");
                return;
            }
            tell("started-over", Map.of("next.before", String.valueOf(inbound.next())));
            inbound.moveTo(number);
            outbound.startOver();
        }
        phase = Phase.OPEN;
        turn.take(message, number, frame);
        if (phase == Phase.OPEN) {
            tell("accepted", Map.of("next", String.valueOf(inbound.next())));
        }
    }

    private void refused(FixMessage message) {
        Matcher expected = EXPECTED.matcher(message.field(58).orElse(""));
        if (expected.find()) {
            stop(
                    FailureKind.REJECTED,
                    "outbound-sequence-too-low",
                    "the other side expects number " + expected.group(1) + " of ours and got a lower one, which it"
                            + " takes for a repeated one: set next-out=" + expected.group(1) + " in session.values");
        } else {
            retry("logon-rejected", "the other side answered the logon with a logout");
        }
    }

    /** What else comes now is asked for after the next logon. */
    private void answerToLogout(FixMessage message) {
        if (message.type().equals("5")) {
            if (message.number(34).equals(OptionalLong.of(inbound.next()))) {
                inbound.moveTo(inbound.next() + 1);
            }
            end(new Ending.Left());
        }
    }

    private void deliver(long number, Frame frame) {
        parts.meters().messages().increment();
        Place before = placeAt(number);
        Place after = placeAt(number + 1);
        line().deliver(new Delivery(
                new Message(frame, StandardCharsets.ISO_8859_1, parts.decoder()),
                "application",
                0,
                frame.message().length,
                number,
                before,
                after,
                new Receipt(line().bell())));
    }

    private void goodbye(String text) {
        outbound.say("5", "58=" + text);
    }

    @Override
    public long due(long now) {
        return switch (phase) {
            case LEAVING, OVER -> NEVER;
            case BEFORE_LOGON, LOGGING_ON -> logonDue(now);
            case OPEN -> openDue(now);
        };
    }

    private long logonDue(long now) {
        if (isNumberRefused()) {
            return NEVER;
        }
        if (phase == Phase.BEFORE_LOGON) {
            logOn();
        }
        if (phase == Phase.LOGGING_ON && now >= begun + LOGON_WITHIN_MILLIS) {
            retry("handshake-timeout", "the other side did not answer the logon");
            return NEVER;
        }
        return phase == Phase.LOGGING_ON ? begun + LOGON_WITHIN_MILLIS : NEVER;
    }

    private long openDue(long now) {
        if (isNumberRefused()) {
            return NEVER;
        }
        boolean unused = outbound.provide();
        if (inbound.isGivenUp(now)) {
            retry("resend-unanswered", "the other side does not send again what was asked for");
            return NEVER;
        }
        if (inbound.isToAskAgain(now)) {
            turn.ask();
        }
        Optional<Long> next = pulse.due(now);
        if (next.isEmpty()) {
            retry("silence", "the other side does not answer a test request");
            return NEVER;
        }
        return inbound.isAsking() ? Math.min(next.get(), inbound.dueAt()) : next.get();
    }

    private boolean isNumberRefused() {
        if (!outbound.isRefused()) {
            return false;
        }
        stop(
                FailureKind.MISCONFIGURED,
                "session-event-dropped",
                "a transform dropped a session event that has to be stored: let records with the header millrace.kind"
                        + " pass");
        return true;
    }

    @Override
    public void leave() {
        if (phase == Phase.OPEN) {
            outbound.say("5");
            phase = Phase.LEAVING;
        } else {
            phase = Phase.OVER;
        }
    }

    private void tell(String event, Map<String, String> details) {
        Receipt unused = line().tell(event, place(), details);
    }

    private void retry(String code, String sentence) {
        end(new Ending.Retry(code, sentence, false));
    }

    private void stop(FailureKind kind, String code, String sentence) {
        end(new Ending.Stop(new ConnectorFailure(kind, code, line().peer() + ": " + sentence)));
    }

    private void end(Ending ending) {
        phase = Phase.OVER;
        line().close(ending);
    }

    private Line line() {
        Line open = line;
        if (open == null) {
            throw new IllegalStateException("no connection has begun");
        }
        return open;
    }

    /** What messages of an open session lead to. */
    private final class Consequences implements FixTurn.Consequences {
        @Override
        public void deliver(long number, Frame frame) {
            FixConversation.this.deliver(number, frame);
        }

        @Override
        public void tell(String event, Map<String, String> details) {
            FixConversation.this.tell(event, details);
        }

        @Override
        public void stop(FailureKind kind, String code, String sentence) {
            FixConversation.this.stop(kind, code, sentence);
        }

        @Override
        public void end(Ending ending) {
            FixConversation.this.end(ending);
        }
    }
}
