package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a file has come: the source offset. It holds every running total, so that a resumed file is judged like one that
 * was never interrupted.
 *
 * @param position the point behind the last record
 * @param state the life of the file
 * @param reader what the format needs to resume
 * @param digest the running SHA-256 of the raw bytes before {@code position}, up to the last whole block; empty before
 *     the first one, and where it is unknown
 * @param malformed how many records could not be read so far
 */
record FileOffset(Position position, State state, String reader, String digest, long malformed) {

    enum State {
        /** Records may follow behind the position. */
        READING,
        /** The record that ends the file was set aside; that the file can't be read further was not told yet. */
        BROKEN,
        /** All was read and told. */
        COMPLETED,
        /** Its end can't be read, and that was told. */
        QUARANTINED
    }

    FileOffset {
        if (malformed < 0 || malformed > position.record()) {
            throw new IllegalArgumentException("'malformed' in a file's offset must lie between 0 and 'record'");
        }
    }

    static final FileOffset START = new FileOffset(Position.START, State.READING, "", "", 0);

    Map<String, Object> toMap() {
        return Map.of(
                "position", position.offset(),
                "record", position.record(),
                "line", position.line(),
                "state", state.name().toLowerCase(Locale.ROOT),
                "reader", reader,
                "digest", digest,
                "malformed", malformed);
    }

    /**
     * Reads a stored offset; numbers come back as any number type, and a hand-written one may lack all but the position.
     *
     * @throws IllegalArgumentException when it is no offset of ours; its message says why
     */
    static FileOffset from(@Nullable Map<String, ?> stored) {
        if (stored == null) {
            return START;
        }
        String digest = text(stored, "digest");
        if (!RunningDigest.isState(digest)) {
            throw new IllegalArgumentException("'digest' in a file's offset was not written by this connector");
        }
        Position position =
                new Position(number(stored, "record", 0), number(stored, "position", 0), number(stored, "line", 1));
        return new FileOffset(position, state(stored), text(stored, "reader"), digest, number(stored, "malformed", 0));
    }

    private static State state(Map<String, ?> stored) {
        String name = text(stored, "state");
        return Stream.of(State.values())
                .filter(state ->
                        name.isEmpty() ? state == State.READING : state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'state' in a file's offset must be one of "
                        + Stream.of(State.values()).map(State::name).toList()));
    }

    private static long number(Map<String, ?> stored, String key, long absent) {
        Object value = stored.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw new IllegalArgumentException("'" + key + "' in a file's offset must be a whole number");
    }

    private static String text(Map<String, ?> stored, String key) {
        Object value = stored.get(key);
        return value == null ? "" : value.toString();
    }
}
