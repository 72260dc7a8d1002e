package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Structs, of which only the schema is at hand: parts are readers. */
final class StructMaterial implements Material {

    static final StructMaterial MATERIAL = new StructMaterial();

    private StructMaterial() {}

    @Override
    public boolean namesAreData() {
        return false;
    }

    @Override
    public boolean isBranch(Object part) {
        return part instanceof Branch
                || (part instanceof Leaf leaf && leaf.schema().type() == Schema.Type.STRUCT);
    }

    @Override
    public Branch open(Object part) {
        return part instanceof Branch branch ? branch : opened((Leaf) part);
    }

    static Branch opened(Leaf leaf) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Field field : leaf.schema().fields()) {
            parts.put(field.name(), new Leaf.FieldOf(leaf, field));
        }
        return new Branch(leaf, parts);
    }

    @Override
    public boolean isArray(Object part) {
        return part instanceof Elements
                || (part instanceof Leaf leaf && leaf.schema().type() == Schema.Type.ARRAY);
    }

    @Override
    public List<? extends @Nullable Object> elements(Object array, int most, String rule, String path) {
        if (array instanceof Elements made) {
            return made.parts();
        }
        List<Leaf> elements = new ArrayList<>();
        for (int index = 0; index < most; index++) {
            elements.add(new ElementOf((Leaf) array, index, most, rule, path));
        }
        return elements;
    }

    @Override
    public Object text(Object array, ArrayText form, String rule, String path) {
        if (array instanceof Leaf leaf) {
            return new TextOf(leaf, form, rule, path);
        }
        throw new RuleFailure(rule, path, "no-text");
    }

    @Override
    public Object each(Object array, Step step) {
        if (array instanceof Elements made) {
            return made.each(step, this);
        }
        Leaf leaf = (Leaf) array;
        if (leaf.schema().valueSchema().type() != Schema.Type.STRUCT) {
            return array;
        }
        StructPlan plan = StructPlan.of(leaf.schema().valueSchema(), List.of(step), "");
        return plan.changes() ? new EachOf(leaf, plan, schema(leaf.schema(), plan.schema())) : array;
    }

    @Override
    public Object absent() {
        return new Absent();
    }

    private static Schema schema(Schema array, Schema element) {
        SchemaBuilder builder = SchemaBuilder.array(element).name(array.name()).version(array.version());
        builder.doc(array.doc());
        if (array.parameters() != null) {
            builder.parameters(array.parameters());
        }
        return (array.isOptional() ? builder.optional() : builder).build();
    }

    /** One element of an array; the first one looks after the number of all. */
    private record ElementOf(Leaf parent, int index, int most, String rule, String path) implements Leaf {

        @Override
        public Schema schema() {
            return parent.schema().valueSchema();
        }

        @Override
        public boolean isUncertain() {
            return true;
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            if (!(parent.read(root, record) instanceof List<?> list)) {
                return null;
            }
            if (index == 0 && list.size() > most) {
                throw new RuleFailure(rule, path, "too-many-elements");
            }
            return index < list.size() ? list.get(index) : null;
        }
    }

    private record TextOf(Leaf parent, ArrayText form, String rule, String path) implements Leaf {

        @Override
        public Schema schema() {
            return parent.schema().isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
        }

        @Override
        public boolean isUncertain() {
            return parent.isUncertain();
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            return parent.read(root, record) instanceof List<?> list
                    ? form.of(parent.schema(), list, rule, path)
                    : null;
        }
    }

    private record EachOf(Leaf parent, StructPlan plan, Schema schema) implements Leaf {

        @Override
        public boolean isUncertain() {
            return parent.isUncertain();
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            if (!(parent.read(root, record) instanceof List<?> list)) {
                return null;
            }
            List<@Nullable Object> reshaped = new ArrayList<>(list.size());
            for (Object element : list) {
                reshaped.add(element instanceof Struct struct ? plan.apply(struct, record) : null);
            }
            return reshaped;
        }
    }

    private record Absent() implements Leaf {

        @Override
        public Schema schema() {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }

        @Override
        public boolean isUncertain() {
            return false;
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            return null;
        }
    }
}
