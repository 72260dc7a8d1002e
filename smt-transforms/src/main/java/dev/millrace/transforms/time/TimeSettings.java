package dev.millrace.transforms.time;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathText;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which times are converted, and how.
 *
 * @param selection which fields
 * @param change what is done with them
 * @param policies what is done where that can't be
 * @param cache for how many schemas the work is remembered
 */
record TimeSettings(TimeSelection selection, TimeChange change, Policies policies, CacheSettings cache) {

    static final String PATHS = "paths";
    static final String FIELD_NAMES = "field.names";
    static final String FIELD_TYPES = "field.types";
    static final String FORMATS = "formats";
    static final String LOCALE = "locale";
    static final String ZONE = "zone";
    static final String ZONE_OVERLAP = "zone.overlap";
    static final String OUTPUT = "output";
    static final String OUTPUT_ZONE = "output.zone";
    static final String ROUNDING = "rounding";

    /** What is done with parts of a second that the output has no room for. */
    enum Rounding {
        FAIL,
        DOWN,
        HALF_UP,
        UP;

        RoundingMode mode() {
            return switch (this) {
                case FAIL -> RoundingMode.UNNECESSARY;
                case DOWN -> RoundingMode.FLOOR;
                case HALF_UP -> RoundingMode.HALF_UP;
                case UP -> RoundingMode.CEILING;
            };
        }
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Fields")
                .add(
                        PATHS,
                        ConfigDef.Type.LIST,
                        "",
                        TimeChecks.list(TimeChecks::path),
                        ConfigDef.Importance.HIGH,
                        "The paths of the fields to convert, with stars where there are many: created, items[*].shipped,"
                                + " meta.*. Set it, field.names or field.types.")
                .add(
                        FIELD_NAMES,
                        ConfigDef.Type.LIST,
                        "",
                        TimeChecks.list(TimeSelection::pattern),
                        ConfigDef.Importance.MEDIUM,
                        "Names of fields to convert wherever they are, at any depth and in lists; a star stands for any"
                                + " letters: *_at, date*. Texts and numbers of these names are converted, all else is left.")
                .add(
                        FIELD_TYPES,
                        ConfigDef.Type.LIST,
                        "",
                        ConfigDef.ValidList.in("timestamp", "date"),
                        ConfigDef.Importance.MEDIUM,
                        "Logical types of Connect of which every field is converted, at any depth: timestamp, date. In"
                                + " maps without a schema a timestamp is a java.util.Date.");
        OptionGroup times = new OptionGroup(definition, "Times");
        times.add(
                FORMATS,
                ConfigDef.Type.STRING,
                "iso",
                null,
                ConfigDef.Importance.HIGH,
                "How the times are written now, tried one after the other and separated by |: iso (ISO 8601), patterns of"
                        + " Java's DateTimeFormatter, read strictly, and one of epoch_s, epoch_ms, epoch_us and epoch_ns"
                        + " for numbers, whose unit is never guessed. Example: iso | dd.MM.uuuu HH:mm | epoch_s.");
        times.add(
                LOCALE,
                ConfigDef.Type.STRING,
                "en",
                TimeChecks.text(TimeSettings::locale),
                ConfigDef.Importance.LOW,
                "The language of names of months and days in patterns, as a language tag such as de-DE. Change it where"
                        + " they are not English.");
        times.add(
                ZONE,
                ConfigDef.Type.STRING,
                "UTC",
                TimeChecks.text(TimeChecks::zone),
                ConfigDef.Importance.MEDIUM,
                "The zone of texts without an offset, such as Europe/Berlin. Times that its clocks leap over are failures"
                        + " with the code time-gap.");
        times.choice(
                ZONE_OVERLAP,
                TimeReader.Overlap.FAIL,
                "What a text without an offset means that the clocks of the zone show twice: fail the value, or take the"
                        + " earlier or the later time. Change it where a source writes local times in such an hour.");
        times.add(
                OUTPUT,
                ConfigDef.Type.STRING,
                "connect",
                null,
                ConfigDef.Importance.HIGH,
                "How the times are written then: connect (the logical type Timestamp), epoch_s, epoch_ms, epoch_us or"
                        + " epoch_ns (int64), iso (text), or a pattern of DateTimeFormatter, which writes what it names.");
        times.add(
                OUTPUT_ZONE,
                ConfigDef.Type.STRING,
                "UTC",
                TimeChecks.text(TimeChecks::zone),
                ConfigDef.Importance.LOW,
                "The zone that texts are written in. Change it where readers expect local times.");
        times.choice(
                ROUNDING,
                Rounding.FAIL,
                "What is done with a fraction that connect and epoch units have no room for: fail the value, cut it off"
                        + " (down), round half up, or round up. Change it where lost digits do not matter.");
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        CrossCheck.on(definition, PATHS, TimeSettings::checkFields);
        CrossCheck.on(definition, FORMATS, TimeSettings::checkFormats);
        CrossCheck.on(definition, OUTPUT, TimeSettings::checkOutput);
    }

    static TimeSettings from(AbstractConfig config) {
        Locale locale = locale(config.getString(LOCALE));
        Set<TimeSelection.Kind> kinds = EnumSet.noneOf(TimeSelection.Kind.class);
        config.getList(FIELD_TYPES).forEach(type -> kinds.add(OptionGroup.choiceOf(TimeSelection.Kind.class, type)));
        List<Pattern> names =
                config.getList(FIELD_NAMES).stream().map(TimeSelection::pattern).toList();
        List<FieldPath> paths =
                config.getList(PATHS).stream().map(FieldPath::parse).toList();
        return new TimeSettings(
                new TimeSelection(paths, names, kinds),
                new TimeChange(
                        TimeChecks.formats(config.getString(FORMATS), locale)
                                .reader(
                                        TimeChecks.zone(config.getString(ZONE)),
                                        OptionGroup.choiceOf(TimeReader.Overlap.class, config.getString(ZONE_OVERLAP))),
                        TimeOutput.of(
                                config.getString(OUTPUT),
                                locale,
                                TimeChecks.zone(config.getString(OUTPUT_ZONE)),
                                OptionGroup.choiceOf(Rounding.class, config.getString(ROUNDING))
                                        .mode())),
                Policies.from(config),
                CacheSettings.from(config));
    }

    private static void checkFields(Map<String, Object> parsed, Problems problems) {
        if (isEmpty(parsed, PATHS) && isEmpty(parsed, FIELD_NAMES) && isEmpty(parsed, FIELD_TYPES)) {
            problems.report(PATHS, "names no field, and neither do field.names and field.types; set one of them");
        }
        boolean searches = !isEmpty(parsed, FIELD_NAMES) || !isEmpty(parsed, FIELD_TYPES);
        if (searches && parsed.get(PATHS) instanceof List<?> paths) {
            for (Object path : paths) {
                if (String.valueOf(path).replace(PathText.EACH, "").contains("*")) {
                    problems.report(
                            PATHS,
                            "holds " + path
                                    + ", whose star may take what field.names or field.types take too; use another transform");
                }
            }
        }
    }

    private static void checkFormats(Map<String, Object> parsed, Problems problems) {
        try {
            TimeChecks.Formats unused =
                    TimeChecks.formats(String.valueOf(parsed.get(FORMATS)), localeOrEnglish(parsed));
        } catch (IllegalArgumentException wrong) {
            problems.report(FORMATS, "can't be read: " + wrong.getMessage());
        }
    }

    private static void checkOutput(Map<String, Object> parsed, Problems problems) {
        try {
            TimeOutput unused = TimeOutput.of(
                    String.valueOf(parsed.get(OUTPUT)), localeOrEnglish(parsed), ZoneId.of("UTC"), RoundingMode.FLOOR);
        } catch (IllegalArgumentException wrong) {
            problems.report(
                    OUTPUT,
                    "is neither connect, iso, epoch_s, epoch_ms, epoch_us, epoch_ns nor a pattern: "
                            + wrong.getMessage());
        }
    }

    private static boolean isEmpty(Map<String, Object> parsed, String key) {
        return !(parsed.get(key) instanceof List<?> list) || list.isEmpty();
    }

    private static Locale localeOrEnglish(Map<String, Object> parsed) {
        try {
            return locale(String.valueOf(parsed.get(LOCALE)));
        } catch (IllegalArgumentException told) {
            return Locale.ENGLISH;
        }
    }

    private static Locale locale(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
        } catch (IllformedLocaleException wrong) {
            throw new IllegalArgumentException("is no language tag, such as en or de-DE", wrong);
        }
    }
}
