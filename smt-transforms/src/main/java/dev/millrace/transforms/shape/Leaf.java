package dev.millrace.transforms.shape;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What reads a part of a struct, wherever that part will stand. Immutable, for any thread. */
interface Leaf {

    /** The schema of what it reads, where it stands now. */
    Schema schema();

    /** Whether it may read null although its schema is not optional, such as what stands in an optional struct. */
    boolean isUncertain();

    @Nullable
    Object read(Struct root, ConnectRecord<?> record);

    /** The whole struct. */
    record Root(Schema schema) implements Leaf {

        @Override
        public boolean isUncertain() {
            return false;
        }

        @Override
        public Object read(Struct root, ConnectRecord<?> record) {
            return root;
        }
    }

    /** A field; its default is not put in its place. */
    record FieldOf(Leaf parent, Field field) implements Leaf {

        @Override
        public Schema schema() {
            return field.schema();
        }

        @Override
        public boolean isUncertain() {
            return parent.isUncertain() || (parent.schema().isOptional() && !(parent instanceof Root));
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            if (!(parent.read(root, record) instanceof Struct struct)) {
                return null;
            }
            return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
        }
    }
}
