package dev.millrace.kit.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the week in which rounds may begin, such as {@code mon-fri 08:00-18:00, sat 10:00-12:00}.
 *
 * @param spans in no order
 * @param zone by whose clocks they count
 */
public record Hours(List<Span> spans, ZoneId zone) {

    private static final Pattern SPAN =
            Pattern.compile("(?:([a-z]{3})(?:-([a-z]{3}))?\\s+)?(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");

    private static final int DAYS_LOOKED_AHEAD = 8;

    /**
     * Some hours of some days.
     *
     * @param to not in it; midnight for the end of the day, and before {@code from} for the next day
     */
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        public Span {
            days = Set.copyOf(days);
        }
    }

    public Hours {
        spans = List.copyOf(spans);
    }

    /**
     * Reads hours.
     *
     * @throws IllegalArgumentException when they are none; the message says how they are written
     */
    public static Hours parse(List<String> texts, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        for (String text : texts) {
            Matcher span = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!span.matches()) {
                throw new IllegalArgumentException("write hours as 08:00-18:00 or mon-fri 08:00-18:00");
            }
            spans.add(new Span(days(span.group(1), span.group(2)), time(span, 3), time(span, 5)));
        }
        return new Hours(spans, zone);
    }

    /** This time, or the next one that is within the hours. */
    public Instant from(Instant time) {
        if (time.equals(Instant.MAX)) {
            return time;
        }
        Instant best = Instant.MAX;
        LocalDate today = time.atZone(zone).toLocalDate();
        for (int ahead = -1; ahead <= DAYS_LOOKED_AHEAD; ahead++) {
            LocalDate day = today.plusDays(ahead);
            for (Span span : spans) {
                if (span.days().contains(day.getDayOfWeek())) {
                    boolean overnight = !span.to().isAfter(span.from());
                    ZonedDateTime begin = day.atTime(span.from()).atZone(zone);
                    ZonedDateTime end = (overnight ? day.plusDays(1) : day)
                            .atTime(span.to())
                            .atZone(zone);
                    Instant candidate = time.isBefore(begin.toInstant()) ? begin.toInstant() : time;
                    if (candidate.isBefore(end.toInstant()) && candidate.isBefore(best)) {
                        best = candidate;
                    }
                }
            }
        }
        return best;
    }

    private static Set<DayOfWeek> days(@Nullable String first, @Nullable String last) {
        if (first == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        DayOfWeek day = day(first);
        DayOfWeek end = last == null ? day : day(last);
        EnumSet<DayOfWeek> days = EnumSet.of(end);
        while (day != end) {
            days.add(day);
            day = day.plus(1);
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("days are mon, tue, wed, thu, fri, sat and sun"));
    }

    private static LocalTime time(Matcher span, int group) {
        int hour = Integer.parseInt(span.group(group));
        int minute = Integer.parseInt(span.group(group + 1));
        if (hour == 24 && minute == 0) {
            return LocalTime.MIDNIGHT;
        }
        if (hour > 23 || minute > 59) {
            throw new IllegalArgumentException("hours go from 00:00 to 24:00");
        }
        return LocalTime.of(hour, minute);
    }
}
