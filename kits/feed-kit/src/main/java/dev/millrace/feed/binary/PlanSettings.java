package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.plan.Charsets;
import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.CorruptPolicy;
import dev.millrace.feed.plan.DamageRules;
import dev.millrace.feed.plan.DecimalMode;
import dev.millrace.feed.plan.FieldClass;
import dev.millrace.feed.plan.Filling;
import dev.millrace.feed.plan.NumberRules;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.SignNibbles;
import dev.millrace.feed.plan.SignStyle;
import dev.millrace.feed.plan.TextRules;
import dev.millrace.feed.plan.Trim;
import dev.millrace.feed.plan.Truncation;
import dev.millrace.feed.plan.Zones;
import dev.millrace.kit.OptionGroup;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** How the values of fields are read: the options about text, numbers, nulls and damage. */
final class PlanSettings {

    static final String CHARSET = ".charset";
    private static final String CHARSET_FIELDS = ".charset.fields";
    private static final String TRIM = ".trim";
    private static final String ENDIAN = ".endian";
    private static final String FLOATS = ".float.form";
    private static final String SIGNS = ".sign.style";
    private static final String ZONES = ".sign.zones";
    private static final String NIBBLES = ".sign.nibbles";
    private static final String TRUNCATION = ".truncation";
    private static final String DECIMALS = ".decimal.mode";
    private static final String NULLS = ".null.";
    private static final String CORRUPT = ".corrupt.";

    private PlanSettings() {}

    /** The order of the bytes of binary numbers. */
    private enum Order {
        BIG,
        LITTLE
    }

    static void define(Options options, String format, String charset) {
        options.text(
                        format + CHARSET,
                        charset,
                        ConfigDef.LambdaValidator.with(PlanSettings::checkCharset, () -> "the name of a charset"),
                        Width.SHORT,
                        "Charset",
                        "How text is encoded where the layout does not say. Set it to the code page of the sender: with a wrong"
                                + " one letters and digits are right, brackets and umlauts are not.")
                .text(
                        format + CHARSET_FIELDS,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Charsets of fields",
                        "Fields that have another charset, such as NAME=IBM273, NOTE=UTF-8. Set it for files in which code"
                                + " pages mix.")
                .choice(
                        format + TRIM,
                        Trim.RIGHT,
                        "Trim",
                        "On which sides text loses its blanks. Choose none when blanks are part of the value.")
                .choice(
                        format + ENDIAN,
                        Order.BIG,
                        "Byte order",
                        "Which byte of a binary number comes first where the layout does not say. Choose little for files that"
                                + " PCs wrote.")
                .choice(
                        format + FLOATS,
                        Coding.FloatForm.HEXADECIMAL,
                        "Floating-point form",
                        "What COMP-1 and COMP-2 are made of where the layout does not say. Choose ieee for files that no"
                                + " mainframe wrote.")
                .choice(
                        format + SIGNS,
                        SignStyle.AUTO,
                        "Sign style",
                        "How a zoned number carries its sign in a digit; auto goes by the charset. Set it for files of ca-realia"
                                + " or tandem, or when a file in ASCII has one style only.")
                .choice(
                        format + ZONES,
                        Zones.STANDARD,
                        "Zones",
                        "How exact zoned numbers must be: exact refuses a sign where none belongs, relaxed passes over blanks"
                                + " and wrong zones. Choose relaxed for files of programs that do not check.")
                .choice(
                        format + NIBBLES,
                        SignNibbles.STRICT,
                        "Sign nibbles",
                        "Which half bytes are the sign of a packed number: strict takes C, F and D, lenient also A, B and E."
                                + " Choose lenient for files that no COBOL program wrote.")
                .choice(
                        format + TRUNCATION,
                        Truncation.STANDARD,
                        "Binary range",
                        "Which values a binary number may have: standard those with the digits of its picture, binary all that"
                                + " its bytes hold. Choose binary for programs compiled with TRUNC(BIN) or TRUNC(OPT).")
                .choice(
                        format + DECIMALS,
                        DecimalMode.PRECISE,
                        "Decimals",
                        "What numbers with decimal places become, and whole ones of more than 18 digits: Connect's Decimal,"
                                + " text, or a double. Choose string for receivers that know no decimals.");
        for (FieldClass kind : FieldClass.values()) {
            if (kind != FieldClass.COUNT) {
                nulls(options, format, kind);
            }
        }
        for (FieldClass kind : FieldClass.values()) {
            options.choice(
                    format + CORRUPT + Options.nameOf(kind),
                    CorruptPolicy.RECORD,
                    "Corrupt " + words(kind),
                    "What becomes of a field (" + words(kind) + ") that is no value: null; flag, null and its name in"
                            + " corrupt_fields; raw, null and its bytes beside it; record, the record is malformed; fail,"
                            + " the task stops. Choose flag when records must not be lost for one bad field.");
        }
    }

    private static void nulls(Options options, String format, FieldClass kind) {
        Set<Filling> standard = standard().getOrDefault(kind, Set.of());
        options.text(
                format + NULLS + Options.nameOf(kind),
                standard.stream().sorted().map(Options::nameOf).collect(Collectors.joining(", ")),
                ConfigDef.LambdaValidator.with(PlanSettings::checkFillings, () -> "low-values, spaces, high-values"),
                Width.SHORT,
                "Null " + words(kind),
                "Which bytes all over a field (" + words(kind)
                        + ") mean that it has no value. Empty it when they are a value,"
                        + " or damage that must be seen.");
    }

    private static Map<FieldClass, Set<Filling>> standard() {
        return PlanOptions.DEFAULT.damage().nulls();
    }

    private static String words(FieldClass kind) {
        return switch (kind) {
            case TEXT -> "text";
            case ZONED -> "zoned numbers";
            case PACKED -> "packed numbers";
            case BINARY -> "binary numbers";
            case FLOATING -> "floating-point numbers";
            case EDITED -> "edited numbers";
            case COUNT -> "counts of a table";
        };
    }

    private static void checkCharset(String key, Object value) {
        try {
            Charset unused = Charsets.named(String.valueOf(value));
        } catch (IllegalArgumentException unknown) {
            throw new ConfigException(key, value, unknown.getMessage());
        }
    }

    private static void checkFillings(String key, Object value) {
        try {
            Set<Filling> unused = fillings(String.valueOf(value));
        } catch (IllegalArgumentException unknown) {
            throw new ConfigException(key, value, "must be a list of low-values, spaces and high-values, or empty");
        }
    }

    private static Set<Filling> fillings(String text) {
        Set<Filling> fillings = EnumSet.noneOf(Filling.class);
        Clauses.split(text, ',').stream()
                .map(part -> OptionGroup.choiceOf(Filling.class, part))
                .forEach(fillings::add);
        return fillings;
    }

    /** What the options say; names and shapes are left as they are. */
    static PlanOptions from(AbstractConfig config, String format) throws BadOption {
        Map<String, Charset> fields = new HashMap<>();
        for (var pair : Clauses.pairs(format + CHARSET_FIELDS, config.getString(format + CHARSET_FIELDS))
                .entrySet()) {
            try {
                fields.put(pair.getKey(), Charsets.named(pair.getValue()));
            } catch (IllegalArgumentException unknown) {
                throw new BadOption(format + CHARSET_FIELDS, pair.getKey() + ": " + unknown.getMessage());
            }
        }
        TextRules text = new TextRules(
                Charsets.named(config.getString(format + CHARSET)), fields, choice(config, Trim.class, format + TRIM));
        boolean little = choice(config, Order.class, format + ENDIAN) == Order.LITTLE;
        NumberRules numbers = new NumberRules(
                choice(config, SignStyle.class, format + SIGNS),
                choice(config, Zones.class, format + ZONES),
                choice(config, SignNibbles.class, format + NIBBLES),
                little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                choice(config, Coding.FloatForm.class, format + FLOATS),
                choice(config, Truncation.class, format + TRUNCATION),
                choice(config, DecimalMode.class, format + DECIMALS));
        DamageRules damage = new DamageRules(Map.of(), Map.of());
        for (FieldClass kind : FieldClass.values()) {
            String name = Options.nameOf(kind);
            if (kind != FieldClass.COUNT) {
                damage = damage.withNulls(kind, fillings(config.getString(format + NULLS + name)));
            }
            damage = damage.withCorrupt(kind, choice(config, CorruptPolicy.class, format + CORRUPT + name));
        }
        return PlanOptions.DEFAULT.with(text).with(numbers).with(damage);
    }

    private static <E extends Enum<E>> E choice(AbstractConfig config, Class<E> type, String key) {
        return OptionGroup.choiceOf(type, config.getString(key));
    }
}
