package dev.millrace.legacy.fix;

import dev.millrace.legacy.frame.FixFraming;
import dev.millrace.legacy.frame.Frame;
import dev.millrace.legacy.frame.FrameInput;
import dev.millrace.legacy.frame.FrameRules;
import dev.millrace.legacy.session.ConversationMeters;
import dev.millrace.legacy.session.ConversationParts;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Protocol;
import dev.millrace.legacy.session.ProtocolReader;
import dev.millrace.legacy.session.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A conversation on a line of which a test sees all; the clock stands, and time passes when the test says so. */
final class FixDesk {

    private static final Instant NOW = Instant.parse("2025-01-02T03:04:05Z");

    private static final FrameRules.Signs NOBODY = new FrameRules.Signs() {
        @Override
        public void came() {}

        @Override
        public void echo(byte[] bytes) {}
    };

    final FakeLine line = new FakeLine(NOW.toEpochMilli());
    final ConversationMeters meters =
            new ConversationMeters(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    final FixConversation conversation;

    FixDesk(Place place, Map<String, String> values, Map<String, String> secrets, boolean startsOver) {
        Map<String, String> all = new HashMap<>(Map.of("sender", "CLIENT", "target", "VENUE"));
        all.putAll(values);
        conversation = new FixConversation(
                new ConversationParts(
                        protocol(all, secrets),
                        new Secrets(secrets),
                        startsOver,
                        false,
                        frame -> Optional.empty(),
                        Optional.empty(),
                        meters,
                        Clock.fixed(NOW, ZoneOffset.UTC)),
                place);
    }

    FixDesk(Place place) {
        this(place, Map.of(), Map.of(), false);
    }

    /** A session that never was, on its first connection. */
    static FixDesk begun() {
        FixDesk desk = new FixDesk(new Place("", 1));
        desk.conversation.begin(desk.line);
        return desk;
    }

    /** A session whose logon was answered. */
    static FixDesk open() {
        FixDesk desk = begun();
        desk.says("A", 1, "98=0", "108=30");
        desk.line.sent.clear();
        desk.line.events.clear();
        return desk;
    }

    /** The venue says this, bars standing for SOH. */
    void says(String message) {
        line.came();
        conversation.received(frame(message));
        long unused = conversation.due(line.now);
    }

    void says(String type, long number, String... fields) {
        says(whole("35=" + type + "|34=" + number + "|49=VENUE|52=20250102-03:04:05.000|56=CLIENT|" + joined(fields)));
    }

    void repeats(String type, long number, String... fields) {
        says(whole("35=" + type + "|34=" + number + "|49=VENUE|43=Y|52=20250102-03:04:05.000|56=CLIENT|"
                + joined(fields)));
    }

    static String whole(String body) {
        byte[] frame =
                new FixFraming("FIX.4.4").wrap(body.replace('|', '\u0001').getBytes(StandardCharsets.ISO_8859_1));
        return new String(frame, StandardCharsets.ISO_8859_1).replace('\u0001', '|');
    }

    private static String joined(String... fields) {
        return fields.length == 0 ? "" : String.join("|", fields) + "|";
    }

    /** Time passes. */
    long after(long millis) {
        line.now += millis;
        return conversation.due(line.now);
    }

    static Frame frame(String message) {
        InputStream bytes =
                new ByteArrayInputStream(message.replace('|', '\u0001').getBytes(StandardCharsets.ISO_8859_1));
        try {
            Frame frame = FrameRules.of(new FixFraming("FIX.4.4"))
                    .reader(new FrameInput((into, at, most, within, begun) -> bytes.read(into, at, most)), 100_000)
                    .next(NOBODY);
            if (frame == null) {
                throw new AssertionError("no frame: " + message);
            }
            return frame;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Protocol protocol(Map<String, String> values, Map<String, String> secrets) {
        try (InputStream file = Protocol.class.getResourceAsStream("fix-4.4.yaml")) {
            if (file == null) {
                throw new AssertionError("fix-4.4.yaml is not there");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            ProtocolReader.Outcome outcome = ProtocolReader.read(text, values, secrets);
            if (outcome instanceof ProtocolReader.Outcome.Read read) {
                return read.protocol();
            }
            throw new AssertionError(outcome);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
