package dev.millrace.legacy.session;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Fills the templates of a protocol and sends them. */
final class Speaker {

    /**
     * What a message is about.
     *
     * @param answered null for nothing
     * @param last the sequence number that it tells, as text
     * @param count how many messages it is about
     */
    record Subject(@Nullable Message answered, String code, String last, long count) {
        static final Subject NONE = new Subject(null, "", "", 0);

        static Subject of(Message answered) {
            return new Subject(answered, "", "", 1);
        }
    }

    private final Protocol protocol;
    private final Secrets secrets;
    private final Numbering numbering;
    private final LongSupplier wanted;
    private final Clock clock;
    private final Map<String, Long> counters = new HashMap<>();
    private @Nullable Line line;

    /**
     * Fills and sends.
     *
     * @param wanted the number of the first message that is asked for
     */
    Speaker(Protocol protocol, Secrets secrets, Numbering numbering, LongSupplier wanted, Clock clock) {
        this.protocol = protocol;
        this.secrets = secrets;
        this.numbering = numbering;
        this.wanted = wanted;
        this.clock = clock;
    }

    void on(Line next) {
        line = next;
        counters.clear();
    }

    /** Says something; false when there is nothing to say. */
    boolean say(Wire wire, Subject subject) {
        Line to = line;
        if (to == null) {
            return false;
        }
        Fill fill = new Fill(subject);
        Message answered = subject.answered();
        try {
            Optional<byte[]> message = wire.message(fill);
            message.ifPresent(bytes -> to.send(bytes, answered == null ? null : answered.frame()));
            return message.isPresent() || wire.isSilent(fill);
        } catch (IllegalArgumentException unfit) {
            // What the other side sent may fit no message of ours; that is no reason to stop for all others.
            to.close(new Ending.Retry(
                    "answer-unfit", "a value does not fit the message that is to be sent, or its frame", false));
            return true;
        }
    }

    /** The same, for those who do not ask whether there was anything to say. */
    void tell(Wire wire, Subject subject) {
        boolean unused = say(wire, subject);
    }

    long now() {
        return clock.millis();
    }

    private final class Fill implements Filling {
        private final Subject subject;

        private Fill(Subject subject) {
            this.subject = subject;
        }

        @Override
        public Optional<String> text(String name) {
            return switch (name) {
                case "session" -> Optional.of(numbering.place().session());
                case "sequence" -> Optional.of(String.valueOf(wanted.getAsLong()));
                case "last" -> Optional.of(subject.last());
                case "code" -> Optional.of(subject.code());
                case "count" -> Optional.of(String.valueOf(subject.count()));
                case "now" -> Optional.of(now().toString());
                default ->
                    secrets.value(name)
                            .or(() -> Optional.ofNullable(protocol.values().get(name)));
            };
        }

        @Override
        public @Nullable Message answered() {
            return subject.answered();
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public long next(String counter, long wrap) {
            long next = counters.getOrDefault(counter, 0L) % wrap + 1;
            counters.put(counter, next);
            return next;
        }
    }
}
