package dev.millrace.transforms.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a text before it is looked up and gets its type, in the order of the components.
 *
 * @param nulls texts that mean null
 * @param most characters it may have, as Unicode counts them; 0 for any number
 * @param cuts whether more of them are cut off; they fail otherwise
 */
record TextRules(
        boolean trim,
        Set<String> nulls,
        List<Replacement> replacements,
        Optional<Letters> letters,
        Optional<Padding> padding,
        int most,
        boolean cuts) {

    static final TextRules NONE =
            new TextRules(false, Set.of(), List.of(), Optional.empty(), Optional.empty(), 0, false);

    TextRules {
        nulls = Set.copyOf(nulls);
        replacements = List.copyOf(replacements);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** The text afterwards; null where it means none. */
    @Nullable
    String apply(String given) {
        String text = trim ? given.strip() : given;
        if (nulls.contains(text)) {
            return null;
        }
        for (Replacement replacement : replacements) {
            text = replacement.apply(text);
        }
        if (letters.isPresent()) {
            text = letters.get() == Letters.UPPER ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
        }
        if (padding.isPresent()) {
            text = padding.get().apply(text);
        }
        return most == 0 || text.length() <= most ? text : limited(text);
    }

    private String limited(String text) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        if (!cuts) {
            throw new Inconvertible("too-long");
        }
        return text.substring(0, text.offsetByCodePoints(0, most));
    }
}
