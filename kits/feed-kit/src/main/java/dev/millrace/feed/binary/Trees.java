package dev.millrace.feed.binary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Which records hang below which, and the schemas of such trees. Immutable, for any thread. */
final class Trees {

    /**
     * One type of record in a tree.
     *
     * @param parent the type that it hangs below; empty for a root
     * @param part where its own values are in its record; empty for the whole record
     * @param schema its values with a table for each type of its children
     * @param tables the names of these tables, by type
     * @param whole a root's record; the same as {@code schema} where {@code part} is empty
     */
    record Node(
            String type,
            Optional<String> parent,
            Optional<Field> part,
            Schema schema,
            Map<String, String> tables,
            Schema whole) {

        /** The values of a record, its tables still empty. */
        Struct value(Struct record) {
            Object own = part.isPresent() ? record.get(part.get()) : record;
            Struct value = new Struct(schema);
            for (Field field : schema.fields()) {
                if (tables.containsValue(field.name())) {
                    value.put(field, new ArrayList<>());
                } else if (own instanceof Struct struct) {
                    value.put(field, struct.get(field.name()));
                }
            }
            return value;
        }

        /** The record of a root around its values. */
        Struct around(Struct record, Struct value) {
            if (part.isEmpty()) {
                return value;
            }
            Struct around = new Struct(whole);
            for (Field field : whole.fields()) {
                around.put(field, field.name().equals(part.get().name()) ? value : record.get(field.name()));
            }
            return around;
        }
    }

    private final Map<String, Node> nodes;
    private final int most;

    private Trees(Map<String, Node> nodes, int most) {
        this.nodes = nodes;
        this.most = most;
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Null for a type that is in no tree. */
    @Nullable
    Node node(String type) {
        return nodes.get(type);
    }

    /** How many records may hang below a root. */
    int most() {
        return most;
    }

    static Trees of(String format, TypeSettings settings, RecordTypes types, Map<String, String> segments)
            throws BadOption {
        Map<String, String> parents = new LinkedHashMap<>();
        Builder builder = new Builder(format + TypeSettings.CHILDREN, types, segments, parents);
        for (var clause : settings.children().entrySet()) {
            String parent = builder.type(clause.getKey());
            for (String name : Clauses.split(clause.getValue(), ',')) {
                String child = builder.type(name);
                if (parents.put(child, parent) != null) {
                    throw new BadOption(builder.key, child + " hangs below two types");
                }
            }
        }
        Set<String> all = new HashSet<>(parents.keySet());
        all.addAll(parents.values());
        for (String type : all) {
            builder.node(type, 0);
        }
        if (!all.isEmpty() && !settings.levels().isEmpty()) {
            throw new BadOption(builder.key, "a tree needs no " + format + TypeSettings.LEVELS + "; give one of both");
        }
        return new Trees(builder.nodes, settings.mostChildren());
    }

    /** Builds the nodes from the leaves on. */
    private static final class Builder {
        private static final int DEEPEST = 50;

        private final String key;
        private final RecordTypes types;
        private final Map<String, String> segments;
        private final Map<String, String> parents;
        private final Map<String, Node> nodes = new HashMap<>();

        private Builder(String key, RecordTypes types, Map<String, String> segments, Map<String, String> parents) {
            this.key = key;
            this.types = types;
            this.segments = segments;
            this.parents = parents;
        }

        private String type(String name) throws BadOption {
            return types.all().stream()
                    .map(RecordType::name)
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new BadOption(key, "there is no type " + name));
        }

        private Node node(String type, int depth) throws BadOption {
            if (depth > DEEPEST) {
                throw new BadOption(key, type + " hangs below itself");
            }
            Node known = nodes.get(type);
            if (known != null) {
                return known;
            }
            Schema record = types.all().stream()
                    .filter(one -> one.name().equals(type))
                    .findFirst()
                    .orElseThrow()
                    .plan()
                    .schema();
            Optional<Field> part = part(type, record);
            Schema own = part.map(Field::schema).orElse(record);
            SchemaBuilder schema = SchemaBuilder.struct().name(own.name());
            own.fields().forEach(field -> schema.field(field.name(), field.schema()));
            Map<String, String> tables = new LinkedHashMap<>();
            for (var pair : parents.entrySet()) {
                if (pair.getValue().equals(type)) {
                    Node child = node(pair.getKey(), depth + 1);
                    String table = table(child, own);
                    tables.put(child.type(), table);
                    schema.field(table, SchemaBuilder.array(child.schema()).build());
                }
            }
            Schema built = schema.build();
            Node node = new Node(
                    type, Optional.ofNullable(parents.get(type)), part, built, tables, whole(record, part, built));
            nodes.put(type, node);
            return node;
        }

        private Optional<Field> part(String type, Schema record) throws BadOption {
            if (!segments.containsKey(type)) {
                return Optional.empty();
            }
            Optional<Field> part = record.fields().stream()
                    .filter(field -> SchemaPath.plain(field.name()).equals(SchemaPath.plain(type))
                            && field.schema().type() == Schema.Type.STRUCT)
                    .findFirst();
            if (part.isEmpty()) {
                throw new BadOption(key, type + " must be a group directly below its record, and groups must be kept");
            }
            return part;
        }

        private String table(Node child, Schema parent) throws BadOption {
            String name = child.part().map(Field::name).orElseGet(() -> nameOf(child));
            if (parent.field(name) != null) {
                throw new BadOption(key, "there is a field " + name + " where the records of that type belong");
            }
            return name;
        }

        private static String nameOf(Node child) {
            String name = child.schema().name();
            return name == null ? child.type() : name.substring(name.lastIndexOf('.') + 1);
        }

        /** Without the parts that other types are. */
        private Schema whole(Schema record, Optional<Field> part, Schema built) {
            if (part.isEmpty()) {
                return built;
            }
            Set<String> others = new HashSet<>();
            segments.keySet().forEach(segment -> others.add(SchemaPath.plain(segment)));
            SchemaBuilder whole = SchemaBuilder.struct().name(record.name());
            for (Field field : record.fields()) {
                if (field.name().equals(part.get().name())) {
                    whole.field(field.name(), built);
                } else if (!others.contains(SchemaPath.plain(field.name()))) {
                    whole.field(field.name(), field.schema());
                }
            }
            return whole.build();
        }
    }
}
