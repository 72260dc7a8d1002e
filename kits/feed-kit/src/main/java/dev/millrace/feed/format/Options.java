package dev.millrace.feed.format;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Declares the options of one format, in one group and in the order of the calls. */
public final class Options {

    private final ConfigDef definition;
    private final String group;
    private int order;

    public Options(ConfigDef definition, String format) {
        this.definition = definition;
        this.group = "Format: " + format;
    }

    public Options text(
            String key, String standard, Validator validator, Width width, String label, String documentation) {
        definition.define(
                key,
                ConfigDef.Type.STRING,
                standard,
                validator,
                Importance.MEDIUM,
                documentation,
                group,
                ++order,
                width,
                label);
        return this;
    }

    public Options list(String key, String label, String documentation) {
        definition.define(
                key,
                ConfigDef.Type.LIST,
                "",
                null,
                Importance.MEDIUM,
                documentation,
                group,
                ++order,
                Width.LONG,
                label);
        return this;
    }

    public Options number(String key, int standard, int least, int most, String label, String documentation) {
        Validator range = ConfigDef.Range.between(least, most);
        definition.define(
                key,
                ConfigDef.Type.INT,
                standard,
                range,
                Importance.LOW,
                documentation,
                group,
                ++order,
                Width.SHORT,
                label);
        return this;
    }

    /** One of the constants of an enum, written in lower case with dashes; {@code OptionGroup.choiceOf} reads it. */
    public <E extends Enum<E>> Options choice(String key, E standard, String label, String documentation) {
        String[] names = Stream.of(standard.getDeclaringClass().getEnumConstants())
                .map(Options::nameOf)
                .toArray(String[]::new);
        return text(key, nameOf(standard), oneOf(names), Width.SHORT, label, documentation);
    }

    /** How options write a constant. */
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Options flag(String key, boolean standard, String label, String documentation) {
        definition.define(
                key,
                ConfigDef.Type.BOOLEAN,
                standard,
                null,
                Importance.LOW,
                documentation,
                group,
                ++order,
                Width.SHORT,
                label);
        return this;
    }

    /** A charset whose record ends can be found in its bytes. */
    Options charset(String key, String documentation) {
        Validator known = ConfigDef.LambdaValidator.with(Options::checkCharset, () -> "the name of a charset");
        return text(key, "UTF-8", known, Width.SHORT, "Charset", documentation);
    }

    private static void checkCharset(String key, Object value) {
        Encoding encoding;
        try {
            encoding = Encoding.of(Charset.forName(String.valueOf(value)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    key, value, "no such charset; use a name such as UTF-8, windows-1252, UTF-16LE or IBM037");
        }
        if (!encoding.scannable()) {
            throw new ConfigException(
                    key,
                    value,
                    "records can't be found in this charset's bytes; have the file sent in UTF-8 or a single-byte charset");
        }
    }

    public static Validator oneOf(String... values) {
        return ConfigDef.ValidString.in(values);
    }
}
