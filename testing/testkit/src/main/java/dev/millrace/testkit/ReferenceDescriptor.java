package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * The declared options of a plugin as a JSON document for programs that show or write configurations.
 *
 * <p>Its form is that of {@code docs/reference/descriptor.schema.json}. {@link ReferencePage#matches} compares it with the file that
 * is checked in.
 */
public final class ReferenceDescriptor {

    /** What a validator says when it knows all values: {@code [a, b]}, with or without regard to case. */
    private static final Pattern VALUES = Pattern.compile("(\\(case insensitive\\) )?\\[([^\\[\\]]*)]");

    /** What a validator says when it knows the bounds: {@code [1,...,100]}, either of them left out or not. */
    private static final Pattern BOUNDS = Pattern.compile("\\[(-?[\\d.]+)?,?\\.\\.\\.,?(-?[\\d.]+)?]");

    /** The ends of keys that tell the unit. */
    private static final Map<String, String> UNITS = Map.of(
            "ms", "milliseconds",
            "seconds", "seconds",
            "bytes", "bytes",
            "percent", "percent",
            "records", "records",
            "rows", "rows",
            "lines", "lines");

    private ReferenceDescriptor() {}

    /**
     * One thing that can be configured.
     *
     * @param name what it is called, such as {@code SftpSourceConnector}
     * @param kind {@code source-connector}, {@code sink-connector}, {@code transform}, {@code predicate} or {@code config-provider}
     * @param classes what a configuration names; several where a transform has one for keys and one for values
     * @param options its options
     */
    public record Component(String name, String kind, List<String> classes, ConfigDef options) {
        public Component {
            classes = List.copyOf(classes);
        }
    }

    /** The document of a plugin; its version is the placeholder that the build knows. */
    public static String of(String plugin, List<Component> components) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "descriptor.schema.json");
        document.put("plugin", plugin);
        document.put("version", "${project.version}");
        document.put(
                "components",
                components.stream().map(ReferenceDescriptor::component).toList());
        return JsonText.of(document) + "\n";
    }

    private static Map<String, Object> component(Component component) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", component.name());
        fields.put("kind", component.kind());
        fields.put("classes", component.classes());
        List<String> groups = component.options().groups();
        fields.put(
                "options",
                component.options().configKeys().values().stream()
                        .filter(key -> !key.internalConfig)
                        .sorted(Comparator.comparingInt((ConfigDef.ConfigKey key) -> groups.indexOf(key.group))
                                .thenComparingInt(key -> key.orderInGroup))
                        .map(ReferenceDescriptor::option)
                        .toList());
        return fields;
    }

    private static Map<String, Object> option(ConfigDef.ConfigKey key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", key.name);
        fields.put("displayName", key.displayName);
        fields.put("documentation", key.documentation);
        fields.put("type", lower(key.type()));
        fields.put("required", !key.hasDefault());
        standard(key).ifPresent(value -> fields.put("default", value));
        fields.put("importance", lower(key.importance));
        fields.put("group", key.group == null ? "Other" : key.group);
        fields.put("order", key.orderInGroup);
        fields.put("width", lower(key.width));
        unit(key).ifPresent(unit -> fields.put("unit", unit));
        fields.putAll(checks(key));
        if (!key.dependents.isEmpty()) {
            fields.put("dependents", key.dependents);
        }
        return fields;
    }

    private static Optional<Object> standard(ConfigDef.ConfigKey key) {
        @Nullable Object value = key.hasDefault() ? key.defaultValue : null;
        if (value == null || value instanceof Boolean || value instanceof Number || value instanceof List) {
            return Optional.ofNullable(value);
        }
        return Optional.of(ConfigDef.convertToString(value, key.type()));
    }

    private static Optional<String> unit(ConfigDef.ConfigKey key) {
        boolean number = switch (key.type()) {
            case INT, LONG, SHORT, DOUBLE -> true;
            case STRING, LIST, PASSWORD, CLASS, BOOLEAN -> false;
        };
        return number
                ? Optional.ofNullable(UNITS.get(key.name.substring(key.name.lastIndexOf('.') + 1)))
                : Optional.empty();
    }

    /** What the validator knows: all values, the bounds, or words about the form. */
    private static Map<String, Object> checks(ConfigDef.ConfigKey key) {
        Map<String, Object> checks = new LinkedHashMap<>();
        ReferencePage.words(key).ifPresent(words -> {
            Matcher bounds = BOUNDS.matcher(words);
            Matcher values = VALUES.matcher(words);
            if (bounds.matches()) {
                bound(bounds.group(1)).ifPresent(least -> checks.put("minimum", least));
                bound(bounds.group(2)).ifPresent(most -> checks.put("maximum", most));
            } else if (values.matches()) {
                checks.put("values", values(values.group(2), values.group(1) != null));
                checks.put("caseSensitive", values.group(1) == null);
            } else {
                checks.put("form", words);
            }
        });
        return checks;
    }

    private static Optional<Number> bound(@Nullable String number) {
        if (number == null) {
            return Optional.empty();
        }
        return Optional.of(number.contains(".") ? (Number) Double.valueOf(number) : (Number) Long.valueOf(number));
    }

    /** Validators without regard to case show their values in upper case and in no order. */
    private static List<String> values(String listed, boolean anyCase) {
        List<String> values = new ArrayList<>(List.of(listed.split(", ", -1)));
        return anyCase
                ? values.stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.toList())
                : values;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
