package dev.millrace.kit.path;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * What the places of templates stand for in a record: {@code value}, {@code value.order.id}, {@code key}, {@code key.id},
 * {@code header.trace}, {@code topic}, {@code partition}, {@code offset}, {@code timestamp} (milliseconds since 1970). See
 * {@link RecordPath} for the particulars.
 */
public final class RecordPlaces {

    /** What stands in a message about a place that nothing fills. */
    public static final String KNOWN =
            "value, value.path, key, key.path, header.name, topic, partition, offset and timestamp";

    private static final List<String> ROOTS = Stream.of(PathRoot.values())
            .filter(root -> root != PathRoot.HERE)
            .map(root -> root.toString().substring(1))
            .toList();

    private RecordPlaces() {}

    /**
     * Binds the name of a place, with or without a dollar sign in front, to what reads it from records. That gives nothing
     * where nothing is, and a null with its schema where one stands.
     *
     * @throws IllegalArgumentException when nothing in a record has that name, or many things; the message says what is known
     */
    public static Function<ConnectRecord<?>, Optional<SchemaAndValue>> bind(String name) {
        String bare = name.startsWith("$") ? name.substring(1) : name;
        if (!ROOTS.contains(root(bare))) {
            throw new IllegalArgumentException("nothing fills {" + name + "}; known are " + KNOWN);
        }
        FieldPath path;
        try {
            path = FieldPath.parse("$" + bare, name.length() - bare.length() - 1);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("in {" + name + "}, " + wrong.getMessage(), wrong);
        }
        if (!path.isSingle()) {
            throw new IllegalArgumentException("{" + name + "} leads to many places; name one, such as [0] for [*]");
        }
        return RecordPath.of(path)::first;
    }

    private static String root(String name) {
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }
}
