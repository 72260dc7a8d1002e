package dev.millrace.kit;

import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Declares the options of one group, in order. Each carries its documentation: what it decides, then when to change it.
 */
public final class OptionGroup {

    private final ConfigDef definition;
    private final String group;
    private int order;

    public OptionGroup(ConfigDef definition, String group) {
        this.definition = definition;
        this.group = group;
    }

    /** An option without a default: the connector cannot do without it. A text must not be empty. */
    public OptionGroup required(String key, ConfigDef.Type type, String documentation) {
        ConfigDef.Validator validator = type == ConfigDef.Type.STRING ? new ConfigDef.NonEmptyString() : null;
        return add(key, type, ConfigDef.NO_DEFAULT_VALUE, validator, ConfigDef.Importance.HIGH, documentation);
    }

    public OptionGroup text(String key, @Nullable String defaultValue, String documentation) {
        return add(key, ConfigDef.Type.STRING, defaultValue, null, ConfigDef.Importance.MEDIUM, documentation);
    }

    public OptionGroup list(String key, String defaultValue, String documentation) {
        return add(key, ConfigDef.Type.LIST, defaultValue, null, ConfigDef.Importance.MEDIUM, documentation);
    }

    public OptionGroup secret(String key, String documentation) {
        return add(key, ConfigDef.Type.PASSWORD, null, null, ConfigDef.Importance.HIGH, documentation);
    }

    public OptionGroup flag(String key, boolean defaultValue, String documentation) {
        return add(key, ConfigDef.Type.BOOLEAN, defaultValue, null, ConfigDef.Importance.LOW, documentation);
    }

    public OptionGroup number(String key, int defaultValue, int least, int most, String documentation) {
        return add(
                key,
                ConfigDef.Type.INT,
                defaultValue,
                ConfigDef.Range.between(least, most),
                ConfigDef.Importance.LOW,
                documentation);
    }

    public OptionGroup number(String key, long defaultValue, long least, long most, String documentation) {
        return add(
                key,
                ConfigDef.Type.LONG,
                defaultValue,
                ConfigDef.Range.between(least, most),
                ConfigDef.Importance.LOW,
                documentation);
    }

    /** One of the constants of an enum, written in lower case with dashes. */
    public <E extends Enum<E>> OptionGroup choice(String key, E defaultValue, String documentation) {
        String[] names = Stream.of(defaultValue.getDeclaringClass().getEnumConstants())
                .map(OptionGroup::nameOf)
                .toArray(String[]::new);
        return add(
                key,
                ConfigDef.Type.STRING,
                nameOf(defaultValue),
                ConfigDef.CaseInsensitiveValidString.in(names),
                ConfigDef.Importance.MEDIUM,
                documentation);
    }

    public OptionGroup add(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            ConfigDef.@Nullable Validator validator,
            ConfigDef.Importance importance,
            String documentation) {
        ConfigDef.Width width =
                type == ConfigDef.Type.STRING || type == ConfigDef.Type.LIST || type == ConfigDef.Type.PASSWORD
                        ? ConfigDef.Width.LONG
                        : ConfigDef.Width.SHORT;
        definition.define(
                key, type, defaultValue, validator, importance, documentation, group, ++order, width, displayName(key));
        return this;
    }

    /** The value of a {@link #choice}. */
    public static <E extends Enum<E>> E choiceOf(Class<E> type, String value) {
        return Enum.valueOf(type, value.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String displayName(String key) {
        String words = key.replace('.', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
