package dev.millrace.legacy.session;

import dev.millrace.kit.FailureKind;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.session.Protocol.Acknowledgement.Refusal;
import dev.millrace.legacy.session.Protocol.Sequence;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol that a session file declares. */
public final class DeclaredConversation implements Conversation {

    private final Protocol protocol;
    private final ConversationParts parts;
    private final Numbering numbering;
    private final Speaker speaker;
    private final Handshake handshake;
    private final Acknowledgements acknowledgements;
    private final Optional<Questions> questions;
    private final InFlight inFlight;
    private final LifeSigns life;
    private final Gaps gaps;
    private final Logins logins;
    private @Nullable Line line;
    private boolean talks;

    /**
     * A conversation.
     *
     * @param place where an earlier task came to, or where to begin
     */
    public DeclaredConversation(ConversationParts parts, Place place) {
        this.parts = parts;
        this.protocol = parts.protocol();
        this.numbering = new Numbering(protocol.sequence(), place, protocol.acknowledges(), parts.clock());
        this.inFlight =
                new InFlight(protocol.acknowledges(), protocol.sequence().low() == Sequence.Low.DROP);
        this.speaker = new Speaker(
                protocol,
                parts.secrets(),
                numbering,
                () -> inFlight.firstOpen(numbering.place().next()),
                parts.clock());
        this.handshake = new Handshake(protocol.handshake(), speaker);
        this.acknowledgements = new Acknowledgements(protocol.acknowledgement(), parts.refusesDropped(), speaker);
        this.life = new LifeSigns(protocol.heartbeat(), speaker);
        Talk talk = new Open();
        this.gaps =
                new Gaps(protocol.sequence(), numbering, speaker, parts.meters().gaps(), talk);
        this.logins = new Logins(parts.startsOver(), numbering, gaps, talk);
        this.questions = protocol.poll().map(poll -> new Questions(poll, speaker));
    }

    @Override
    public void begin(Line next) {
        line = next;
        talks = true;
        speaker.on(next);
        numbering.begin();
        gaps.begin();
        acknowledgements.begin();
        questions.ifPresent(Questions::begin);
        handshake.begin();
    }

    @Override
    public boolean hasRoom() {
        return acknowledgements.hasRoom();
    }

    @Override
    public boolean isOpen() {
        return handshake.isDone();
    }

    @Override
    public Place place() {
        return numbering.place();
    }

    @Override
    public void received(Frame frame) {
        if (!talks) {
            return;
        }
        life.heard();
        Message message = new Message(frame, protocol.charset(), parts.decoder());
        if (!frame.fault().isEmpty()) {
            garbled(message);
            return;
        }
        Optional<MessageRule> known =
                protocol.messages().stream().filter(rule -> rule.fits(message)).findFirst();
        if (known.isPresent()) {
            received(known.get(), message);
        } else {
            unknown(message);
        }
    }

    private void received(MessageRule rule, Message message) {
        questions.ifPresent(open -> open.came(rule, message));
        boolean awaited = handshake.awaits(rule.name());
        switch (rule.is()) {
            case DATA -> data(rule, message);
            case ACCEPTED -> {
                logins.accepted(rule, message);
                pass(rule, message);
            }
            case REJECTED -> logins.rejected(rule, message);
            case END -> logins.ended();
            case HEARTBEAT, IGNORED -> pass(rule, message);
            case CONTROL, ACKNOWLEDGEMENT, REFUSAL -> {
                take(rule, message);
                pass(rule, message);
            }
        }
        if (!talks) {
            return;
        }
        rule.reply().ifPresent(wire -> speaker.tell(wire, Speaker.Subject.of(message)));
        if (awaited) {
            handshake.came(message);
        }
    }

    /** A message without data that may have a number all the same. */
    private void pass(MessageRule rule, Message message) {
        if (!talks) {
            return;
        }
        OptionalLong number = numbering.numberOf(rule, message);
        if (number.isEmpty()) {
            return;
        }
        switch (numbering.judge(number.getAsLong())) {
            case NEXT -> numbering.stand(numbering.after(number.getAsLong()));
            case AHEAD -> {
                if (gaps.isPassed(number.getAsLong())) {
                    numbering.stand(numbering.after(number.getAsLong()));
                }
            }
            case BEHIND -> {
                // It has done what it does before.
            }
        }
    }

    private void data(MessageRule rule, Message message) {
        Optional<Charset> told = rule.texts().flatMap(texts -> texts.of(message));
        told.ifPresent(message::isIn);
        if (rule.texts().isPresent() && told.isEmpty()) {
            pass(rule, message);
            setAside(message, "unknown-charset");
        } else {
            data(rule.name(), rule.from(), rule.drop(), numbering.numberOf(rule, message), message);
        }
    }

    private void data(String kind, int from, int drop, OptionalLong numbered, Message message) {
        parts.meters().messages().increment();
        if (numbered.isEmpty()) {
            deliver(kind, from, drop, Delivery.UNNUMBERED, numbering.place(), message);
            return;
        }
        long number = numbered.getAsLong();
        switch (numbering.judge(number)) {
            case NEXT -> deliver(kind, from, drop, number, numbering.after(number), message);
            case AHEAD -> {
                if (gaps.isPassed(number)) {
                    deliver(kind, from, drop, number, numbering.after(number), message);
                }
            }
            case BEHIND -> low(number, message);
        }
    }

    private void deliver(String kind, int from, int drop, long number, Place after, Message message) {
        int length = message.frame().message().length;
        int begin = Math.min(from, length);
        Receipt receipt = new Receipt(line().bell());
        Optional<Receipt> earlier = seenAs(message, receipt);
        if (earlier.isPresent()) {
            parts.meters().duplicates().increment();
            acknowledgements.owe(message, number, earlier.get());
        } else {
            Place before =
                    number == Delivery.UNNUMBERED ? after : numbering.place().at(number);
            acknowledgements.owe(message, number, receipt);
            inFlight.keep(number, receipt);
            line().deliver(new Delivery(
                    message, kind, begin, Math.max(begin, length - drop), number, before, after, receipt));
        }
        numbering.stand(after);
    }

    private Optional<Receipt> seenAs(Message message, Receipt receipt) {
        if (protocol.dedup().isEmpty() || parts.seen().isEmpty()) {
            return Optional.empty();
        }
        List<String> key = protocol.dedup().get().key().stream()
                .map(field -> field.text(message).orElse(""))
                .toList();
        return key.stream().allMatch(String::isEmpty)
                ? Optional.empty()
                : parts.seen().get().earlier(key, receipt);
    }

    private void low(long number, Message message) {
        boolean isAllowed = !protocol.sequence().lowAllowed().isEmpty()
                && protocol.sequence().lowAllowed().stream().allMatch(one -> one.holds(message));
        if (protocol.sequence().low() == Sequence.Low.STOP && !isAllowed) {
            stop(
                    FailureKind.REJECTED,
                    "sequence-too-low",
                    "message " + number + " came where " + numbering.place().next()
                            + " was due, and is not marked as a repeated one");
            return;
        }
        parts.meters().duplicates().increment();
        acknowledgements.owe(message, number, inFlight.of(number));
    }

    private void take(MessageRule rule, Message message) {
        FieldPlace next = rule.take().get(MessageReader.SEQUENCE);
        if (next != null) {
            next.text(message)
                    .map(Numbering::number)
                    .orElse(OptionalLong.empty())
                    .ifPresent(number -> numbering.stand(numbering.place().at(number)));
        }
    }

    private void garbled(Message message) {
        parts.meters().garbled().increment();
        String fault = message.frame().fault();
        switch (protocol.garbled()) {
            case CLOSE -> end(new Ending.Retry(fault, "a frame's check is wrong", false));
            case IGNORE -> {
                // The other side sends it again, by number.
            }
            case REFUSE -> acknowledgements.refuse(message, Refusal.GARBLED, fault);
            case SET_ASIDE -> setAside(message, fault);
        }
    }

    private void unknown(Message message) {
        switch (protocol.otherwise()) {
            case DATA -> {
                OptionalLong number = protocol.messages().isEmpty() ? allNumbered(message) : OptionalLong.empty();
                data("message", 0, 0, number, message);
            }
            case IGNORE -> parts.meters().unknown().increment();
            case SET_ASIDE -> setAside(message, "unknown-message");
            case STOP -> {
                parts.meters().unknown().increment();
                stop(
                        FailureKind.MALFORMED,
                        "unknown-message",
                        "a message of " + message.frame().message().length + " bytes is none that session "
                                + protocol.name() + " knows: add it to 'messages'");
            }
        }
    }

    private OptionalLong allNumbered(Message message) {
        return numbering.numberOf(
                new MessageRule(
                        "message",
                        List.of(),
                        MessageRule.Is.DATA,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                message);
    }

    private void setAside(Message message, String code) {
        parts.meters().unknown().increment();
        Receipt receipt = new Receipt(line().bell());
        receipt.isMalformed();
        acknowledgements.owe(message, Delivery.UNNUMBERED, receipt);
        line().setAside(message, code, numbering.place(), receipt);
    }

    private void stop(FailureKind kind, String code, String sentence) {
        new Open().stop(kind, code, sentence);
    }

    private void end(Ending ending) {
        talks = false;
        line().close(ending);
    }

    /** The connection as the parts see it. */
    private final class Open implements Talk {
        @Override
        public Line line() {
            return DeclaredConversation.this.line();
        }

        @Override
        public void end(Ending ending) {
            DeclaredConversation.this.end(ending);
        }
    }

    @Override
    public long due(long now) {
        if (!talks) {
            return NEVER;
        }
        long next = acknowledgements.release(now);
        if (!handshake.isDone()) {
            if (now >= handshake.deadline()) {
                end(new Ending.Retry("handshake-timeout", "the other side did not answer the handshake", false));
            }
            return Math.min(next, handshake.deadline());
        }
        next = Math.min(next, life.due(line(), now));
        if (questions.isPresent()) {
            next = Math.min(next, questions.get().due(now));
            if (questions.get().isOverdue(now)) {
                end(new Ending.Retry("no-answer", "the other side did not answer in time", false));
            }
        }
        return next;
    }

    @Override
    public void leave() {
        if (talks && handshake.isDone()) {
            protocol.logout().ifPresent(wire -> speaker.tell(wire, Speaker.Subject.NONE));
        }
        talks = false;
    }

    private Line line() {
        Line open = line;
        if (open == null) {
            throw new IllegalStateException("no connection has begun");
        }
        return open;
    }
}
