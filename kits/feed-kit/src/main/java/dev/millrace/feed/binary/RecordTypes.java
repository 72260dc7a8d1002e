package dev.millrace.feed.binary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the type of a record by its bytes. Immutable, for any thread. */
final class RecordTypes {

    /** A type that a formula tells. */
    record Rule(Probed when, RecordType type) {}

    private final List<RecordType> all;
    private final List<Rule> rules;
    private final List<FieldProbe> fields;
    private final Map<String, RecordType> values;
    private final Optional<RecordType> otherwise;

    RecordTypes(
            List<RecordType> all,
            List<Rule> rules,
            List<FieldProbe> fields,
            Map<String, RecordType> values,
            Optional<RecordType> otherwise) {
        this.all = List.copyOf(all);
        this.rules = List.copyOf(rules);
        this.fields = List.copyOf(fields);
        this.values = new HashMap<>(values);
        this.otherwise = otherwise;
    }

    List<RecordType> all() {
        return all;
    }

    /** Empty for a record of no known type. */
    Optional<RecordType> of(byte[] bytes, int from, int to) {
        for (Rule rule : rules) {
            if (rule.when().holds(bytes, from, to)) {
                return Optional.of(rule.type());
            }
        }
        if (!fields.isEmpty()) {
            RecordType known = values.get(value(bytes, from, to));
            if (known != null) {
                return Optional.of(known);
            }
        }
        return otherwise;
    }

    /** The values of the type fields, joined by plus signs. */
    private String value(byte[] bytes, int from, int to) {
        if (fields.size() == 1) {
            return fields.get(0).text(bytes, from, to);
        }
        StringBuilder value = new StringBuilder();
        for (FieldProbe field : fields) {
            value.append(value.length() == 0 ? "" : "+").append(field.text(bytes, from, to));
        }
        return value.toString();
    }

    /** The bytes of the longest record; {@code most} where that has no limit. */
    int mostBytes(int most) {
        return Math.min(
                most,
                all.stream().mapToInt(type -> type.plan().mostBytes()).max().orElse(most));
    }

    /** The bytes that all records have; 0 where they differ. */
    int fixedBytes() {
        int first = all.isEmpty() ? 0 : all.get(0).fixedBytes();
        return all.stream().allMatch(type -> type.fixedBytes() == first) ? first : 0;
    }
}
