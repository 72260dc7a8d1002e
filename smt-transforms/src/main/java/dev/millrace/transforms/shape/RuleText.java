package dev.millrace.transforms.shape;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One rule of an option that holds a JSON array of them. What it doesn't know is refused with the name that was meant. Used by
 * one thread, while an option is read.
 */
final class RuleText {

    private final int number;
    private final Map<String, @Nullable Object> entries;
    private final Set<String> asked = new LinkedHashSet<>();

    private RuleText(int number, Map<String, @Nullable Object> entries) {
        this.number = number;
        this.entries = entries;
    }

    /**
     * Reads the rules of an option.
     *
     * @param rule makes one of its text; what it doesn't ask for is refused
     * @throws IllegalArgumentException when the text is not JSON, or a rule is wrong; the message names the rule
     */
    static <T> List<T> read(String json, Function<RuleText, T> rule) {
        if (!(JsonTree.read(json) instanceof List<?> list)) {
            throw new IllegalArgumentException("must be a JSON array: [{...}, {...}]");
        }
        if (list.isEmpty()) {
            throw new IllegalArgumentException("holds no rule");
        }
        List<T> rules = new ArrayList<>();
        for (Object one : list) {
            RuleText text = new RuleText(rules.size() + 1, object(one, rules.size() + 1));
            T made = rule.apply(text);
            text.refuseOthers();
            rules.add(made);
        }
        return List.copyOf(rules);
    }

    /** Its place among the rules, from 1. */
    int number() {
        return number;
    }

    boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /** A text or, of a number, its digits; absent where the key is not there. */
    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = entries.get(key);
        if (value instanceof String || value instanceof Long) {
            return Optional.of(value.toString());
        }
        throw fault(key + " must be a text in quotes");
    }

    String required(String key) {
        return text(key).orElseThrow(() -> fault("lacks " + key));
    }

    boolean flag(String key, boolean standard) {
        if (!has(key)) {
            return standard;
        }
        if (entries.get(key) instanceof Boolean flag) {
            return flag;
        }
        throw fault(key + " must be true or false");
    }

    /** Whether the value is true itself, and no text. */
    boolean isTrue(String key) {
        return has(key) && Boolean.TRUE.equals(entries.get(key));
    }

    int number(String key, int least, int most, int standard) {
        if (!has(key)) {
            return standard;
        }
        if (entries.get(key) instanceof Long number && number >= least && number <= most) {
            return Math.toIntExact(number);
        }
        throw fault(key + " must be a whole number from " + least + " to " + most);
    }

    <E extends Enum<E>> E choice(String key, E standard) {
        Optional<String> text = text(key);
        for (E constant : standard.getDeclaringClass().getEnumConstants()) {
            if (text.isPresent() && nameOf(constant).equals(text.get())) {
                return constant;
            }
        }
        if (text.isEmpty()) {
            return standard;
        }
        throw fault(key + " must be one of "
                + String.join(
                        ", ",
                        List.of(standard.getDeclaringClass().getEnumConstants()).stream()
                                .map(RuleText::nameOf)
                                .toList()));
    }

    /** One text, or several in an array. */
    List<String> texts(String key) {
        if (has(key) && entries.get(key) instanceof List<?> list) {
            for (Object one : list) {
                if (!(one instanceof String)) {
                    throw fault(key + " must hold texts in quotes");
                }
            }
            return list.stream().map(String.class::cast).toList();
        }
        return text(key).map(List::of).orElseGet(List::of);
    }

    FieldPath path(String key) {
        return path(key, required(key));
    }

    FieldPath path(String key, String text) {
        return parsed(key, text, FieldPath::parse);
    }

    /** What a parser makes of a text; what it complains of is told with the rule and the key. */
    <T> T parsed(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw fault(key + ": " + wrong.getMessage());
        }
    }

    /** A fault of this rule. */
    IllegalArgumentException fault(String sentence) {
        return new IllegalArgumentException("rule " + number + " " + sentence);
    }

    private void refuseOthers() {
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                throw fault("holds " + key + ", which nothing reads here"
                        + NearestName.in(key, List.copyOf(asked))
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; known are " + String.join(", ", asked)));
            }
        }
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, @Nullable Object> object(@Nullable Object one, int number) {
        if (!(one instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("rule " + number + " must be an object: {...}");
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put((String) key, value));
        return entries;
    }
}
