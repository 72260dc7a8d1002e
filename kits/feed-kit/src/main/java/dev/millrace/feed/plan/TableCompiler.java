package dev.millrace.feed.plan;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Compiles items that occur several times. For one compilation. */
final class TableCompiler {

    private final Compilation compilation;
    private final ItemCompiler items;
    private final FieldCompiler fields;

    TableCompiler(Compilation compilation, ItemCompiler items, FieldCompiler fields) {
        this.compilation = compilation;
        this.items = items;
        this.fields = fields;
    }

    /** How often an item occurs. */
    private record Range(Times times, int least, int most) {}

    void compile(Item item, Occurs occurs, Part part, Level level) {
        Optional<Range> range = range(item, occurs);
        String name = level.free(compilation.naming().of(item));
        int depth = compilation.enterTable();
        Part inner = new Part();
        Optional<Contents> contents =
                item instanceof Item.Field field ? values(field, inner, level, name) : groups(item, inner, level, name);
        compilation.leaveTable();
        if (range.isPresent() && contents.isPresent()) {
            add(item, range.get(), contents.get(), inner, part, level, depth);
        }
    }

    /**
     * What stands in a table.
     *
     * @param schema of an element; empty when nobody wants them
     */
    private record Contents(String name, Optional<Schema> schema, Supplier<Elements> elements) {}

    private Optional<Contents> values(Item.Field field, Part inner, Level level, String name) {
        return fields.source(field).map(source -> {
            if (source.length().isPresent()) {
                inner.pass(source.length().getAsInt());
            } else {
                inner.move(Sizes.least(field.coding()), Sizes.most(field.coding()));
            }
            Supplier<Optional<Place>> raw =
                    fields.isDropped(field) ? Optional::empty : fields.raw(level, name, source.kind());
            return new Contents(
                    name,
                    fields.isDropped(field) ? Optional.empty() : Optional.of(source.schema()),
                    () -> Elements.values(source.making().with(fields.damage(level, name + "[]", source.kind(), raw))));
        });
    }

    private Optional<Contents> groups(Item item, Part inner, Level level, String name) {
        Level own = compilation.level(level.name() + "." + name, level.path(name) + "[]");
        compilation.names().enter(item.traits().name());
        items.contents(item, inner, own);
        compilation.names().leave();
        boolean drops = own.isEmpty()
                || (item.traits().isFiller()
                        && compilation.options().names().fillers().groups() == FillerPolicy.Groups.DROP);
        return Optional.of(new Contents(
                name,
                drops ? Optional.empty() : Optional.of(own.close()),
                () -> Elements.groups(own.struct(), own.close(), inner.block())));
    }

    private void add(Item item, Range range, Contents contents, Part inner, Part part, Level level, int depth) {
        if (inner.most() == 0) {
            compilation.complain(item, "its elements take no bytes");
            return;
        }
        int most = Sizes.product(inner.most(), range.most());
        int least = Sizes.product(inner.least(), range.least());
        boolean always = range.least() == range.most()
                || (compilation.options().shape().odo() == OdoPolicy.MAX_SIZE && range.most() < Integer.MAX_VALUE);
        boolean fixed = inner.isFixed() && always;
        if (fixed && !compilation.isBearable(item, most)) {
            return;
        }
        int offset = part.offset();
        TableStep.Room room = new TableStep.Room(inner.least(), fixed ? most : -1, depth);
        Supplier<Optional<Place>> raw = Optional::empty;
        Damage damage = fields.damage(level, contents.name(), FieldClass.COUNT, raw);
        if (contents.schema().isPresent()) {
            Schema array =
                    SchemaBuilder.array(contents.schema().get()).optional().build();
            int number = level.add(contents.name(), array);
            part.add(() -> new TableStep(
                    offset, range.times(), contents.elements().get(), Optional.of(level.place(number)), damage, room));
        } else if (!fixed) {
            part.add(() ->
                    new TableStep(offset, range.times(), contents.elements().get(), Optional.empty(), damage, room));
        }
        if (fixed) {
            part.pass(most, least);
        } else {
            part.move(least, most);
        }
    }

    private Optional<Range> range(Item item, Occurs occurs) {
        if (occurs instanceof Occurs.Times times) {
            int number = times.times();
            if (number < 1) {
                compilation.complain(item, "it occurs " + number + " times");
                return Optional.empty();
            }
            return Optional.of(new Range(cursor -> number, number, number));
        }
        if (occurs instanceof Occurs.DependingOn depending) {
            int slot = compilation.names().slot(depending.field());
            if (slot < 0) {
                compilation.complain(
                        item, "it depends on " + depending.field() + ", and there is no field of that name before it");
                return Optional.empty();
            }
            Map<String, Integer> words = words(item.traits().name(), depending.field());
            Times times = new Counted(slot, depending.least(), depending.most(), words);
            return Optional.of(new Range(times, depending.least(), depending.most()));
        }
        if (occurs instanceof Occurs.Counted counted) {
            try {
                Evaluation count = Evaluation.compile(counted.count(), compilation.names());
                return Optional.of(new Range(cursor -> times(count, counted.most(), cursor), 0, counted.most()));
            } catch (IllegalArgumentException e) {
                compilation.complain(item, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.of(new Range(cursor -> Times.ALL, 0, Integer.MAX_VALUE));
    }

    private static int times(Evaluation count, int most, Cursor cursor) {
        try {
            long times = count.number(cursor);
            return times < 0 || times > most ? Times.CORRUPT : (int) times;
        } catch (CorruptField e) {
            return Times.CORRUPT;
        }
    }

    /** Those of the table itself go before those of the field, which several tables may depend on. */
    private Map<String, Integer> words(String table, String field) {
        String plain = field.strip().replaceFirst("[\\s.].*", "");
        return Stream.of(table, field, plain)
                .flatMap(name -> compilation.options().shape().counts().entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Map.of());
    }
}
