package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param skipped those of them that were left out, until that was told
 * @param place the document that the position lies in
 * @param look how the file looked that ended here, where its entry is known by the path alone and the file goes away: one
 *     of that name that looks otherwise is another file
 */
record FileOffset(
        Position position,
        State state,
        String reader,
        String digest,
        long malformed,
        SkippedRecords skipped,
        Place place,
        Optional<Look> look) {

    /** What a listing shows of a file. */
    record Look(long size, long modified) {}

    FileOffset(
            Position position,
            State state,
            String reader,
            String digest,
            long malformed,
            SkippedRecords skipped,
            Place place) {
        this(position, state, reader, digest, malformed, skipped, place, Optional.empty());
    }

    FileOffset(Position position, State state, String reader, String digest, long malformed) {
        this(position, state, reader, digest, malformed, SkippedRecords.NONE, Place.PLAIN);
    }

    enum State {
        /** Records may follow behind the position. */
        READING,
        /** The record that ends the file was set aside; that was not told yet. In place of the reader's state: {@link Breakage}. */
        BROKEN,
        /** All was read and told. */
        COMPLETED,
        /** Its end can't be read, and that was told. In place of the reader's state: {@link Breakage}. */
        QUARANTINED,
        /** It was finished and is remembered; the place of the reader's state holds since when. */
        FINISHED
    }

    FileOffset {
        if (state == State.FINISHED && !isInstant(reader)) {
            throw new IllegalArgumentException(
                    "'reader' in the offset of a finished file must be a time such as 2026-01-31T12:00:00Z");
        }
        if (malformed < 0 || malformed > place.earlier() + position.record()) {
            throw new IllegalArgumentException("'malformed' in a file's offset must lie between 0 and 'record'");
        }
    }

    static final FileOffset START = new FileOffset(Position.START, State.READING, "", "", 0);

    /** The offset of a file whose skipped records were told. */
    FileOffset told() {
        return new FileOffset(position, state, reader, digest, malformed, SkippedRecords.NONE, place, look);
    }

    /**
     * The offset of a file that ended. A crash behind its move leaves it in the offsets, and where only the path tells
     * whose it is, the next file of that name would pass for read.
     *
     * @param goes whether the file leaves its place now
     */
    FileOffset endOf(FileIdentity file, boolean goes) {
        if (file.kind() != FileIdentity.Kind.PATH || !goes) {
            return this;
        }
        Optional<Look> seen = Optional.of(new Look(file.size(), file.modified()));
        return new FileOffset(position, state, reader, digest, malformed, skipped, place, seen);
    }

    /** Whether it is the end of a file that had this one's name before. */
    boolean isOfAnother(FileIdentity file) {
        return look.isPresent() && !look.get().equals(new Look(file.size(), file.modified()));
    }

    static FileOffset finished(FileIdentity file, Instant when) {
        return new FileOffset(new Position(0, file.size(), 1), State.FINISHED, when.toString(), "", 0);
    }

    /** When a finished file was finished. */
    Instant finishedAt() {
        return Instant.parse(reader);
    }

    Map<String, Object> toMap() {
        Map<String, Object> plain = Map.of(
                "position", position.offset(),
                "record", position.record(),
                "line", position.line(),
                "state", state.name().toLowerCase(Locale.ROOT),
                "reader", reader,
                "digest", digest,
                "malformed", malformed);
        if (skipped.isEmpty() && place.equals(Place.PLAIN) && look.isEmpty()) {
            return plain;
        }
        Map<String, Object> more = new HashMap<>(plain);
        if (!skipped.isEmpty()) {
            more.put("skipped", skipped.text());
        }
        if (!place.equals(Place.PLAIN)) {
            more.put("packing", place.packing());
            more.put("entry", place.entry());
            more.put("earlier", place.earlier());
        }
        look.ifPresent(seen -> {
            more.put("size", seen.size());
            more.put("modified", seen.modified());
        });
        return Collections.unmodifiableMap(more);
    }

    /** The offset of a file that is not read on; says why in the place of the reader's state. */
    FileOffset quarantined(String why) {
        return new FileOffset(position, State.QUARANTINED, why, digest, malformed, skipped, place, look);
    }

    /** The same before it was told. */
    FileOffset broken(String why) {
        return new FileOffset(position, State.BROKEN, why, digest, malformed, skipped, place, look);
    }

    /** All records before the position, whatever document they are in. */
    long records() {
        return place.earlier() + position.record();
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
        return new FileOffset(
                position,
                state(stored),
                text(stored, "reader"),
                digest,
                number(stored, "malformed", 0),
                SkippedRecords.from(text(stored, "skipped")),
                new Place(text(stored, "packing"), number(stored, "entry", 0), number(stored, "earlier", 0)),
                look(stored));
    }

    private static Optional<Look> look(Map<String, ?> stored) {
        return stored.get("size") == null || stored.get("modified") == null
                ? Optional.empty()
                : Optional.of(new Look(number(stored, "size", 0), number(stored, "modified", 0)));
    }

    private static boolean isInstant(String text) {
        try {
            Instant unused = Instant.parse(text);
            return true;
        } catch (DateTimeParseException wrong) {
            return false;
        }
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
