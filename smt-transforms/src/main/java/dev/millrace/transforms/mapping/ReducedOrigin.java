package dev.millrace.transforms.mapping;

import dev.millrace.kit.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes one value of several. Those that are null or not there are left out; where none is left, the result is null. */
final class ReducedOrigin implements Origin {

    /** One of the values, or a list of them. */
    record Part(Origin origin, boolean many, @Nullable Schema schema) {}

    private final List<Part> parts;
    private final Reduction reduction;
    private final String separator;
    private final boolean trim;

    ReducedOrigin(List<Part> parts, Reduction reduction, String separator, boolean trim) {
        this.parts = List.copyOf(parts);
        this.reduction = reduction;
        this.separator = separator;
        this.trim = trim;
    }

    @Override
    public @Nullable Object read(Scope scope) {
        List<Object> found = new ArrayList<>();
        for (Part part : parts) {
            Object value = part.origin().read(scope);
            if (part.many() && value instanceof List<?> values) {
                for (Object one : values) {
                    add(part, one, found);
                }
            } else {
                add(part, value, found);
            }
        }
        return switch (reduction) {
            case COUNT -> (long) found.size();
            case JOIN -> found.isEmpty() ? null : joined(found);
            case FIRST, NONE -> found.isEmpty() ? null : found.get(0);
        };
    }

    private void add(Part part, @Nullable Object value, List<Object> found) {
        if (value == null || value == Absent.ABSENT) {
            return;
        }
        if (reduction != Reduction.JOIN) {
            found.add(value);
            return;
        }
        String text = text(part.schema(), value);
        if (!trim) {
            found.add(text);
        } else if (!text.isBlank()) {
            found.add(text.strip());
        }
    }

    private static String text(@Nullable Schema schema, Object value) {
        try {
            return ValueText.withoutDefaults(schema, value);
        } catch (DataException noText) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
    }

    private String joined(List<Object> found) {
        StringJoiner joined = new StringJoiner(separator);
        found.forEach(text -> joined.add((String) text));
        return joined.toString();
    }
}
