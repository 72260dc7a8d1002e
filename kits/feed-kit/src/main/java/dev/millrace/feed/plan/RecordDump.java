package dev.millrace.feed.plan;

import dev.millrace.kit.ConnectJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Takes records apart field by field, for people who compare them with their bytes. A field that is no value does not end it,
 * and each meaning of shared bytes is shown. For layouts whose fields have fixed lengths, as copybooks'. For one thread.
 */
public final class RecordDump {

    private final Item.Group record;
    private final PlanOptions options;
    private final Map<Item.Field, RecordPlan> plans = new HashMap<>();

    public RecordDump(Item.Group record, PlanOptions options) {
        this.record = record;
        this.options = options;
    }

    /**
     * A field of a record.
     *
     * @param path the names as written, with dots, and the number of an element of a table from 0, as in {@code LINES[2].QTY}
     * @param offset from the record's first byte, from 0
     * @param length in bytes
     * @param kind what its coding is called
     * @param value as JSON; null where it is no value
     * @param code what is wrong with it; null when nothing is
     */
    public record Line(
            String path,
            int offset,
            int length,
            String kind,
            @Nullable String value,
            @Nullable String code) {}

    /** The fields of a record, in the order of the layout. It ends where nobody can say what follows. */
    public List<Line> of(byte[] bytes, int from, int to) {
        Walk walk = new Walk(bytes, from, to);
        int end = walk.members(record.members(), "", 0);
        if (!walk.lost && end < to - from) {
            walk.lines.add(new Line("(not described)", end, to - from - end, "bytes", null, "trailing-bytes"));
        }
        return List.copyOf(walk.lines);
    }

    private RecordPlan alone(Item.Field field) {
        return plans.computeIfAbsent(field, one -> {
            String name = one.traits().isFiller() ? "FILLER" : one.traits().name();
            Item.Field plain =
                    new Item.Field(Item.Traits.named(name, one.traits().line()), one.coding());
            return RecordPlan.compile(new Item.Group(Item.Traits.named("RECORD", 0), List.of(plain)), options);
        });
    }

    /** One record. */
    private final class Walk {

        private final byte[] bytes;
        private final int from;
        private final int length;
        private final List<Line> lines = new ArrayList<>();
        private final Map<String, Object> values = new HashMap<>();
        private boolean lost;

        Walk(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.length = to - from;
        }

        /** Answers where they end. */
        int members(List<Item> members, String around, int begin) {
            Map<String, Integer> begins = new HashMap<>();
            int next = begin;
            for (Item member : members) {
                if (lost) {
                    return next;
                }
                int behind = next;
                int at = member.traits()
                        .redefines()
                        .map(name -> begins.getOrDefault(name.toUpperCase(Locale.ROOT), behind))
                        .orElse(behind);
                begins.put(member.traits().name().toUpperCase(Locale.ROOT), at);
                next = Math.max(next, item(member, around, at));
            }
            return next;
        }

        private int item(Item item, String around, int at) {
            Item.Traits traits = item.traits();
            String path = (around.isEmpty() ? "" : around + ".") + (traits.isFiller() ? "FILLER" : traits.name());
            if (traits.when().isPresent()) {
                return loses(path, at, "condition");
            }
            if (traits.occurs().isEmpty()) {
                return once(item, path, at);
            }
            OptionalInt times = times(traits.occurs().get());
            if (times.isEmpty()) {
                return loses(path, at, Flaw.COUNT_OUT_OF_RANGE.code());
            }
            int end = at;
            for (int i = 0; i < times.getAsInt() && !lost; i++) {
                end = once(item, path + "[" + i + "]", end);
            }
            return isReserved(traits.occurs().get())
                    ? at + size(item) * most(traits.occurs().get())
                    : end;
        }

        private int once(Item item, String path, int at) {
            if (item instanceof Item.Group group) {
                return members(group.members(), path, at);
            }
            return item instanceof Item.Field field ? field(field, path, at) : loses(path, at, "window");
        }

        private int field(Item.Field field, String path, int at) {
            String kind = Kind.of(field.coding());
            OptionalInt size = Sizes.fixed(field.coding());
            if (size.isEmpty()) {
                return loses(path, at, "length");
            }
            int end = at + size.getAsInt();
            if (end > length) {
                return loses(path, at, Flaw.TOO_SHORT.code());
            }
            try {
                Decoded decoded = alone(field).decode(bytes, from + at, from + end);
                add(field, new Line(path, at, size.getAsInt(), kind, null, null), decoded);
            } catch (CorruptField corrupt) {
                lines.add(new Line(path, at, size.getAsInt(), kind, null, corrupt.code()));
            }
            return end;
        }

        private void add(Item.Field field, Line line, Decoded decoded) {
            Struct struct = decoded.value();
            Optional<Field> first = struct.schema().fields().stream().findFirst();
            Object value = first.map(struct::get).orElse(null);
            if (value != null) {
                values.put(field.traits().name().toUpperCase(Locale.ROOT), value);
            }
            String text = first.map(own -> ConnectJson.text(own.schema(), struct.get(own)))
                    .orElse(null);
            boolean isCorrupt = !decoded.corrupt().isEmpty();
            lines.add(new Line(
                    line.path(),
                    line.offset(),
                    line.length(),
                    line.kind(),
                    isCorrupt ? null : text,
                    isCorrupt ? "corrupt" : null));
        }

        private int loses(String path, int at, String code) {
            lost = true;
            lines.add(new Line(path, at, 0, "", null, code));
            return at;
        }

        /** Empty where the record does not tell. */
        private OptionalInt times(Occurs occurs) {
            if (occurs instanceof Occurs.Times fixed) {
                return OptionalInt.of(fixed.times());
            }
            if (!(occurs instanceof Occurs.DependingOn depending)) {
                return OptionalInt.empty();
            }
            String name = depending.field().strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
            return values.get(name) instanceof Number count
                            && count.longValue() >= depending.least()
                            && count.longValue() <= depending.most()
                    ? OptionalInt.of(count.intValue())
                    : OptionalInt.empty();
        }

        private boolean isReserved(Occurs occurs) {
            return occurs instanceof Occurs.DependingOn && options.shape().odo() == OdoPolicy.MAX_SIZE;
        }

        private int most(Occurs occurs) {
            return occurs instanceof Occurs.DependingOn depending ? depending.most() : 1;
        }

        private int size(Item item) {
            return item instanceof Item.Group group
                    ? RecordPlan.compile(new Item.Group(Item.Traits.named("RECORD", 0), group.members()), options)
                            .mostBytes()
                    : Sizes.fixed(((Item.Field) item).coding()).orElse(0);
        }
    }
}
