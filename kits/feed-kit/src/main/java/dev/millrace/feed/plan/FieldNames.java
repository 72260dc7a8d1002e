package dev.millrace.feed.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** The fields met so far while a record is compiled. Of several with one name, the nearest is meant. For one thread. */
final class FieldNames implements Names {

    private final Deque<String> groups = new ArrayDeque<>();
    private final List<Known> known = new ArrayList<>();
    private int slots;

    /** A field and the groups around it, from the outside in. */
    static final class Known {
        private final List<String> path;
        private int slot = FieldStep.FORGOTTEN;

        Known(List<String> path) {
            this.path = path;
        }

        /** Where its value is kept, if anything asks for it. */
        int slot() {
            return slot;
        }
    }

    /** Goes into a group. */
    void enter(String group) {
        groups.addLast(group.toUpperCase(Locale.ROOT));
    }

    /** Leaves the innermost group. */
    void leave() {
        groups.removeLast();
    }

    /** Takes note of a field in the group. */
    Known add(String name) {
        List<String> path = new ArrayList<>(groups);
        path.add(name.toUpperCase(Locale.ROOT));
        Known field = new Known(path);
        known.add(field);
        return field;
    }

    /** How many there are. */
    int size() {
        return known.size();
    }

    /** Forgets those that came after there were so many: nothing may refer to them. */
    void forget(int size) {
        known.subList(size, known.size()).clear();
    }

    /** Tells, when all is compiled, whether anything refers to those that came after there were so many. */
    BooleanSupplier askedFor(int size) {
        List<Known> some = List.copyOf(known.subList(size, known.size()));
        return () -> some.stream().anyMatch(field -> field.slot >= 0);
    }

    /** The slots that were asked for. */
    int slots() {
        return slots;
    }

    /** Has a field's value kept. */
    int keep(Known field) {
        if (field.slot < 0) {
            field.slot = slots++;
        }
        return field.slot;
    }

    @Override
    public int slot(String field) {
        List<String> wanted = parts(field);
        Known best = null;
        int nearest = -1;
        for (Known candidate : known) {
            int shared = shared(candidate.path);
            if (isMeant(candidate.path, wanted) && shared >= nearest) {
                best = candidate;
                nearest = shared;
            }
        }
        return best == null ? FieldStep.FORGOTTEN : keep(best);
    }

    /** From the outside in. */
    private static List<String> parts(String field) {
        String upper = field.strip().toUpperCase(Locale.ROOT);
        List<String> parts = new ArrayList<>(Arrays.asList(upper.split("\\s+(?:OF|IN)\\s+")));
        Collections.reverse(parts);
        return parts.size() > 1 ? parts : Arrays.asList(upper.split("\\."));
    }

    private static boolean isMeant(List<String> path, List<String> wanted) {
        int at = path.size() - 1;
        if (!path.get(at).equals(wanted.get(wanted.size() - 1))) {
            return false;
        }
        for (int i = wanted.size() - 2; i >= 0; i--) {
            do {
                at--;
            } while (at >= 0 && !path.get(at).equals(wanted.get(i)));
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** How many groups a field has in common with where we are. */
    private int shared(List<String> path) {
        int shared = 0;
        for (String group : groups) {
            if (shared >= path.size() - 1 || !path.get(shared).equals(group)) {
                break;
            }
            shared++;
        }
        return shared;
    }
}
