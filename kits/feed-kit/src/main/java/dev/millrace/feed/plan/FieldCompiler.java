package dev.millrace.feed.plan;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles items that hold a value. For one compilation. */
final class FieldCompiler {

    private static final String RAW = "_raw";
    private static final String CONDITION = "_cond";

    private final Compilation compilation;

    FieldCompiler(Compilation compilation) {
        this.compilation = compilation;
    }

    /**
     * A value that can be made as soon as all schemas are known.
     *
     * @param length its bytes; empty when it moves the cursor
     */
    record Source(Schema schema, OptionalInt length, FieldClass kind, Making making) {}

    /** Makes the value of a field. */
    @FunctionalInterface
    interface Making {
        Value with(Damage damage);
    }

    /** Compiles a field that is there once. */
    void compile(Item.Field field, Part part, Level level) {
        boolean drops = isDropped(field);
        String wanted = compilation.naming().of(field);
        Optional<Source> source = source(field);
        if (source.isEmpty()) {
            return;
        }
        Source found = source.get();
        int offset = part.offset();
        if (drops) {
            if (found.length().isEmpty()) {
                Value value = found.making().with(damage(level, wanted, found.kind(), Optional::empty));
                part.add(() -> new SkipStep(offset, value));
            }
            pass(field, part, found.length());
            return;
        }
        String name = level.free(wanted);
        int number = level.add(name, found.schema());
        Supplier<Optional<Place>> raw = raw(level, name, found.kind());
        FieldNames.Known known = compilation.names().add(field.traits().name());
        part.add(() -> {
            Value value = found.making().with(damage(level, name, found.kind(), raw));
            return value instanceof FixedValue fixed
                    ? new FieldStep(offset, fixed, level.place(number), known.slot())
                    : new VariableStep(offset, value, level.place(number), known.slot());
        });
        condition(field, part, level, name, known);
        pass(field, part, found.length());
    }

    private void pass(Item.Field field, Part part, OptionalInt length) {
        if (length.isPresent()) {
            part.pass(length.getAsInt());
        } else {
            part.move(Sizes.least(field.coding()), Sizes.most(field.coding()));
        }
    }

    boolean isDropped(Item item) {
        return item.traits().isFiller()
                && !compilation.options().names().fillers().values();
    }

    private void condition(Item.Field field, Part part, Level level, String name, FieldNames.Known known) {
        if (!compilation.options().names().conditions()
                || field.traits().conditions().isEmpty()) {
            return;
        }
        int slot = compilation.names().keep(known);
        int number = level.add(level.free(name + CONDITION), Schema.OPTIONAL_STRING_SCHEMA);
        Conditions conditions = new Conditions(field.traits().conditions());
        part.add(() -> {
            Place place = level.place(number);
            return cursor -> {
                @Nullable String first = conditions.first(cursor.slots[slot]);
                if (first != null) {
                    place.put(cursor, first);
                }
            };
        });
    }

    /** The field beside it for bytes that are no value of it, where the policy wants one. */
    Supplier<Optional<Place>> raw(Level level, String name, FieldClass kind) {
        if (compilation.options().damage().corrupt(kind) != CorruptPolicy.RAW) {
            return Optional::empty;
        }
        int number = level.add(level.free(name + RAW), Schema.OPTIONAL_STRING_SCHEMA);
        return () -> Optional.of(level.place(number));
    }

    Damage damage(Level level, String name, FieldClass kind, Supplier<Optional<Place>> raw) {
        return new Damage(
                level.path(name),
                compilation.options().damage().corrupt(kind),
                compilation.options().shape().shortRecord(),
                raw.get());
    }

    /** What reads a field; empty, and complained of, when nothing can. */
    Optional<Source> source(Item.Field field) {
        Coding coding = field.coding();
        FieldClass kind = kind(coding);
        String name = field.traits().name();
        OptionalInt length = Decoders.moves(coding) ? OptionalInt.empty() : Sizes.fixed(coding);
        try {
            if (length.isEmpty()) {
                Decoder decoder = Decoders.of(coding, name, compilation.readers(), compilation.names());
                return Optional.of(
                        new Source(decoder.schema(), length, kind, damage -> new VariableValue(decoder, damage)));
            }
            int bytes = length.getAsInt();
            if (bytes < 1) {
                compilation.complain(field, "it takes no bytes");
                return Optional.empty();
            }
            if (!compilation.isBearable(field, bytes)) {
                return Optional.empty();
            }
            compilation.needScratch(bytes);
            Reader reader = compilation.readers().of(coding, name);
            Fillings nulls = nulls(field, kind, reader.takesBlanks());
            return Optional.of(new Source(
                    reader.schema(), length, kind, damage -> new FixedValue(reader, bytes, kind, damage, nulls)));
        } catch (IllegalArgumentException e) {
            compilation.complain(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Fillings nulls(Item.Field field, FieldClass kind, boolean takesBlanks) {
        Coding coding = field.coding();
        TextRules text = compilation.options().text();
        Set<Filling> fillings = EnumSet.noneOf(Filling.class);
        if (!(coding instanceof Coding.Bytes)) {
            fillings.addAll(
                    Decoders.fillings(coding, compilation.options().damage().nulls(kind)));
        }
        if (takesBlanks) {
            fillings.remove(Filling.SPACES);
        }
        return new Fillings(
                fillings, text.of(field.traits().name()).orElseGet(() -> Decoders.charset(coding, text.charset())));
    }

    static FieldClass kind(Coding coding) {
        if (coding instanceof Coding.Ruled ruled) {
            return kind(ruled.coding());
        }
        if (coding instanceof Coding.Checksum checksum) {
            return kind(checksum.coding());
        }
        if (coding instanceof Coding.Zoned) {
            return FieldClass.ZONED;
        }
        if (coding instanceof Coding.Packed || coding instanceof Coding.Digits) {
            return FieldClass.PACKED;
        }
        if (coding instanceof Coding.Binary || coding instanceof Coding.Bits) {
            return FieldClass.BINARY;
        }
        if (coding instanceof Coding.Floating) {
            return FieldClass.FLOATING;
        }
        return coding instanceof Coding.Edited edited && edited.numeric() ? FieldClass.EDITED : FieldClass.TEXT;
    }
}
