package dev.millrace.transforms.shape;

import dev.millrace.kit.SideRecord;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * One rule about headers. It reads the record as it came, and headers as the rules before it left them. Immutable, for any
 * thread.
 */
sealed interface HeaderRule {

    /** What tells it from the others. */
    String rule();

    /**
     * Changes headers, which are a copy of the record's.
     *
     * @return whether there was anything to do; false where what it reads is not there
     */
    boolean apply(ConnectRecord<?> record, Headers headers);

    /** Whether it is a fault that there is nothing to do, where {@code on.missing} says so. */
    default boolean readsOnePlace() {
        return true;
    }

    /** What it does to a side of the record. */
    default Optional<Step> step(Side side) {
        return Optional.empty();
    }

    /**
     * Puts a value that a path leads to into a header.
     *
     * @param add whether headers of the name that are there stay
     * @param leaving what takes the value away from where it was, where it is moved
     */
    record Into(
            String rule,
            String path,
            RecordPath from,
            String header,
            HeaderType type,
            boolean add,
            Optional<Leaving> leaving)
            implements HeaderRule {

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            Optional<SchemaAndValue> found = from.first(record);
            found.ifPresent(value -> put(headers, header, converted(type, value, rule, path), add));
            return found.isPresent();
        }

        @Override
        public Optional<Step> step(Side side) {
            return leaving.filter(left -> left.side() == side).map(Leaving::step);
        }
    }

    /** The step that takes a moved value away. */
    record Leaving(Side side, Step step) {}

    /** Puts a header into another one, and perhaps goes itself. */
    record Between(String rule, String from, String to, HeaderType type, boolean add, boolean move)
            implements HeaderRule {

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            Header found = headers.lastWithName(from);
            if (found == null) {
                return false;
            }
            SchemaAndValue value =
                    converted(type, new SchemaAndValue(found.schema(), found.value()), rule, "$header." + from);
            if (move) {
                headers.remove(from);
            }
            put(headers, to, value, add);
            return true;
        }
    }

    /** Puts a header into a field, and perhaps goes itself. */
    record Out(String rule, String header, Side side, HeaderStep put, boolean move) implements HeaderRule {

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            if (record.headers().lastWithName(header) == null) {
                return false;
            }
            if (move) {
                headers.remove(header);
            }
            return true;
        }

        @Override
        public Optional<Step> step(Side target) {
            return side == target ? Optional.of(put) : Optional.empty();
        }
    }

    /** Puts a text into a header. */
    record Set(String rule, PlaceText text, String header, HeaderType type, boolean add) implements HeaderRule {

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            SchemaAndValue value = new SchemaAndValue(Schema.STRING_SCHEMA, text.of(record, rule));
            put(headers, header, converted(type, value, rule, "$header." + header), add);
            return true;
        }
    }

    /** Puts every part of an object into a header of its own. */
    record Spread(String rule, String path, RecordPath from, String prefix, HeaderType type) implements HeaderRule {

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            Object found = from.first(record).map(SchemaAndValue::value).orElse(null);
            if (found instanceof Struct struct) {
                for (Field field : struct.schema().fields()) {
                    add(
                            headers,
                            field.name(),
                            new SchemaAndValue(field.schema(), struct.getWithoutDefault(field.name())));
                }
                return true;
            }
            if (found instanceof Map<?, ?> map) {
                map.forEach((name, value) -> add(headers, String.valueOf(name), new SchemaAndValue(null, value)));
                return true;
            }
            if (found != null) {
                throw new RuleFailure(rule, path, "no-object");
            }
            return false;
        }

        private void add(Headers headers, String name, SchemaAndValue value) {
            put(headers, unreserved(prefix + name, rule, path), converted(type, value, rule, path), false);
        }
    }

    /** Takes away every header whose whole name matches. */
    record Drop(String rule, Pattern names) implements HeaderRule {

        @Override
        public boolean readsOnePlace() {
            return false;
        }

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            List<String> matching = matching(headers, names);
            matching.forEach(headers::remove);
            return !matching.isEmpty();
        }
    }

    /** Gives every header whose whole name matches another name; the order of all stays. */
    record Rename(String rule, Pattern names, String replacement) implements HeaderRule {

        @Override
        public boolean readsOnePlace() {
            return false;
        }

        @Override
        public boolean apply(ConnectRecord<?> record, Headers headers) {
            if (matching(headers, names).isEmpty()) {
                return false;
            }
            List<Header> all = new ArrayList<>();
            headers.forEach(all::add);
            headers.clear();
            for (Header header : all) {
                Matcher matcher = names.matcher(header.key());
                String name = matcher.matches()
                        ? unreserved(matcher.replaceFirst(replacement), rule, "$header")
                        : header.key();
                headers.add(name, header.value(), header.schema());
            }
            return true;
        }
    }

    /** A name that the record decides: with this one, it could pass by all that is done with data, such as masks. */
    private static String unreserved(String name, String rule, String path) {
        if (name.equals(SideRecord.KIND_HEADER)) {
            throw new RuleFailure(rule, path, "reserved-header");
        }
        return name;
    }

    private static List<String> matching(Headers headers, Pattern names) {
        List<String> matching = new ArrayList<>();
        for (Header header : headers) {
            if (names.matcher(header.key()).matches()) {
                matching.add(header.key());
            }
        }
        return matching;
    }

    private static void put(Headers headers, String name, SchemaAndValue value, boolean add) {
        if (!add) {
            headers.remove(name);
        }
        headers.add(name, value);
    }

    static SchemaAndValue converted(HeaderType type, SchemaAndValue value, String rule, String path) {
        try {
            return type.convert(value);
        } catch (IllegalArgumentException code) {
            throw new RuleFailure(rule, path, String.valueOf(code.getMessage()));
        }
    }
}
