package dev.millrace.transforms.shape;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Puts a header into a field; what lies on the way there is made. In a struct the field is there even where the header is not,
 * and null then.
 *
 * @param place of the field
 * @param header its name
 * @param type of the field
 * @param replace whether a field that is there gives way
 */
record HeaderStep(String rule, Place place, String header, HeaderType type, boolean replace) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        put(root, material, new FromHeader(this));
        return true;
    }

    /** The same for a map, whose record is at hand. */
    boolean apply(Branch root, ConnectRecord<?> record) {
        if (record.headers().lastWithName(header) == null) {
            return false;
        }
        put(root, MapMaterial.MATERIAL, read(record));
        return true;
    }

    private void put(Branch root, Material material, @Nullable Object part) {
        Branch target = root.way(place.parents(), material, () -> {
            throw place.failure(rule, "name-collision");
        });
        if (target.parts().containsKey(place.name()) && !replace) {
            throw place.failure(rule, "name-collision");
        }
        target.parts().put(place.name(), part);
    }

    private @Nullable Object read(ConnectRecord<?> record) {
        Header found = record.headers().lastWithName(header);
        if (found == null) {
            return null;
        }
        HeaderType known = type == HeaderType.AS_IS ? HeaderType.STRING : type;
        return HeaderRule.converted(known, new SchemaAndValue(found.schema(), found.value()), rule, "$header." + header)
                .value();
    }

    /** Reads a header where a struct's part would be read. */
    private record FromHeader(HeaderStep step) implements Leaf {

        @Override
        public Schema schema() {
            return step.type().optionalSchema();
        }

        @Override
        public boolean isUncertain() {
            return false;
        }

        @Override
        public @Nullable Object read(Struct root, ConnectRecord<?> record) {
            return step.read(record);
        }
    }
}
