package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An option as a descriptor declares it (docs/reference/descriptor.schema.json).
 *
 * @param type of Kafka's ConfigDef, in lower case
 * @param values all that are allowed; empty for any
 */
record OptionDefinition(
        String name,
        String type,
        boolean required,
        List<String> values,
        boolean caseSensitive,
        Optional<Double> minimum,
        Optional<Double> maximum) {

    static OptionDefinition of(JsonNode option) {
        return new OptionDefinition(
                option.path("name").asText(),
                option.path("type").asText(),
                option.path("required").asBoolean(),
                StreamSupport.stream(option.path("values").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                option.path("caseSensitive").asBoolean(),
                number(option.path("minimum")),
                number(option.path("maximum")));
    }

    boolean isSecret() {
        return type.equals("password");
    }

    /** What is wrong with a value that holds no reference, to be read behind the key; empty for nothing. */
    Optional<String> complaint(String value) {
        return switch (type) {
            case "boolean" ->
                List.of("true", "false").contains(value.strip().toLowerCase(Locale.ROOT))
                        ? Optional.empty()
                        : Optional.of("must be true or false");
            case "int", "short", "long", "double" -> ofNumber(value.strip());
            case "list" ->
                among(Arrays.stream(value.split(",")).map(String::strip).filter(part -> !part.isEmpty()));
            case "password" -> Optional.empty();
            default -> among(Stream.of(value.strip()));
        };
    }

    private Optional<String> among(Stream<String> parts) {
        boolean fits = values.isEmpty()
                || parts.allMatch(part -> values.stream()
                        .anyMatch(known -> caseSensitive ? known.equals(part) : known.equalsIgnoreCase(part)));
        return fits ? Optional.empty() : Optional.of("must be one of " + String.join(", ", values));
    }

    private Optional<String> ofNumber(String value) {
        double number;
        try {
            number = switch (type) {
                case "int" -> Integer.parseInt(value);
                case "short" -> Short.parseShort(value);
                case "long" -> Long.parseLong(value);
                default -> Double.parseDouble(value);
            };
        } catch (NumberFormatException none) {
            return Optional.of("must be a number of type " + type);
        }
        if (minimum.isPresent() && number < minimum.get()) {
            return Optional.of("must be at least " + plain(minimum.get()));
        }
        if (maximum.isPresent() && number > maximum.get()) {
            return Optional.of("must be at most " + plain(maximum.get()));
        }
        return Optional.empty();
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
    }

    private static Optional<Double> number(JsonNode limit) {
        return limit.isNumber() ? Optional.of(limit.asDouble()) : Optional.empty();
    }
}
