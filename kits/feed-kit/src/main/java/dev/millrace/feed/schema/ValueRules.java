package dev.millrace.feed.schema;

import dev.millrace.kit.OptionGroup;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How texts become values wherever a field does not say otherwise.
 *
 * @param decimal the sign between a number's whole part and its fraction
 * @param grouping the sign between groups of three digits; empty for none
 * @param nulls texts that stand for no value
 * @param trim whether texts lose the blanks around them; all other types always do
 * @param zone where a timestamp without an offset was taken
 * @param locale the language of names of months and days
 */
public record ValueRules(
        char decimal, Optional<Character> grouping, Set<String> nulls, boolean trim, ZoneId zone, Locale locale) {

    private static final String DECIMAL = "values.decimal.separator";
    private static final String GROUPING = "values.grouping.separator";
    private static final String NULLS = "values.null";
    private static final String TRIM = "values.trim";
    private static final String ZONE = "values.zone";
    private static final String LOCALE = "values.locale";

    /** What holds without any option. */
    static final ValueRules STANDARD =
            new ValueRules('.', Optional.empty(), Set.of(), false, ZoneId.of("UTC"), Locale.ENGLISH);

    /** While the options are not known: a field's grouping is right with the decimal separator that they may bring. */
    static final ValueRules UNKNOWN = STANDARD.withDecimal('\0');

    public ValueRules {
        nulls = Set.copyOf(nulls);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Schema: values")
                .add(
                        DECIMAL,
                        ConfigDef.Type.STRING,
                        ".",
                        ConfigDef.ValidString.in(".", ","),
                        ConfigDef.Importance.MEDIUM,
                        "The sign before a number's fraction in texts. Set a comma when files write 12,50; a field can say"
                                + " otherwise.")
                .add(
                        GROUPING,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> grouping(key, String.valueOf(value)),
                                () -> "one sign that is no digit, space or none"),
                        ConfigDef.Importance.MEDIUM,
                        "The sign between groups of three digits in texts. Set it when files write 1.234.567 or 1 234 567"
                                + " (space, which stands for no-break spaces too); numbers without groups stay right.")
                .list(
                        NULLS,
                        "",
                        "The texts that stand for no value, in any field of any type. Set them when files write NULL, -"
                                + " or \\N where nothing is known; a field can add its own.")
                .flag(
                        TRIM,
                        false,
                        "Whether fields of type string lose the blanks around them. Set true when files pad their texts;"
                                + " numbers, dates and booleans always lose them.")
                .add(
                        ZONE,
                        ConfigDef.Type.STRING,
                        "UTC",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> zone(key, String.valueOf(value)), () -> "a time zone"),
                        ConfigDef.Importance.MEDIUM,
                        "The time zone of timestamps that carry no offset of their own. Set the partner's, such as"
                                + " Europe/Berlin; a field can say otherwise.")
                .add(
                        LOCALE,
                        ConfigDef.Type.STRING,
                        "en",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> locale(key, String.valueOf(value)), () -> "a language tag"),
                        ConfigDef.Importance.LOW,
                        "The language of names of months and days in date patterns, as a language tag. Set de or pt-BR when"
                                + " dates are written with such names.");
    }

    static ValueRules from(AbstractConfig config) {
        return new ValueRules(
                config.getString(DECIMAL).charAt(0),
                grouping(GROUPING, config.getString(GROUPING)),
                Set.copyOf(config.getList(NULLS)),
                config.getBoolean(TRIM),
                zone(ZONE, config.getString(ZONE)),
                locale(LOCALE, config.getString(LOCALE)));
    }

    /** The number that a text is; empty where it is none. */
    public Optional<BigDecimal> number(String text) {
        return new NumberText(this).plain(text, true).map(BigDecimal::new);
    }

    /** The key to blame when both separators are the same sign. */
    static final String GROUPING_KEY = GROUPING;

    boolean ambiguous() {
        return grouping.isPresent() && grouping.get() == decimal;
    }

    ValueRules withDecimal(char sign) {
        return new ValueRules(sign, grouping, nulls, trim, zone, locale);
    }

    ValueRules withGrouping(Optional<Character> sign) {
        return new ValueRules(decimal, sign, nulls, trim, zone, locale);
    }

    ValueRules withZone(ZoneId other) {
        return new ValueRules(decimal, grouping, nulls, trim, other, locale);
    }

    ValueRules withLocale(Locale other) {
        return new ValueRules(decimal, grouping, nulls, trim, zone, other);
    }

    ValueRules withNulls(List<String> more) {
        Set<String> all = new HashSet<>(nulls);
        all.addAll(more);
        return new ValueRules(decimal, grouping, all, trim, zone, locale);
    }

    static Optional<Character> grouping(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "none", "" -> Optional.empty();
            case "space", " " -> Optional.of(' ');
            default -> {
                if (value.length() != 1 || Character.isLetterOrDigit(value.charAt(0)) || "+-".contains(value)) {
                    throw new ConfigException(key, value, "give one sign that is no letter or digit, space or none");
                }
                yield Optional.of(value.charAt(0));
            }
        };
    }

    static ZoneId zone(String key, String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new ConfigException(key, value, "no such time zone; use a name such as Europe/Berlin, UTC or +02:00");
        }
    }

    static Locale locale(String key, String value) {
        Locale locale = Locale.forLanguageTag(value);
        if (locale.getLanguage().isEmpty()) {
            throw new ConfigException(key, value, "no language tag; use one such as en, de or pt-BR");
        }
        return locale;
    }
}
