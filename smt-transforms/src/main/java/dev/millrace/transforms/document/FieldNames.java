package dev.millrace.transforms.document;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A place that is told by names alone, such as {@code order.lines}; without any, it is the whole.
 *
 * @param text as it was written
 */
record FieldNames(String text, List<String> names) {

    private static final String ROOTED =
            "begins with a root: leave it out, for $Key and $Value in the transform's type say the side";

    static final FieldNames WHOLE = new FieldNames("", List.of());

    FieldNames {
        names = List.copyOf(names);
    }

    /**
     * Reads a place.
     *
     * @throws IllegalArgumentException when it is none; the message says what is wrong
     */
    static FieldNames parse(String text) {
        if (text.isEmpty()) {
            return WHOLE;
        }
        FieldPath path = FieldPath.parse(text);
        if (path.root() != PathRoot.HERE) {
            throw new IllegalArgumentException(ROOTED);
        }
        return new FieldNames(
                text,
                path.names()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "holds an index or a star: name one field, such as order.lines")));
    }

    /** A path that leads to many places, or by an index; empty where it is made of names alone. */
    static Optional<FieldPath> general(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        FieldPath path = FieldPath.parse(text);
        return path.names().isPresent() ? Optional.empty() : Optional.of(path);
    }

    boolean isWhole() {
        return names.isEmpty();
    }

    /**
     * Checks the value of a key.
     *
     * @param many whether it may lead to many places
     */
    static ConfigDef.Validator validator(boolean many) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    try {
                        String text = value == null ? "" : String.valueOf(value);
                        Optional<FieldPath> general = many ? general(text) : Optional.empty();
                        if (general.isEmpty()) {
                            FieldNames unused = parse(text);
                        } else if (general.get().root() != PathRoot.HERE) {
                            throw new IllegalArgumentException(ROOTED);
                        }
                    } catch (IllegalArgumentException wrong) {
                        throw new ConfigException(key, value, wrong.getMessage());
                    }
                },
                () -> many ? "a path, or nothing" : "names of fields with dots between them, or nothing");
    }
}
