package dev.millrace.transforms.time;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Reads what the options of times hold. */
final class TimeChecks {

    private TimeChecks() {}

    /** What a list of formats says. */
    record Formats(List<TimeFormat> texts, Optional<EpochUnit> unit) {

        Formats {
            texts = List.copyOf(texts);
        }

        TimeReader reader(ZoneId zone, TimeReader.Overlap overlap) {
            return new TimeReader(texts, unit, zone, overlap);
        }
    }

    /**
     * Reads formats.
     *
     * @throws IllegalArgumentException when one is wrong
     */
    static Formats formats(String text, Locale locale) {
        List<TimeFormat> formats = new ArrayList<>();
        Optional<EpochUnit> unit = Optional.empty();
        for (String one : text.split("\\|", -1)) {
            String form = one.strip();
            Optional<EpochUnit> named = EpochUnit.named(form);
            if (form.isEmpty()) {
                throw new IllegalArgumentException("a format is empty");
            }
            if (named.isPresent() && unit.isPresent()) {
                throw new IllegalArgumentException("a number can't count " + unit.get() + " and " + named.get());
            }
            if (named.isPresent()) {
                unit = named;
            } else {
                formats.add(form.equals("iso") ? TimeFormat.ISO : TimeFormat.of(form, locale));
            }
        }
        return new Formats(formats, unit);
    }

    /** A path on the side that the transform works on. */
    static FieldPath path(String text) {
        FieldPath path = FieldPath.parse(text);
        if (path.root() != PathRoot.HERE) {
            throw new IllegalArgumentException(
                    "it begins with " + path.root() + "; use the class with $Key or $Value and leave that out");
        }
        return path;
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("is no zone, such as UTC, +02:00 or Europe/Berlin", wrong);
        }
    }

    static ConfigDef.Validator text(Function<String, ?> parser) {
        return (key, value) -> {
            if (value instanceof String text) {
                check(key, text, parser);
            }
        };
    }

    static ConfigDef.Validator list(Function<String, ?> parser) {
        return (key, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(one -> check(key, String.valueOf(one), parser));
            }
        };
    }

    private static void check(String key, String text, Function<String, ?> parser) {
        try {
            Object unused = parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key + " holds " + text + ": " + wrong.getMessage());
        }
    }
}
