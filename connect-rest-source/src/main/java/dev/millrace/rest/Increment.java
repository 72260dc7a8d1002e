package dev.millrace.rest;

import dev.millrace.kit.path.PathReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what a round asks for, and where the next one goes on. Immutable. */
final class Increment {

    private final IncrementSettings settings;
    private final Optional<PathReader> field;

    Increment(IncrementSettings settings) {
        this.settings = settings;
        this.field = settings.field().map(PathReader::new);
    }

    /** Whether rows have a cursor, so that those which come again are known. */
    boolean knowsRows() {
        return settings.mode() != IncrementSettings.Mode.NONE;
    }

    /** Refuses a cursor that a person wrote and no round could begin at. */
    void check(String cursor) {
        Cursor unused = parse(cursor);
    }

    /** What the next round asks for; empty when there is nothing to ask for yet. */
    Optional<Window> next(Optional<String> stored, Instant now) {
        Optional<String> cursor = stored.or(settings::start);
        Optional<String> from = cursor.map(text -> floor(parse(text)).text());
        return switch (settings.mode()) {
            case NONE -> Optional.of(Window.ALL);
            case ID -> Optional.of(new Window(from, Optional.empty()));
            case TIMESTAMP ->
                Optional.of(new Window(from, Optional.of(end(cursor, now).toString())));
            case WINDOW -> {
                Instant end = end(cursor, now);
                boolean later = cursor.isEmpty() || time(cursor.get()).isBefore(end);
                yield later ? Optional.of(new Window(from, Optional.of(end.toString()))) : Optional.empty();
            }
        };
    }

    private Instant end(Optional<String> cursor, Instant now) {
        Instant latest = cut(now.minus(settings.delay()));
        if (settings.step().isZero() || cursor.isEmpty()) {
            return latest;
        }
        Instant full = cut(time(cursor.get()).plus(settings.step()));
        return full.isBefore(latest) ? full : latest;
    }

    /** Whether a round for a window is to be followed by one at once, because windows have not caught up with now. */
    boolean isBehind(Window window, Instant now) {
        return !settings.step().isZero()
                && window.to().isPresent()
                && Instant.parse(window.to().get()).isBefore(cut(now.minus(settings.delay())));
    }

    /**
     * The cursor of a row; empty where rows have none.
     *
     * @throws IllegalArgumentException when the row lacks it, or it can't be read; the message is a code
     */
    Optional<Cursor> cursorOf(@Nullable Object row, Window window) {
        return switch (settings.mode()) {
            case NONE -> Optional.empty();
            case WINDOW -> window.to().map(end -> Cursor.of(end, Instant.parse(end)));
            case TIMESTAMP, ID ->
                Optional.of(cursor(field.flatMap(path -> path.find(row))
                        .orElseThrow(() -> new IllegalArgumentException("cursor-missing"))));
        };
    }

    private Cursor cursor(Object value) {
        if (value instanceof Date date) {
            return Cursor.of(date.toInstant().toString(), date.toInstant());
        }
        String text = RowPlaces.text(value).orElseThrow(() -> new IllegalArgumentException("cursor-missing"));
        try {
            return parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("cursor-unreadable", unreadable);
        }
    }

    /** Whether a row lies before what was asked for: the API filters less than it was asked to. */
    boolean isBefore(Cursor row, Window window) {
        return settings.mode() != IncrementSettings.Mode.WINDOW
                && window.from().isPresent()
                && row.compareTo(parse(window.from().get())) < 0;
    }

    /** From where on rows are asked for when this is the highest cursor. */
    Cursor floor(Cursor highest) {
        Instant time = highest.time();
        if (time != null) {
            Instant from = cut(time.minus(settings.lag()));
            return from.equals(time) ? highest : Cursor.of(from.toString(), from);
        }
        BigDecimal number = highest.number();
        return number == null || settings.idLag() == 0
                ? highest
                : Cursor.ofId(
                        number.subtract(BigDecimal.valueOf(settings.idLag())).toPlainString());
    }

    /** Where the next round goes on; empty as long as no row was seen. */
    Optional<String> after(Optional<String> before, Window window, @Nullable Cursor max) {
        Optional<String> reached = higher(before.or(settings::start), max);
        return switch (settings.mode()) {
            case NONE -> Optional.empty();
            case ID -> reached;
            case WINDOW -> window.to();
            case TIMESTAMP -> {
                boolean whole = !settings.step().isZero()
                        && before.or(settings::start).isPresent()
                        && window.to()
                                .filter(end -> cut(time(before.or(settings::start)
                                                        .get())
                                                .plus(settings.step()))
                                        .equals(Instant.parse(end)))
                                .isPresent();
                yield whole ? higher(window.to(), reached.map(this::parse).orElse(null)) : reached;
            }
        };
    }

    private Optional<String> higher(Optional<String> one, @Nullable Cursor other) {
        if (other == null) {
            return one;
        }
        return one.isPresent() && parse(one.get()).compareTo(other) >= 0 ? one : Optional.of(other.text());
    }

    /** How old a cursor is, where it is a time. */
    Optional<Duration> age(Optional<String> cursor, Instant now) {
        return cursor.map(this::parse).map(Cursor::time).map(time -> Duration.between(time, now));
    }

    /** A place in the form that the API wants. */
    String written(String place) {
        return settings.mode() == IncrementSettings.Mode.ID
                ? place
                : settings.time().rewrite(place);
    }

    Cursor parse(String text) {
        return settings.mode() == IncrementSettings.Mode.ID ? Cursor.ofId(text) : Cursor.of(text, time(text));
    }

    private Instant time(String text) {
        return settings.time().read(text);
    }

    private Instant cut(Instant time) {
        long unit = settings.granularity().toMillis();
        return unit == 0 ? time : Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), unit) * unit);
    }
}
