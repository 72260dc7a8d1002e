package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a date to its year or month. A text becomes {@code 1987} or {@code 1987-05}; Connect's own dates and timestamps become the
 * first day of it, in UTC.
 */
final class DateGeneralisation implements Change {

    private static final DateTimeFormatter ISO = formatter("uuuu-MM-dd");
    private static final int ISO_LENGTH = 10;

    private final boolean toMonth;
    private final Optional<DateTimeFormatter> format;

    /**
     * Prepares the change.
     *
     * @param format of texts, as DateTimeFormatter has it; empty for ISO 8601, with or without a time behind the date
     * @throws IllegalArgumentException when the format is none
     */
    DateGeneralisation(boolean toMonth, Optional<String> format) {
        this.toMonth = toMonth;
        this.format = format.map(DateGeneralisation::formatter);
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "has a format that is none of java.time's DateTimeFormatter, such as dd.MM.uuuu", unreadable);
        }
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.type() == Schema.Type.STRING) {
            return Schemas.text(before);
        }
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(before.name())
                || Timestamp.LOGICAL_NAME.equals(before.name())) {
            return before;
        }
        throw new RuleFailure(rule, path, "not-a-date");
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        try {
            if (value instanceof String text) {
                LocalDate date = format.isPresent() ? LocalDate.parse(text, format.get()) : iso(text);
                return date.toString().substring(0, date.toString().length() - (toMonth ? 3 : 6));
            }
            if (value instanceof Date time) {
                LocalDate date = time.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
                LocalDate cut = toMonth ? date.withDayOfMonth(1) : date.withDayOfYear(1);
                return Date.from(cut.atStartOfDay(ZoneOffset.UTC).toInstant());
            }
        } catch (DateTimeException unreadable) {
            throw spot.failure("not-a-date");
        }
        throw spot.failure("not-a-date");
    }

    private static LocalDate iso(String text) {
        boolean longer = text.length() > ISO_LENGTH;
        if (longer && text.charAt(ISO_LENGTH) != 'T' && text.charAt(ISO_LENGTH) != ' ') {
            throw new DateTimeException("neither a date nor a date and a time");
        }
        return LocalDate.parse(longer ? text.substring(0, ISO_LENGTH) : text, ISO);
    }
}
