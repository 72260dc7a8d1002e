package dev.millrace.ops.contract;

import dev.millrace.kit.path.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where one contract allows what another refuses. It never passes over such a place: what it can't compare it says so of.
 * Used once.
 */
final class Inclusion {

    /** Choices multiply; what has more than this is left to people. */
    private static final int MOST_CHOICES = 64;

    private static final int DEEPEST = 60;

    private record Seen(Shape from, Shape to) {}

    private final List<Seen> seen;
    private final List<Breach> breaches = new ArrayList<>();
    private int choices;
    private int depth;

    private Inclusion(List<Seen> seen) {
        this.seen = new ArrayList<>(seen);
    }

    /** Where what keeps to the first may be refused by the second. */
    static List<Breach> of(Shape from, Shape to) {
        Inclusion inclusion = new Inclusion(List.of());
        inclusion.compare("", from, to);
        return inclusion.breaches.stream().distinct().toList();
    }

    /** Whether all that keeps to the first surely keeps to the second, if what is under comparison holds. */
    boolean holds(Shape from, Shape to) {
        Inclusion inclusion = new Inclusion(seen);
        inclusion.depth = depth;
        inclusion.choices = choices;
        inclusion.compare("", from, to);
        return inclusion.breaches.isEmpty();
    }

    void compare(String path, Shape from, Shape to) {
        boolean again = seen.stream()
                .anyMatch(pair -> pair.from().isSame(from) && pair.to().isSame(to));
        if (again || from.isNever()) {
            return;
        }
        if (to.isNever()) {
            breach(path, "false", "may be there, and nothing is allowed there");
            return;
        }
        if (++depth > DEEPEST) {
            unclear(path, "$ref", "are nested too deep to be compared");
        } else {
            seen.add(new Seen(from, to));
            byChoice(path, from, to);
        }
        depth--;
    }

    /** Each alternative of what is allowed, by itself. */
    private void byChoice(String path, Shape from, Shape to) {
        for (Shape.Part part : from.parts()) {
            for (String keyword : List.of("anyOf", "oneOf")) {
                List<?> alternatives = part.list(keyword);
                if (alternatives.isEmpty()) {
                    continue;
                }
                choices += alternatives.size();
                if (choices > MOST_CHOICES) {
                    unclear(path, keyword, "have more alternatives than can be compared");
                    return;
                }
                Shape rest = from.without(part, keyword);
                alternatives.forEach(alternative -> {
                    Shape narrowed = rest.and(alternative);
                    if (!narrowed.isNever()) {
                        byChoice(path, narrowed, to);
                    }
                });
                return;
            }
        }
        for (Shape.Part part : to.parts()) {
            new PartInclusion(this, path, from, to, part).compare();
        }
    }

    /** A field within a place. */
    void field(String path, String name, Shape from, Shape to) {
        compare(name.isEmpty() ? path + ".*" : PathText.field(path, name), from, to);
    }

    void breach(String path, String keyword, String why) {
        breaches.add(new Breach(path, keyword, Breach.Weight.BREACH, why));
    }

    void unclear(String path, String keyword, String why) {
        breaches.add(new Breach(path, keyword, Breach.Weight.UNCLEAR, why));
    }

    void note(String path, String keyword, String why) {
        breaches.add(new Breach(path, keyword, Breach.Weight.NOTE, why));
    }

    /** What is told of values in a contract. */
    static String text(Set<@Nullable Object> values) {
        String text = String.valueOf(values.stream().limit(10).toList());
        return values.size() > 10 ? text.substring(0, text.length() - 1) + ", ...]" : text;
    }
}
