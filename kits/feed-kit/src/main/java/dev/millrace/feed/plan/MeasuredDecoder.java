package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A value whose length the record says. */
final class MeasuredDecoder implements Decoder {

    /** Makes a value of some units. */
    @FunctionalInterface
    interface Units {
        @Nullable
        Object read(Cursor cursor, int at, int units);
    }

    private final Schema schema;
    private final Measure measure;
    private final int unitsOfByte;
    private final Units units;

    MeasuredDecoder(Schema schema, Measure measure, int unitsOfByte, Units units) {
        this.schema = schema;
        this.measure = measure;
        this.unitsOfByte = unitsOfByte;
        this.units = units;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object decode(Cursor cursor) throws CorruptField {
        int count = measure.units(cursor);
        int at = cursor.at;
        cursor.at += (count + unitsOfByte - 1) / unitsOfByte;
        measure.leave(cursor);
        if (count == 0) {
            return schema.type() == Schema.Type.BYTES ? new byte[0] : "";
        }
        return units.read(cursor, at, count);
    }
}
