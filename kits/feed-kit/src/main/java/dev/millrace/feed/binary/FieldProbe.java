package dev.millrace.feed.binary;

import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Reads one field of a record without the rest, at a place that is the same in all records. Immutable, for any thread. */
final class FieldProbe {

    private final RecordPlan plan;
    private final int offset;
    private final int length;

    private FieldProbe(RecordPlan plan, int offset, int length) {
        this.plan = plan;
        this.offset = offset;
        this.length = length;
    }

    /** The first record that has such a field at a fixed place; {@code name} may be qualified by {@code OF} or dots. */
    static Optional<FieldProbe> find(List<Item.Group> records, String name, PlanOptions options) {
        for (Item.Group record : records) {
            Optional<Places.Place> place = Places.of(record, name);
            if (place.isPresent()) {
                Item.Field field = place.get().field();
                Item.Traits plain =
                        Item.Traits.named(field.traits().name(), field.traits().line());
                Item.Group alone =
                        new Item.Group(Item.Traits.named("probe", 0), List.of(new Item.Field(plain, field.coding())));
                RecordPlan plan = RecordPlan.compile(alone, options);
                return Optional.of(
                        new FieldProbe(plan, place.get().offset(), place.get().length()));
            }
        }
        return Optional.empty();
    }

    /** The bytes of a record up to the field's end. */
    int end() {
        return offset + length;
    }

    /** The value; null where there is none, and where its bytes are none. */
    @Nullable
    Object read(byte[] bytes, int from, int to) {
        if (to - from < end()) {
            return null;
        }
        try {
            Struct value = plan.decode(bytes, from + offset, from + end()).value();
            return value.get(value.schema().fields().get(0));
        } catch (CorruptField corrupt) {
            return null;
        }
    }

    /** The value as text, without blanks around it; empty where there is none. */
    String text(byte[] bytes, int from, int to) {
        Object value = read(bytes, from, to);
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : value.toString().strip();
    }
}
