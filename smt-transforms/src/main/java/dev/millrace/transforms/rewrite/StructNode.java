package dev.millrace.transforms.rewrite;

import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Changes fields of structs; the others are taken over. */
final class StructNode implements Node {

    private final Schema before;
    private final StructCopy in;
    private final StructCopy out;
    private final @Nullable Node[] nodes;
    private final String[] names;
    private final int[] touched;
    private final Below below;

    /**
     * A node for one schema.
     *
     * @param after the derived schema; the same instance where nothing in it changes
     * @param nodes what is done with each field; null for those that stay
     * @param below the rules that lead into the struct
     */
    StructNode(Schema before, Schema after, @Nullable Node[] nodes, Below below) {
        this.before = before;
        this.in = new StructCopy(before);
        this.out = new StructCopy(after);
        this.below = below;
        this.nodes = nodes.clone();
        this.names = before.fields().stream().map(field -> field.name()).toArray(String[]::new);
        this.touched = IntStream.range(0, nodes.length)
                .filter(field -> nodes[field] != null)
                .toArray();
    }

    @Override
    public Schema after() {
        return out.schema();
    }

    @Override
    public @Nullable Object apply(Pass pass, @Nullable Object value) {
        if (value == null) {
            return below.nothing(pass);
        }
        Struct struct = (Struct) value;
        return out.schema() == before ? patched(pass, struct) : derived(pass, struct);
    }

    /** The schema stays, and with it the struct where no field changes. */
    private Struct patched(Pass pass, Struct struct) {
        Struct copy = null;
        for (int field : touched) {
            Object now = in.get(struct, field);
            Object then = changed(pass, field, now);
            if (then != now) {
                if (copy == null) {
                    copy = in.copy(struct);
                }
                if (then == null) {
                    copy.put(before.fields().get(field), null);
                } else {
                    out.put(copy, field, then);
                }
            }
        }
        return copy == null ? struct : copy;
    }

    private Struct derived(Pass pass, Struct struct) {
        Struct copy = new Struct(out.schema());
        for (int field = 0; field < nodes.length; field++) {
            Object now = in.get(struct, field);
            if (nodes[field] == null) {
                out.take(copy, field, now);
            } else {
                out.put(copy, field, changed(pass, field, now));
            }
        }
        return copy;
    }

    private @Nullable Object changed(Pass pass, int field, @Nullable Object value) {
        Node node = nodes[field];
        if (node == null) {
            return value;
        }
        pass.enter(names[field]);
        Object changed = node.apply(pass, value);
        pass.leave();
        return changed;
    }
}
