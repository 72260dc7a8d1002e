package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles items that share their bytes (REDEFINES), and what chooses between them. For one compilation. */
final class ChoiceCompiler {

    private static final String RAW = "_raw";

    private final Compilation compilation;
    private final ItemCompiler items;

    ChoiceCompiler(Compilation compilation, ItemCompiler items) {
        this.compilation = compilation;
        this.items = items;
    }

    /**
     * What chooses.
     *
     * @param chosen the numbers of the meanings that it knows
     * @param needsAll whether it asks for the whole record
     */
    private record Chooser(Set<Integer> chosen, boolean needsAll, Making making) {}

    /** Makes the selector as soon as its fields are known; until then there is none. */
    @FunctionalInterface
    private interface Making {
        Optional<Selector> selector();
    }

    void compile(List<Item> shared, Part part, Level level) {
        ShapeRules shape = compilation.options().shape();
        Optional<Chooser> chooser = chooser(shared);
        Optional<Selector> now = chooser.flatMap(
                found -> found.needsAll() ? Optional.empty() : found.making().selector());
        int known = compilation.names().size();
        List<Part> parts = new ArrayList<>();
        for (Item item : shared) {
            Part inner = new Part();
            items.compile(item, inner, level);
            parts.add(inner);
        }
        boolean fixed = parts.stream().allMatch(Part::isFixed);
        int most = parts.stream().mapToInt(Part::most).max().orElse(0);
        int least = parts.stream().mapToInt(Part::least).min().orElse(0);
        Undecided undecided = chooser.isPresent() ? shape.undecided() : shape.unruled();
        OptionalInt raw = undecided == Undecided.RAW ? raw(shared.get(0), level) : OptionalInt.empty();
        Choice choice = new Choice(parts, chooser, undecided, raw, fixed ? most : -1, level);
        if (chooser.isPresent() && now.isEmpty() && fixed) {
            late(shared, choice, chooser.get().making(), part);
            compilation.names().forget(known);
        } else {
            int offset = part.offset();
            Selector selector = now.orElseGet(() -> before(shared, chooser));
            part.add(() -> choice.step(offset, selector));
        }
        if (fixed) {
            part.pass(most, least);
        } else {
            part.move(least, most);
        }
    }

    /** Comes back to the bytes when the block's other fields are there. */
    private void late(List<Item> shared, Choice choice, Making making, Part part) {
        int mark = compilation.mark();
        int offset = part.offset();
        part.add(() -> cursor -> cursor.marks[mark] = cursor.at + offset);
        compilation.atEnd(() -> {
            if (making.selector().isEmpty()) {
                compilation.complain(shared.get(0), "there is no field that chooses its meaning: " + names(shared));
            }
        });
        part.addLate(() -> {
            Step step = choice.step(0, making.selector().orElseThrow());
            return cursor -> {
                int origin = cursor.at;
                cursor.at = cursor.marks[mark];
                step.run(cursor);
                cursor.at = origin;
            };
        });
    }

    /** What chooses of what stands before the bytes. */
    private Selector before(List<Item> shared, Optional<Chooser> chooser) {
        Optional<Selector> selector = chooser.flatMap(found -> found.making().selector());
        if (chooser.isPresent() && selector.isEmpty()) {
            compilation.complain(
                    shared.get(0),
                    "what chooses its meaning must stand before it, since its length is not the same in all records: "
                            + names(shared));
        }
        return selector.orElse(cursor -> Selector.UNDECIDED);
    }

    /** Shared bytes, all of whose meanings are compiled. */
    private record Choice(
            List<Part> parts,
            Optional<Chooser> chooser,
            Undecided undecided,
            OptionalInt raw,
            int length,
            Level level) {

        Step step(int offset, Selector selector) {
            List<Meaning> meanings = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                boolean ruled = chooser.isEmpty() || chooser.get().chosen().contains(i);
                meanings.add(new Meaning(parts.get(i).block(), ruled));
            }
            Optional<Place> place = raw.isPresent() ? Optional.of(level.place(raw.getAsInt())) : Optional.empty();
            return new ChoiceStep(offset, meanings, selector, undecided, place, length);
        }
    }

    private OptionalInt raw(Item first, Level level) {
        String name = first.traits().isFiller()
                ? "FILLER"
                : compilation.options().names().style().of(first.traits().name());
        return OptionalInt.of(level.add(level.free(name + RAW), Schema.OPTIONAL_BYTES_SCHEMA));
    }

    private Optional<Chooser> chooser(List<Item> shared) {
        Set<Integer> chosen = new HashSet<>();
        List<RedefineChoice.ByExpression> expressions = new ArrayList<>();
        List<Integer> answers = new ArrayList<>();
        for (RedefineChoice choice : compilation.options().shape().redefines()) {
            if (choice instanceof RedefineChoice.ByValue byValue) {
                Map<String, Integer> values = new HashMap<>();
                byValue.alternatives()
                        .forEach((value, name) -> index(shared, name).ifPresent(index -> {
                            chosen.add(index);
                            values.put(canonical(value), index);
                        }));
                if (!values.isEmpty()) {
                    return Optional.of(new Chooser(chosen, false, () -> byValue(byValue.field(), values)));
                }
            } else if (choice instanceof RedefineChoice.ByExpression byExpression) {
                index(shared, byExpression.alternative()).ifPresent(index -> {
                    chosen.add(index);
                    expressions.add(byExpression);
                    answers.add(index);
                });
            }
        }
        return expressions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chooser(chosen, true, () -> Optional.of(byExpression(expressions, answers))));
    }

    private static Optional<Integer> index(List<Item> shared, String name) {
        for (int i = 0; i < shared.size(); i++) {
            if (shared.get(i).traits().name().equalsIgnoreCase(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Optional<Selector> byValue(String field, Map<String, Integer> values) {
        int slot = compilation.names().slot(field);
        return slot < 0
                ? Optional.empty()
                : Optional.of(cursor -> {
                    @Nullable Object value = cursor.slots[slot];
                    return value == null
                            ? Selector.UNDECIDED
                            : values.getOrDefault(
                                    value instanceof String text ? canonical(text) : String.valueOf(value),
                                    Selector.UNDECIDED);
                });
    }

    private static Selector byExpression(List<RedefineChoice.ByExpression> expressions, List<Integer> answers) {
        return cursor -> {
            for (int i = 0; i < expressions.size(); i++) {
                if (expressions.get(i).when().test(cursor.structs[0].schema(), cursor.structs[0])) {
                    return answers.get(i);
                }
            }
            return Selector.UNDECIDED;
        };
    }

    /** A number without what does not change it, a text without the blanks around it. */
    private static String canonical(String value) {
        String plain = value.strip();
        return plain.matches("-?[0-9]{1,18}") ? String.valueOf(Long.parseLong(plain)) : plain;
    }

    private static String names(List<Item> shared) {
        return String.join(
                ", ",
                shared.stream()
                        .map(item -> item.traits().name().toUpperCase(Locale.ROOT))
                        .toList());
    }
}
