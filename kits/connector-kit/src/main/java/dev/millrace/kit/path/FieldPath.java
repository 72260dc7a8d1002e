package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place, or many places, inside of a record: {@code order.id}, {@code items[*].sku}, {@code items[-1]},
 * {@code `a.b`.c}, {@code meta.*}, {@code **.ssn}, {@code $header.trace}.
 *
 * <p>A name with a dot stands in backticks, as KIP-821 has it. It reads structs, maps and lists, nested in any way.
 * Immutable, for any thread; parsed once, so that nothing is parsed for a record. {@link PathReader} is faster with structs.
 */
public final class FieldPath {

    private final String text;
    private final PathRoot root;
    private final List<PathStep> steps;
    private final PathStep[] taken;
    private final boolean single;

    FieldPath(String text, PathRoot root, List<PathStep> steps) {
        this.text = text;
        this.root = root;
        this.steps = List.copyOf(steps);
        this.taken = steps.toArray(PathStep[]::new);
        this.single = steps.stream().allMatch(PathStep::isSingle);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static FieldPath parse(String text) {
        return parse(text, 0);
    }

    /**
     * Reads a path that stands in a longer text.
     *
     * @param before how many characters stand in front of it, for the message
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static FieldPath parse(String text, int before) {
        return new PathParser(text, before).parse();
    }

    /** Where it begins. */
    public PathRoot root() {
        return root;
    }

    /** Whether it leads to one place at most: no star is in it. */
    public boolean isSingle() {
        return single;
    }

    /** Whether a star takes names: {@code *} at one step, or {@code **} at any depth; {@code [*]} does not count. */
    public boolean takesAnyName() {
        return steps.stream().anyMatch(step -> step instanceof PathStep.AnyName) || takesAnyDepth();
    }

    /** Whether it searches at any depth, by {@code **}. */
    public boolean takesAnyDepth() {
        return steps.stream().anyMatch(step -> step instanceof PathStep.AnyDepth);
    }

    /** The name that its last step asks for, where it asks for one. */
    public Optional<String> lastName() {
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof PathStep.Name name
                ? Optional.of(name.name())
                : Optional.empty();
    }

    /** Whether its last step takes every element of a list. */
    public boolean endsWithEach() {
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof PathStep.Each;
    }

    /** The path without its last step; of a path of one step or none, the beginning. */
    public FieldPath parent() {
        return new FieldPath("parent of " + text, root, steps.subList(0, Math.max(0, steps.size() - 1)));
    }

    /** The names, where the path is made of names alone. */
    public Optional<List<String>> names() {
        List<String> names = new ArrayList<>();
        for (PathStep step : steps) {
            if (!(step instanceof PathStep.Name name)) {
                return Optional.empty();
            }
            names.add(name.name());
        }
        return Optional.of(names);
    }

    /** The first thing there that is not null. */
    public Optional<Object> find(@Nullable Object value) {
        if (!single) {
            return firstOf(findAll(value));
        }
        Object found = one(value);
        return found == PathStep.NOTHING ? Optional.empty() : Optional.ofNullable(found);
    }

    /** Everything there, in its order: absent things are passed over, nulls are not. */
    public List<@Nullable Object> findAll(@Nullable Object value) {
        List<@Nullable Object> found = new ArrayList<>();
        walk(value, steps, 0, found::add);
        return found;
    }

    /** Hands on everything there, in its order. */
    void read(@Nullable Object value, Consumer<@Nullable Object> found) {
        if (!single) {
            walk(value, steps, 0, found);
            return;
        }
        Object one = one(value);
        if (one != PathStep.NOTHING) {
            found.accept(one);
        }
    }

    /** What a single path leads to, or {@link PathStep#NOTHING}. */
    @Nullable
    Object one(@Nullable Object value) {
        Object reached = value;
        for (PathStep step : taken) {
            reached = step.one(reached);
            if (reached == PathStep.NOTHING) {
                return reached;
            }
        }
        return reached;
    }

    static void walk(@Nullable Object value, List<PathStep> steps, int at, Consumer<@Nullable Object> found) {
        if (at == steps.size()) {
            found.accept(value);
        } else {
            steps.get(at).from(value, inner -> walk(inner, steps, at + 1, found));
        }
    }

    static Optional<Object> firstOf(List<@Nullable Object> found) {
        for (Object one : found) {
            if (one != null) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The path behind its first step. */
    FieldPath behindFirst() {
        return new FieldPath(text, root, steps.subList(1, steps.size()));
    }

    /** Its steps, in their order, for those who compile it. */
    public List<PathStep> steps() {
        return steps;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
