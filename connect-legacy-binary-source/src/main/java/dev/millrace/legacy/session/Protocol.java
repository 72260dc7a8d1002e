package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.FrameRules;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session file that was read. Immutable, for any thread.
 *
 * @param name in headers and messages
 * @param roles in which it can be spoken
 * @param java the name of the conversation that speaks it; empty for the one that this file declares
 * @param mostBytes of a frame; 0 for what the options say
 * @param values what fills its places, secrets excepted
 */
public record Protocol(
        String name,
        Set<Role> roles,
        String java,
        Charset charset,
        boolean eventsRequired,
        FrameRules framing,
        int mostBytes,
        Garbled garbled,
        Map<String, FieldPlace> fields,
        List<MessageRule> messages,
        Otherwise otherwise,
        List<Step> handshake,
        Heartbeat heartbeat,
        Optional<Wire> logout,
        Sequence sequence,
        Acknowledgement acknowledgement,
        Optional<Poll> poll,
        Optional<Dedup> dedup,
        Map<String, String> values) {

    /** The protocols that are written in Java: what {@code java} of a session file may be. */
    static final Set<String> IN_JAVA = Set.of("fix");

    /** Who connects to whom. */
    public enum Role {
        CLIENT,
        SERVER
    }

    /** What a frame with a wrong check leads to. */
    enum Garbled {
        CLOSE,
        IGNORE,
        REFUSE,
        SET_ASIDE
    }

    /** What a message leads to that no rule knows. */
    enum Otherwise {
        SET_ASIDE,
        STOP,
        IGNORE,
        DATA
    }

    /** A step of the handshake. */
    sealed interface Step {

        record Send(Wire message) implements Step {}

        /**
         * Waits for one of these messages.
         *
         * @param millis how long
         */
        record Expect(Set<String> messages, long millis) implements Step {
            public Expect {
                messages = Set.copyOf(messages);
            }
        }
    }

    /**
     * Signs of life.
     *
     * @param everyMillis after how long without having sent anything one is sent; 0 for never
     * @param silenceMillis after how long without having got anything the connection is given up; 0 for never
     * @param probe sent when half of that is over
     */
    record Heartbeat(long everyMillis, Optional<Wire> send, long silenceMillis, Optional<Wire> probe) {}

    /** How messages are numbered, and what is done when a number is not the next one. */
    record Sequence(
            By by,
            Optional<FieldPlace> field,
            long first,
            long wrap,
            Scope scope,
            Gap gap,
            Optional<Wire> request,
            Low low,
            List<Condition> lowAllowed) {

        enum By {
            COUNT,
            FIELD,
            NONE
        }

        enum Scope {
            SESSION,
            CONNECTION,
            DAY
        }

        enum Gap {
            RECONNECT,
            REQUEST,
            GO_ON,
            STOP
        }

        enum Low {
            DROP,
            STOP
        }

        Sequence {
            lowAllowed = List.copyOf(lowAllowed);
        }

        long after(long number) {
            return wrap > 0 && number >= wrap ? first : number + 1;
        }
    }

    /**
     * What the other side is told about its messages.
     *
     * @param batch after how many messages one acknowledgement goes out
     * @param withinMillis after how long it goes out for fewer
     * @param keyed messages of equal text here are acknowledged in their order
     * @param window how many messages may be without an answer before no more is read; 0 for no limit of its own
     * @param timeoutMillis after how long a message is refused for now; 0 for never
     */
    record Acknowledgement(
            When when,
            Per per,
            int batch,
            long withinMillis,
            Order order,
            Optional<FieldPlace> keyed,
            Optional<Wire> send,
            Map<Refusal, Wire> refuse,
            int window,
            long timeoutMillis) {

        enum When {
            COMMIT,
            RECEIPT,
            NEVER
        }

        enum Per {
            MESSAGE,
            BATCH,
            CUMULATIVE
        }

        enum Order {
            SEQUENCE,
            ANY,
            KEY
        }

        /** Why a message is not taken. */
        enum Refusal {
            MALFORMED,
            DROPPED,
            GARBLED,
            FAILED
        }

        Acknowledgement {
            refuse = Map.copyOf(refuse);
        }
    }

    /**
     * Asks for messages.
     *
     * @param answers the messages that end a question; any data where it is empty
     */
    record Poll(long everyMillis, Wire send, Set<String> answers, Optional<FieldPlace> correlate, long withinMillis) {
        Poll {
            answers = Set.copyOf(answers);
        }
    }

    /**
     * Knows messages that were sent twice.
     *
     * @param window how many are remembered
     */
    record Dedup(List<FieldPlace> key, int window) {
        Dedup {
            key = List.copyOf(key);
        }
    }

    public Protocol {
        roles = Set.copyOf(roles);
        fields = Map.copyOf(fields);
        messages = List.copyOf(messages);
        handshake = List.copyOf(handshake);
        values = Map.copyOf(values);
    }

    /** Whether a connection can go on where an earlier one ended, by a number that is stored with the records. */
    public boolean resumes() {
        return !java.isEmpty() || (sequence.by() != Sequence.By.NONE && sequence.scope() == Sequence.Scope.SESSION);
    }

    /** The number of a session's first message. */
    public long first() {
        return sequence.first();
    }

    /** Whether messages are acknowledged after Kafka has them. */
    public boolean acknowledges() {
        return acknowledgement.when() == Acknowledgement.When.COMMIT;
    }

    /** Whether records that a transform dropped can be refused. */
    public boolean refuses() {
        return acknowledgement.refuse().containsKey(Acknowledgement.Refusal.DROPPED);
    }

    /** Whether messages that can't be read can be refused. */
    public boolean refusesMalformed() {
        return acknowledgement.refuse().containsKey(Acknowledgement.Refusal.MALFORMED);
    }

    /** How long the other side may be silent, in milliseconds; 0 for ever. */
    public long silenceMillis() {
        return heartbeat.silenceMillis();
    }

    /** The text of a field in a message; empty where it has none. */
    public String field(String name, Message message) {
        return Optional.ofNullable(fields.get(name))
                .flatMap(field -> field.text(message))
                .orElse("");
    }

    /** How many messages are remembered, to know repeated ones; empty for none. */
    public Optional<Integer> remembers() {
        return dedup.map(Dedup::window);
    }

    /** Whether a name is one of the fields. */
    public boolean hasField(String field) {
        return fields.containsKey(field);
    }
}
