package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where several paths stand that are walked at once, from the outside of a value inwards: which of them end at a place, and
 * which names and elements they ask for there. A path is known by its number in the list, from 0.
 *
 * <p>A path is strict as long as none of its stars was passed: it leads to one place or nowhere. Immutable, for any thread;
 * sets that are equal are the same instance, so that what is worked out for one can be kept by it.
 */
public final class PathSet {

    /** A path that waits for a step; behind its last, it ends here. */
    private record State(int path, int step) implements Comparable<State> {

        @Override
        public int compareTo(State other) {
            return path == other.path ? Integer.compare(step, other.step) : Integer.compare(path, other.path);
        }
    }

    /** What the sets of one walk have in common. */
    private record Walk(List<List<PathStep>> steps, Map<Set<State>, PathSet> sets) {

        PathSet set(Set<State> states) {
            PathSet known = sets.get(states);
            if (known != null) {
                return known;
            }
            PathSet made = new PathSet(this, List.copyOf(states));
            PathSet there = sets.putIfAbsent(Set.copyOf(states), made);
            return there == null ? made : there;
        }

        @Nullable
        PathStep step(State state) {
            List<PathStep> path = steps.get(state.path());
            return state.step() == path.size() ? null : path.get(state.step());
        }

        /** Adds a state, and behind a step that may take nothing, that of the next step. */
        void add(Set<State> states, State state) {
            states.add(state);
            if (step(state) instanceof PathStep.AnyDepth) {
                add(states, new State(state.path(), state.step() + 1));
            }
        }

        boolean isStrict(State state) {
            return steps.get(state.path()).subList(0, state.step()).stream()
                    .noneMatch(step -> step instanceof PathStep.AnyName || step instanceof PathStep.AnyDepth);
        }
    }

    private final Walk walk;
    private final List<State> states;
    private final List<Integer> here;
    private final List<Integer> paths;
    private final List<Integer> strictNames;
    private final List<Integer> strictElements;
    private final Set<String> names;
    private final boolean anyName;
    private final boolean elements;
    private final boolean indexes;
    private final boolean anyDepth;
    private final Map<String, PathSet> byName = new ConcurrentHashMap<>();
    private volatile @Nullable PathSet otherName;
    private volatile @Nullable PathSet anyElement;

    private PathSet(Walk walk, List<State> states) {
        this.walk = walk;
        this.states = states;
        this.here = chosen(state -> walk.step(state) == null);
        this.paths = chosen(state -> true);
        this.strictNames = chosen(state -> isName(walk.step(state)) && walk.isStrict(state));
        this.strictElements = chosen(state -> isElement(walk.step(state)) && walk.isStrict(state));
        Set<String> asked = new LinkedHashSet<>();
        boolean star = false;
        boolean element = false;
        boolean index = false;
        boolean depth = false;
        for (State state : states) {
            PathStep step = walk.step(state);
            if (step instanceof PathStep.Name name) {
                asked.add(name.name());
            }
            depth |= step instanceof PathStep.AnyDepth;
            star |= step instanceof PathStep.AnyName || step instanceof PathStep.AnyDepth;
            element |= isElement(step) || step instanceof PathStep.AnyDepth;
            index |= step instanceof PathStep.At;
        }
        this.names = asked;
        this.anyName = star;
        this.elements = element;
        this.indexes = index;
        this.anyDepth = depth;
    }

    /** The beginning of paths, whatever their roots. */
    public static PathSet of(List<FieldPath> paths) {
        Walk walk = new Walk(paths.stream().map(FieldPath::steps).toList(), new ConcurrentHashMap<>());
        Set<State> begin = new TreeSet<>();
        for (int path = 0; path < paths.size(); path++) {
            walk.add(begin, new State(path, 0));
        }
        return walk.set(begin);
    }

    /** Whether no path leads on from here, nor ends here. */
    public boolean isEmpty() {
        return states.isEmpty();
    }

    /** The paths that end here, in their order. */
    public List<Integer> here() {
        return here;
    }

    /** All paths that end here or lead on, in their order. */
    public List<Integer> paths() {
        return paths;
    }

    /** The names that are asked for, in the order of the paths; what stars take is not among them. */
    public Set<String> names() {
        return names;
    }

    /** Whether a star takes every name. */
    public boolean takesAnyName() {
        return anyName;
    }

    /** Whether elements of a list are asked for. */
    public boolean takesElements() {
        return elements;
    }

    /** Whether elements are asked for by their number. */
    public boolean takesIndexes() {
        return indexes;
    }

    /** Whether a path is looked for at any depth from here, or from a place around. */
    public boolean takesAnyDepth() {
        return anyDepth;
    }

    /** The strict paths that need something with names here: without it, they lead nowhere. */
    public List<Integer> strictNames() {
        return strictNames;
    }

    /** The strict paths that need a list here. */
    public List<Integer> strictElements() {
        return strictElements;
    }

    /** The strict paths that lead nowhere when this very name is not there. */
    public List<Integer> strictly(String name) {
        return chosen(state ->
                walk.step(state) instanceof PathStep.Name asked && asked.name().equals(name) && walk.isStrict(state));
    }

    /** The strict paths that lead nowhere in a list of so many elements, for it has not the one they ask for. */
    public List<Integer> strictlyBeyond(int size) {
        return chosen(state -> walk.step(state) instanceof PathStep.At at
                && (at.index() < 0 ? size + at.index() < 0 : at.index() >= size)
                && walk.isStrict(state));
    }

    /** Where the paths stand behind a name. */
    public PathSet name(String name) {
        if (names.contains(name)) {
            PathSet known = byName.get(name);
            if (known == null) {
                known = next(step -> step instanceof PathStep.AnyName
                        || (step instanceof PathStep.Name asked && asked.name().equals(name)));
                byName.put(name, known);
            }
            return known;
        }
        return otherName();
    }

    /** Where the paths stand behind a name that none of them spells out. */
    public PathSet otherName() {
        PathSet known = otherName;
        if (known == null) {
            known = next(step -> step instanceof PathStep.AnyName);
            otherName = known;
        }
        return known;
    }

    /** Where the paths stand at an element that none of them asks for by its number. */
    public PathSet anyElement() {
        PathSet known = anyElement;
        if (known == null) {
            known = next(step -> step instanceof PathStep.Each);
            anyElement = known;
        }
        return known;
    }

    /** Where the paths stand at an element. */
    public PathSet element(int index, int size) {
        return indexes
                ? next(step -> step instanceof PathStep.Each
                        || (step instanceof PathStep.At at
                                && (at.index() < 0 ? size + at.index() : at.index()) == index))
                : anyElement();
    }

    /** Where the paths would stand at an element that is all of those asked for by their numbers. */
    public PathSet everyElement() {
        return next(PathSet::isElement);
    }

    private PathSet next(Predicate<@Nullable PathStep> takes) {
        Set<State> next = new TreeSet<>();
        for (State state : states) {
            PathStep step = walk.step(state);
            if (step instanceof PathStep.AnyDepth) {
                walk.add(next, state);
            } else if (step != null && takes.test(step)) {
                walk.add(next, new State(state.path(), state.step() + 1));
            }
        }
        return walk.set(next);
    }

    private List<Integer> chosen(Predicate<State> test) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (State state : states) {
            if (test.test(state)) {
                numbers.add(state.path());
            }
        }
        return List.copyOf(new ArrayList<>(numbers));
    }

    private static boolean isName(@Nullable PathStep step) {
        return step instanceof PathStep.Name || step instanceof PathStep.AnyName;
    }

    private static boolean isElement(@Nullable PathStep step) {
        return step instanceof PathStep.At || step instanceof PathStep.Each;
    }
}
