package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short way through patterns of digits gives what the library's formatter gives. */
class TimePatternTest {

    @Property(tries = 500, seed = "4711")
    void aTextThatAPatternWroteIsReadAsTheFormatterReadsIt(
            @ForAll("patterns") String pattern, @ForAll("times") LocalDateTime time, @ForAll("offsets") int hours) {
        OffsetDateTime written = time.atOffset(ZoneOffset.ofHours(hours));
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(written);

        TemporalAccessor quick = DigitPattern.of(pattern).orElseThrow().parse(text);

        assertThat(quick).isEqualTo(general(pattern, text).orElse(null));
    }

    @Property(tries = 1_000, seed = "4712")
    void whatIsReadTheShortWayTheFormatterReadsToo(@ForAll("patterns") String pattern, @ForAll("noise") String noise) {
        // A text of the right form, with some of its characters changed.
        StringBuilder text = new StringBuilder(DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .format(OffsetDateTime.parse("2026-02-28T23:59:59.123456789Z")));
        for (int at = 0; at + 1 < noise.length(); at += 2) {
            text.setCharAt(noise.charAt(at) % text.length(), noise.charAt(at + 1));
        }

        TemporalAccessor quick = DigitPattern.of(pattern).orElseThrow().parse(text.toString());

        if (quick != null) {
            assertThat(Optional.of(quick)).isEqualTo(general(pattern, text.toString()));
        }
    }

    private static Optional<TemporalAccessor> general(String pattern, String text) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        ParsePosition position = new ParsePosition(0);
        if (formatter.parseUnresolved(text, position) == null || position.getIndex() < text.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(formatter.parseBest(
                    text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from, LocalTime::from));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                "uuuu-MM-dd",
                "uuuuMMdd",
                "dd.MM.uuuu",
                "uuuu-MM-dd'T'HH:mm:ss",
                "uuuu-MM-dd HH:mm",
                "uuuuMMddHHmmss",
                "uuuuMMddHHmmssSSS",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX",
                "uuuu-MM-dd'T'HH:mm:ssXXX",
                "dd/MM/uuuu HH:mm:ss.SSS",
                "HH:mm",
                "HHmmss",
                "HH:mm:ss.SSSSSS");
    }

    @Provide
    Arbitrary<LocalDateTime> times() {
        return Arbitraries.longs()
                .between(-60_000_000_000L, 250_000_000_000L)
                .flatMap(second -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nano -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)));
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(-17, 17);
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings()
                .withChars("0123456789-+:.TZ 9")
                .ofMinLength(2)
                .ofMaxLength(4);
    }
}
