package dev.millrace.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a request as it came: in their order, with every repetition; names compare without regard to case.
 */
public final class ReceivedHeaders {

    /** One field line; both are what the sender wrote and are never logged. */
    public record Field(String name, String value) {

        /** The name alone: the value may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Field> fields;

    public ReceivedHeaders(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    public List<Field> fields() {
        return fields;
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** All values of that name, in their order. */
    public List<String> all(String name) {
        List<String> values = List.of();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values = values.isEmpty() ? new ArrayList<>(1) : values;
                values.add(field.value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** The number of fields alone: values may be secrets. */
    @Override
    public String toString() {
        return fields.size() + " header fields";
    }
}
