package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A conversation without a socket, on a clock that stands still until it is moved. */
final class Rehearsal implements Line {

    final List<String> sent = new ArrayList<>();
    final List<Delivery> delivered = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> asides = new ArrayList<>();
    final ConversationMeters meters =
            new ConversationMeters(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    final DeclaredConversation conversation;

    @Nullable
    Ending ending;

    private long now = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    private long lastSent = now;
    private long lastReceived = now;

    /** A session file's text, behind its name, and pairs of values. */
    Rehearsal(String session, Place place, boolean refusesDropped, String... values) {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < values.length; at += 2) {
            given.put(values[at], values[at + 1]);
        }
        ProtocolReader.Outcome outcome =
                ProtocolReader.read("protocol: test\n" + session, given, Map.of("password", "hidden"));
        if (!(outcome instanceof ProtocolReader.Outcome.Read read)) {
            throw new AssertionError(outcome);
        }
        conversation = new DeclaredConversation(
                new ConversationParts(
                        read.protocol(),
                        new Secrets(Map.of("password", "hidden")),
                        false,
                        refusesDropped,
                        frame -> Optional.empty(),
                        read.protocol().remembers().map(SeenMessages::new),
                        meters,
                        new Still()),
                place);
        conversation.begin(this);
    }

    private final class Still extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    /** The other side says something. */
    Rehearsal hears(String... messages) {
        for (String message : messages) {
            lastReceived = now;
            conversation.received(Frame.of(message.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return this;
    }

    /** Time passes, and what is due is done. */
    Rehearsal passes(long millis) {
        now += millis;
        long unused = conversation.due(now);
        return this;
    }

    /** Kafka has the records of these messages, counted from 0. */
    Rehearsal confirms(int... which) {
        for (int one : which) {
            delivered.get(one).receipt().settle(true);
        }
        return passes(0);
    }

    /** A new connection. */
    Rehearsal again() {
        ending = null;
        sent.clear();
        conversation.begin(this);
        return this;
    }

    List<String> payloads() {
        return delivered.stream()
                .map(one -> new String(
                        one.message().frame().message(),
                        one.from(),
                        one.to() - one.from(),
                        StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public String peer() {
        return "peer";
    }

    @Override
    public void send(byte[] message, @Nullable Frame answered) {
        lastSent = now;
        sent.add(new String(message, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void deliver(Delivery delivery) {
        delivered.add(delivery);
        delivery.receipt().isMade(1);
    }

    @Override
    public void setAside(Message message, String code, Place place, Receipt receipt) {
        asides.add(code);
        receipt.isMade(0);
    }

    @Override
    public Receipt tell(String event, Place place, Map<String, String> details) {
        events.add(event);
        Receipt receipt = new Receipt(() -> {});
        receipt.isMade(0);
        return receipt;
    }

    @Override
    public void close(Ending why) {
        if (ending == null) {
            ending = why;
        }
    }

    @Override
    public Runnable bell() {
        return () -> {};
    }

    @Override
    public long lastSent() {
        return lastSent;
    }

    @Override
    public long lastReceived() {
        return lastReceived;
    }
}
