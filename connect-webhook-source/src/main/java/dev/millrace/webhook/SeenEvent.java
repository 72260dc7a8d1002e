package dev.millrace.webhook;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An event that Kafka has, and since when.
 *
 * @param atMillis since the epoch; kept to the second in the text form, rounded up
 */
record SeenEvent(EventKey key, long atMillis) {

    /** How long its binary form is. */
    static final int BYTES = EventKey.BYTES + Integer.BYTES;

    private static final long SECOND = 1_000;

    /** Writes events as text for a source offset: 27 characters for each. */
    static String write(List<SeenEvent> events) {
        ByteBuffer bytes = ByteBuffer.allocate(events.size() * BYTES);
        for (SeenEvent event : events) {
            event.key().write(bytes);
            // Unsigned: good until 2106.
            bytes.putInt((int) Math.floorDiv(event.atMillis() + SECOND - 1, SECOND));
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads that text.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static List<SeenEvent> read(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        if (bytes.remaining() % BYTES != 0) {
            throw new IllegalArgumentException("not a whole number of events");
        }
        List<SeenEvent> events = new ArrayList<>(bytes.remaining() / BYTES);
        while (bytes.hasRemaining()) {
            events.add(new SeenEvent(EventKey.read(bytes), Integer.toUnsignedLong(bytes.getInt()) * SECOND));
        }
        return events;
    }
}
