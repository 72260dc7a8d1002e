package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Formula;
import dev.millrace.feed.plan.FormulaParser;
import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The items of one level while they are read; branches of it add to the same items under a condition of their own. */
final class FieldList {

    private final List<Item> items;
    private final Set<String> names;
    private final Optional<Formula> condition;
    private final int depth;
    private BitRun bits = new BitRun();
    private boolean closed;

    FieldList(Optional<Formula> condition, int depth) {
        this(new ArrayList<>(), new HashSet<>(), condition, depth);
    }

    private FieldList(List<Item> items, Set<String> names, Optional<Formula> condition, int depth) {
        this.items = items;
        this.names = names;
        this.condition = condition;
        this.depth = depth;
    }

    /** The same items, to which more are added that stand there only if a condition holds. */
    FieldList branch(Formula when) {
        return new FieldList(items, names, under(Optional.of(when)), depth + 1);
    }

    int depth() {
        return depth;
    }

    int size() {
        return items.size();
    }

    List<Item> from(int begin) {
        return List.copyOf(items.subList(begin, items.size()));
    }

    /** Takes a name that is new here. */
    boolean declares(String name) {
        return names.add(name);
    }

    /** Knows a field that could not be read, so that formulas may name it without another complaint. */
    void hide(String name, LayoutScope scope) {
        if (ItemReader.WORD.matcher(name).matches()) {
            scope.declare(name, true);
        }
    }

    /** A condition together with that of the branch. */
    Optional<Formula> under(Optional<Formula> own) {
        if (condition.isEmpty() || own.isEmpty()) {
            return own.or(() -> condition);
        }
        return Optional.of(FormulaParser.both(condition.get(), own.get()));
    }

    void add(Item item) {
        items.add(item);
    }

    /** Says whether anything may follow. */
    void close(boolean takesAll) {
        closed = takesAll;
    }

    boolean isClosed() {
        return closed;
    }

    void addBits(Item.Traits traits, Coding.Bits coding) {
        bits.add(traits, coding);
    }

    /** Ends a run of bits, which must fill bytes. */
    void endBits(FaultList faults) {
        if (!bits.isEmpty()) {
            if (bits.lacking() > 0) {
                faults.add(new LayoutFault(
                        bits.line(),
                        1,
                        "the bits that begin here do not fill whole bytes; add a field bits(" + bits.lacking()
                                + ") without a name"));
            }
            items.addAll(bits.items());
            bits = new BitRun();
        }
    }

    /** The bitmap of a name; empty when there is none here. */
    Optional<Coding.Bitmap> bitmap(String name) {
        return items.stream()
                .filter(item -> item.traits().name().equals(name))
                .flatMap(item -> item instanceof Item.Field field && field.coding() instanceof Coding.Bitmap bitmap
                        ? Optional.of(bitmap).stream()
                        : Optional.<Coding.Bitmap>empty().stream())
                .findFirst();
    }

    /** Says which of a bitmap's bits may be set. */
    void restrict(String name, Set<Integer> known) {
        items.replaceAll(item -> item.traits().name().equals(name)
                        && item instanceof Item.Field field
                        && field.coding() instanceof Coding.Bitmap bitmap
                ? new Item.Field(
                        field.traits(), new Coding.Bitmap(bitmap.bytes(), bitmap.hexText(), bitmap.chained(), known))
                : item);
    }
}
