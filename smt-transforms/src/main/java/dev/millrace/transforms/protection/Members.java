package dev.millrace.transforms.protection;

import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a configuration, asked for by name. What nobody asked for is told by {@link #done}. Its
 * complaints name members and forms, never values. Of one thread.
 */
final class Members {

    private final String where;
    private final Map<?, ?> members;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * The members of what should be an object.
     *
     * @param where what stands in front of complaints, such as {@code (rule 2)}; empty where the option is the object
     * @throws IllegalArgumentException when it is no object
     */
    Members(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException((where.isEmpty() ? "" : where + " ") + "must be a JSON object");
        }
        this.where = where;
        this.members = object;
    }

    /**
     * The objects of a JSON list that is not empty.
     *
     * @param each what one of them is called in complaints, before its number from 1
     * @param example one of them
     * @throws IllegalArgumentException when it is none; the message goes on behind the name of the option
     */
    static List<Members> list(String text, String each, String example) {
        if (!(SafeJson.read(text) instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be a JSON list of at least one " + each + ", such as [" + example + "]");
        }
        List<Members> all = new ArrayList<>();
        for (Object element : list) {
            all.add(new Members("(" + each + " " + (all.size() + 1) + ")", element));
        }
        return all;
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong("needs " + name));
    }

    Optional<String> optionalText(String name) {
        return of(name, String.class, "a text");
    }

    boolean flag(String name, boolean standard) {
        return of(name, Boolean.class, "true or false").orElse(standard);
    }

    Optional<Long> number(String name, long least, long most) {
        Optional<Long> number = of(name, Long.class, "a whole number");
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            throw wrong("needs " + name + " from " + least + " to " + most);
        }
        return number;
    }

    /** A text, or a list of texts; empty where it is not there. */
    List<String> texts(String name) {
        Object value = any(name);
        List<String> texts = new ArrayList<>();
        for (Object element : value == null ? List.of() : value instanceof List<?> list ? list : List.of(value)) {
            if (!(element instanceof String text)) {
                throw wrong("has a member " + name + " that is no text and no list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** One of the constants of an enum, written in lower case with dashes. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return optionalText(name).map(text -> choice(name, type, text));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("needs " + name + " to be one of "
                        + Stream.of(type.getEnumConstants())
                                .map(Members::nameOf)
                                .collect(Collectors.joining(", "))));
    }

    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean has(String name) {
        known.add(name);
        return members.containsKey(name);
    }

    @Nullable
    Object any(String name) {
        known.add(name);
        return members.get(name);
    }

    /** Complains about members that nobody asked for. */
    void done() {
        for (Object member : members.keySet()) {
            String name = String.valueOf(member);
            if (!known.contains(name)) {
                List<String> names = List.copyOf(known);
                // What it is called is not shown: a key may have come to stand there.
                throw wrong("has a member it does not know"
                        + NearestName.in(name, names)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; it knows " + String.join(", ", names)));
            }
        }
    }

    IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(where.isEmpty() ? sentence : where + " " + sentence);
    }

    private <T> Optional<T> of(String name, Class<T> type, String form) {
        Object value = any(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong("has a member " + name + " that is not " + form);
        }
        return Optional.ofNullable(type.cast(value));
    }
}
