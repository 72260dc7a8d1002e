package dev.millrace.kit.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** How texts say dates and times: in ISO 8601, or in a pattern of {@link DateTimeFormatter} that is taken strictly. */
final class TimeText {

    private final TimeRule.Kind kind;
    private final boolean inPattern;
    private final boolean needsZone;
    private final ZoneId zone;
    private final DateTimeFormatter formatter;

    /**
     * Of one property.
     *
     * @param zone of texts that tell none
     */
    TimeText(TimeRule.Kind kind, Optional<String> pattern, boolean needsZone, ZoneId zone) {
        this.kind = kind;
        this.inPattern = pattern.isPresent();
        this.needsZone = needsZone;
        this.zone = zone;
        this.formatter = pattern.map(TimeText::strict).orElseGet(() -> switch (kind) {
            case DATE -> DateTimeFormatter.ISO_LOCAL_DATE;
            case TIME -> DateTimeFormatter.ISO_TIME;
            case TIMESTAMP -> DateTimeFormatter.ISO_DATE_TIME;
        });
    }

    boolean matches(String text) {
        if (inPattern) {
            return parse(text).isPresent();
        }
        return switch (kind) {
            case DATE -> DateText.isDate(text);
            case TIME -> DateText.isTime(text, 0) || (!needsZone && DateText.isTime(text + "Z", 0));
            case TIMESTAMP -> DateText.isDateTime(text) || (!needsZone && DateText.isDateTime(text + "Z"));
        };
    }

    /** The time as something that compares with all others of the property. */
    Optional<Comparable<Object>> parse(String text) {
        try {
            TemporalAccessor time = formatter.parse(text);
            LocalDate date = time.query(TemporalQueries.localDate());
            LocalTime clock = time.query(TemporalQueries.localTime());
            ZoneId told = time.query(TemporalQueries.zone());
            boolean complete = (date != null || kind == TimeRule.Kind.TIME)
                    && (clock != null || kind == TimeRule.Kind.DATE)
                    && (told != null || !needsZone || !inPattern);
            return complete ? Optional.of(comparable(date, clock, told)) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** A time of Connect, which is one of UTC. */
    Comparable<Object> of(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return comparable(utc.toLocalDate(), utc.toLocalTime(), ZoneOffset.UTC);
    }

    @SuppressWarnings("unchecked") // One kind has values of one class alone.
    private Comparable<Object> comparable(LocalDate date, LocalTime clock, ZoneId told) {
        Object time = switch (kind) {
            case DATE -> date;
            case TIME -> clock;
            case TIMESTAMP ->
                LocalDateTime.of(date, clock).atZone(told == null ? zone : told).toInstant();
        };
        return (Comparable<Object>) time;
    }

    /** Years are counted without eras, or a strict reader asks for one. */
    private static DateTimeFormatter strict(String pattern) {
        StringBuilder proleptic = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            proleptic.append(c == 'y' && !quoted ? 'u' : c);
        }
        return DateTimeFormatter.ofPattern(proleptic.toString(), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
