package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Compiles the items of a record, one after the other and down the tree. For one compilation. */
final class ItemCompiler {

    private static final String TEXT = "_NT";

    private final Compilation compilation;
    private final FieldCompiler fields;
    private final TableCompiler tables;
    private final ChoiceCompiler choices;

    ItemCompiler(Compilation compilation) {
        this.compilation = compilation;
        this.fields = new FieldCompiler(compilation);
        this.tables = new TableCompiler(compilation, this, fields);
        this.choices = new ChoiceCompiler(compilation, this);
    }

    /** Compiles the items of a group, those that share bytes together. */
    void members(List<Item> members, Part part, Level level) {
        for (int i = 0; i < members.size(); ) {
            List<Item> shared = new ArrayList<>(List.of(members.get(i)));
            for (i++; i < members.size() && redefines(members.get(i), shared); i++) {
                shared.add(members.get(i));
            }
            Item first = shared.get(0);
            first.traits()
                    .redefines()
                    .ifPresent(other -> compilation.complain(
                            first, "it redefines " + other + ", which is not the item in front of it"));
            if (shared.size() == 1) {
                compile(first, part, level);
            } else {
                choices.compile(shared, part, level);
            }
        }
    }

    private static boolean redefines(Item item, List<Item> shared) {
        return item.traits()
                .redefines()
                .filter(name ->
                        shared.stream().anyMatch(other -> other.traits().name().equalsIgnoreCase(name)))
                .isPresent();
    }

    /** Compiles an item as if it shared its bytes with no other. */
    void compile(Item item, Part part, Level level) {
        Optional<Formula> when = item.traits().when();
        if (when.isEmpty()) {
            always(item, part, level);
            return;
        }
        try {
            Evaluation condition = Evaluation.compile(when.get(), compilation.names());
            Part inner = new Part();
            always(item, inner, level);
            int offset = part.offset();
            String path = level.path(item.traits().name());
            part.add(() -> {
                Block block = inner.block();
                return cursor -> {
                    cursor.at += offset;
                    if (holds(condition, cursor, path)) {
                        block.run(cursor);
                    }
                };
            });
            part.move(0, inner.most());
        } catch (IllegalArgumentException e) {
            compilation.complain(item, String.valueOf(e.getMessage()));
        }
    }

    private static boolean holds(Evaluation condition, Cursor cursor, String path) throws CorruptField {
        try {
            return condition.holds(cursor);
        } catch (CorruptField unknown) {
            throw unknown.at(path, cursor.at - cursor.from);
        }
    }

    private void always(Item item, Part part, Level level) {
        if (item.traits().occurs().isPresent()) {
            tables.compile(item, item.traits().occurs().get(), part, level);
        } else {
            once(item, part, level);
        }
    }

    private void once(Item item, Part part, Level level) {
        if (item instanceof Item.Field field) {
            fields.compile(field, part, level);
        } else {
            String name = compilation.naming().of(item);
            compilation.names().enter(item.traits().name());
            group(item, name, part, level);
            compilation.names().leave();
        }
    }

    private void group(Item item, String wanted, Part part, Level level) {
        NameRules rules = compilation.options().names();
        boolean filler = item.traits().isFiller();
        if (filler && rules.fillers().groups() == FillerPolicy.Groups.DROP) {
            drop(item, part);
        } else if (!rules.keepsGroups() || (filler && rules.fillers().groups() == FillerPolicy.Groups.FLATTEN)) {
            inside(item, part, level, level, wanted);
        } else {
            String name = level.free(wanted);
            Level own = compilation.level(level.name() + "." + name, level.path(name));
            part.add(own::opening);
            inside(item, part, own, level, wanted);
            if (!own.isEmpty()) {
                own.place(level, level.add(name, own.close()));
            }
        }
    }

    /** Reads what is in a dropped group only where something asks for it, or where it says how long it is. */
    private void drop(Item item, Part part) {
        int known = compilation.names().size();
        Part inner = new Part();
        Level unseen = compilation.level("", "FILLER");
        contents(item, inner, unseen);
        int offset = part.offset();
        BooleanSupplier isAskedFor = compilation.names().askedFor(known);
        part.add(() -> {
            if (inner.isFixed() && !isAskedFor.getAsBoolean()) {
                return null;
            }
            Block block = inner.block();
            Schema schema = unseen.close();
            return cursor -> {
                int origin = cursor.at;
                cursor.at += offset;
                cursor.structs[unseen.struct()] = new Struct(schema);
                block.run(cursor);
                if (inner.isFixed()) {
                    cursor.at = origin;
                }
            };
        });
        if (inner.isFixed()) {
            part.pass(inner.most(), inner.least());
        } else {
            part.move(inner.least(), inner.most());
        }
    }

    /** The items of a group, and the group as a text beside it where that is wanted. */
    private void inside(Item item, Part part, Level own, Level around, String name) {
        int offset = part.offset();
        contents(item, part, own);
        if (!compilation.options().names().isText(item.traits().name())) {
            return;
        }
        int length = part.offset() - offset;
        if (!part.isFixed() || length < 1) {
            compilation.complain(item, "a group whose length is not the same in all records can't be read as a text");
            return;
        }
        Coding text = new Coding.Text(new Length.Fixed(length), Coding.Script.FILE, Optional.empty(), false);
        Item.Field whole = new Item.Field(
                Item.Traits.named(item.traits().name(), item.traits().line()), text);
        fields.source(whole).ifPresent(source -> {
            String free = around.free(name + TEXT);
            int number = around.add(free, source.schema());
            part.add(() -> new FieldStep(
                    offset,
                    (FixedValue) source.making().with(fields.damage(around, free, source.kind(), Optional::empty)),
                    around.place(number),
                    FieldStep.FORGOTTEN));
        });
    }

    /** The items of a group or a window. */
    void contents(Item item, Part part, Level level) {
        if (item instanceof Item.Group group) {
            members(group.members(), part, level);
        } else if (item instanceof Item.Window window) {
            window(window, part, level);
        }
    }

    private void window(Item.Window window, Part part, Level level) {
        try {
            Measure measure = Measure.compile(window.length(), compilation.names());
            Part inner = new Part();
            members(window.members(), inner, level);
            int offset = part.offset();
            String path = level.here(window.traits().name());
            part.add(() -> new WindowStep(offset, measure, inner.block(), path));
            part.move(0, Sizes.most(new Coding.Bytes(window.length())));
        } catch (IllegalArgumentException e) {
            compilation.complain(window, String.valueOf(e.getMessage()));
        }
    }
}
