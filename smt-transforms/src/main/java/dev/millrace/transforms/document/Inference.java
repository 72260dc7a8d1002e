package dev.millrace.transforms.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the schema of a document from its values, up to a number of different ones. Every field is optional, fields stand in
 * the order of their names, and what is null or empty everywhere counts as text. The same schema is the same instance. For any
 * thread.
 */
final class Inference {

    private final int most;
    private final boolean xml;
    private final Map<Schema, Shape> known = new HashMap<>();

    Inference(int most, boolean xml) {
        this.most = most;
        this.xml = xml;
    }

    /** The shape of a document that is not null. */
    Shape of(Object read) {
        Shape guessed = guess(List.of(read));
        synchronized (known) {
            Shape before = known.get(guessed.schema());
            if (before == null) {
                if (known.size() >= most) {
                    throw new DocumentFault("too-many-schemas");
                }
                known.put(guessed.schema(), guessed);
            }
            return before == null ? guessed : before;
        }
    }

    /** The one shape that holds all of these; none is null. */
    private Shape guess(List<?> samples) {
        if (all(samples, Map.class)) {
            return samples.isEmpty() ? text() : members(samples);
        }
        if (all(samples, List.class)) {
            List<Object> inner = new ArrayList<>();
            samples.forEach(list -> addPresent(inner, (List<?>) list));
            Shape element = guess(inner);
            return new Shape.Elements(
                    SchemaBuilder.array(element.schema()).optional().build(), element, xml);
        }
        if (all(samples, String.class)) {
            return text();
        }
        if (all(samples, Boolean.class)) {
            return new Shape.Scalar(Schema.OPTIONAL_BOOLEAN_SCHEMA, ScalarKind.BOOLEAN);
        }
        if (all(samples, Long.class)) {
            return new Shape.Scalar(Schema.OPTIONAL_INT64_SCHEMA, ScalarKind.NUMBER);
        }
        if (all(samples, Number.class)) {
            return new Shape.Scalar(Schema.OPTIONAL_FLOAT64_SCHEMA, ScalarKind.NUMBER);
        }
        throw new DocumentFault("mixed-types");
    }

    private Shape members(List<?> samples) {
        TreeSet<String> names = new TreeSet<>();
        samples.forEach(sample -> ((Map<?, ?>) sample).keySet().forEach(name -> names.add(String.valueOf(name))));
        Map<String, Shape> members = new HashMap<>();
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        for (String name : names) {
            List<@Nullable Object> values = new ArrayList<>();
            samples.forEach(sample -> values.add(((Map<?, ?>) sample).get(name)));
            List<Object> present = new ArrayList<>();
            addPresent(present, values);
            Shape member = guess(present);
            members.put(name, member);
            builder.field(name, member.schema());
        }
        return new Shape.Members(builder.build(), members, true, "");
    }

    private static Shape text() {
        return new Shape.Scalar(Schema.OPTIONAL_STRING_SCHEMA, ScalarKind.TEXT);
    }

    private static void addPresent(List<Object> to, List<?> values) {
        values.stream().filter(Objects::nonNull).forEach(to::add);
    }

    private static boolean all(List<?> samples, Class<?> type) {
        return samples.stream().allMatch(type::isInstance);
    }
}
