package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.NearestName;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the type of a field and what goes with it; refuses what says nothing for that type. */
final class TypeParser {

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,3})\\)");
    private static final List<String> NAMES =
            Stream.of(ValueKind.values()).map(ValueKind::toString).toList();

    private final Section section;

    TypeParser(Section section) {
        this.section = section;
    }

    Optional<ValueType> parse() {
        Optional<String> text = section.text("type");
        if (text.isEmpty()) {
            if (!section.has("type")) {
                section.refuse(
                        "says nothing without a 'type'",
                        List.of(
                                "format",
                                "formats",
                                "locale",
                                "zone",
                                "rounding",
                                "out",
                                "trueValues",
                                "falseValues",
                                "encoding"));
            }
            return Optional.empty();
        }
        Matcher decimal = DECIMAL.matcher(text.get());
        if (decimal.matches()) {
            return Optional.of(type(ValueKind.DECIMAL, Integer.parseInt(decimal.group(1))));
        }
        Optional<ValueKind> kind = Stream.of(ValueKind.values())
                .filter(one -> one.toString().equals(text.get()) && one != ValueKind.DECIMAL)
                .findFirst();
        if (kind.isEmpty()) {
            String near = text.get().startsWith("decimal")
                    ? "; write the digits behind the point, as in decimal(2)"
                    : NearestName.in(text.get(), NAMES)
                            .map(name -> "; did you mean " + name + "?")
                            .orElse("; known are " + String.join(", ", NAMES).replace("decimal", "decimal(2)"));
            section.wrong("type", "is none: " + text.get() + near);
        }
        return kind.map(one -> type(one, 0));
    }

    private ValueType type(ValueKind kind, int scale) {
        boolean numbers = kind.isNumber() || kind == ValueKind.STRING;
        String says = "says nothing for the type " + kind;
        if (!kind.isTemporal()) {
            section.refuse(says, List.of("formats", "zone", "out"));
        }
        if (!numbers && !kind.isTemporal()) {
            section.refuse(says, List.of("format", "locale", "rounding"));
        }
        if (kind != ValueKind.BOOLEAN) {
            section.refuse(says, List.of("trueValues", "falseValues"));
        }
        if (kind != ValueKind.BYTES && kind != ValueKind.STRING) {
            section.refuse(says, List.of("encoding"));
        }
        Locale locale = locale();
        RoundingMode rounding = section.choice("rounding", RoundingMode.class).orElse(RoundingMode.UNNECESSARY);
        List<String> trueValues = section.has("trueValues") ? section.texts("trueValues") : List.of("true");
        List<String> falseValues = section.has("falseValues") ? section.texts("falseValues") : List.of("false");
        trueValues.stream()
                .filter(falseValues::contains)
                .findFirst()
                .ifPresent(both -> section.wrong("trueValues", "holds " + both + ", and so does 'falseValues'"));
        return new ValueType(
                kind,
                scale,
                numbers ? format(locale) : Optional.empty(),
                rounding,
                trueValues,
                falseValues,
                section.choice("encoding", ByteEncoding.class).orElse(ByteEncoding.BASE64),
                kind.isTemporal() ? times(kind, locale, rounding) : null);
    }

    private Locale locale() {
        Optional<String> text = section.text("locale");
        if (text.isEmpty()) {
            return Locale.ROOT;
        }
        Locale locale = Locale.forLanguageTag(text.get().replace('_', '-'));
        if (!Arrays.asList(Locale.getAvailableLocales()).contains(locale)
                || locale.getLanguage().isEmpty()) {
            section.wrong("locale", "is not known: " + text.get() + "; write one as in de_DE or en_US");
            return Locale.ROOT;
        }
        return locale;
    }

    private Optional<NumberText> format(Locale locale) {
        return section.text("format").flatMap(pattern -> {
            try {
                return Optional.of(new NumberText(pattern, locale));
            } catch (IllegalArgumentException wrong) {
                section.wrong("format", "is no pattern of a number, as in #,##0.00: " + wrong.getMessage());
                return Optional.empty();
            }
        });
    }

    private TimeRules times(ValueKind kind, Locale locale, RoundingMode rounding) {
        if (section.has("format") && section.has("formats")) {
            section.wrong("has both 'format' and 'formats'");
        }
        if (kind != ValueKind.TIMESTAMP && rounding != RoundingMode.UNNECESSARY && rounding != RoundingMode.DOWN) {
            section.wrong("rounding", "must be down for the type " + kind);
        }
        List<Object> inputs = new ArrayList<>();
        for (String format : section.has("format") ? section.texts("format") : section.texts("formats")) {
            input(kind, format, locale).ifPresent(inputs::add);
        }
        if (inputs.stream().filter(EpochUnit.class::isInstance).count() > 1) {
            section.wrong("formats", "names several units of numbers, and nothing tells them apart");
        }
        if (inputs.isEmpty()) {
            inputs.add(TimePattern.iso(kind));
        }
        ZoneId zone = zone();
        return new TimeRules(inputs, zone, rounding, output(kind, locale));
    }

    private Optional<Object> input(ValueKind kind, String format, Locale locale) {
        Optional<EpochUnit> unit = EpochUnit.named(format);
        if (unit.isPresent()) {
            return Optional.of(unit.get());
        }
        if (format.equals("iso")) {
            return Optional.of(TimePattern.iso(kind));
        }
        try {
            return Optional.of(TimePattern.of(format, locale));
        } catch (IllegalArgumentException wrong) {
            section.wrong(
                    "formats",
                    "holds no pattern of a date or a time, as in uuuu-MM-dd, nor iso, epoch_s, epoch_ms, epoch_us or"
                            + " epoch_ns: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private ZoneId zone() {
        Optional<String> text = section.text("zone");
        try {
            return text.map(ZoneId::of).map(ZoneId::normalized).orElse(ZoneOffset.UTC);
        } catch (DateTimeException wrong) {
            String near = NearestName.in(text.orElse(""), List.copyOf(ZoneId.getAvailableZoneIds()))
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("; write one as in Europe/Berlin or +01:00");
            section.wrong("zone", "is not known: " + text.orElse("") + near);
            return ZoneOffset.UTC;
        }
    }

    private Optional<TimeOutput> output(ValueKind kind, Locale locale) {
        String text = section.text("out").orElse("connect");
        Optional<EpochUnit> unit = EpochUnit.named(text);
        if (unit.isPresent() && kind == ValueKind.TIMESTAMP) {
            return Optional.of(new TimeOutput.Count(unit.get()));
        }
        return switch (text) {
            case "connect" -> Optional.empty();
            case "iso" -> Optional.of(new TimeOutput.Text(iso(kind)));
            case "epoch_days" -> days(kind);
            default -> Optional.ofNullable(pattern(kind, text, locale));
        };
    }

    private Optional<TimeOutput> days(ValueKind kind) {
        if (kind != ValueKind.DATE) {
            section.wrong("out", "can be epoch_days for the type date alone");
        }
        return Optional.of(new TimeOutput.Days());
    }

    private static DateTimeFormatter iso(ValueKind kind) {
        return switch (kind) {
            case DATE -> DateTimeFormatter.ISO_LOCAL_DATE;
            case TIME -> DateTimeFormatter.ISO_LOCAL_TIME;
            default -> DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        };
    }

    private @Nullable TimeOutput pattern(ValueKind kind, String pattern, Locale locale) {
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, locale);
            String unused = formatter.format(TimeSample.of(kind));
            return new TimeOutput.Text(formatter);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            section.wrong(
                    "out",
                    "is neither connect, iso, " + (kind == ValueKind.DATE ? "epoch_days" : "epoch_ms")
                            + " nor a pattern for the type " + kind + ": " + wrong.getMessage());
            return null;
        }
    }
}
