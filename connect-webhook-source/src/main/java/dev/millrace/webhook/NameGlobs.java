package dev.millrace.webhook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names among which a name may be; in each a star stands for any letters. Immutable. */
final class NameGlobs {

    private final List<String> texts;
    private final Pattern pattern;

    private NameGlobs(List<String> texts, int flags) {
        this.texts = List.copyOf(texts);
        // A star that follows another one adds nothing but time.
        this.pattern = Pattern.compile(
                texts.stream()
                        .map(text -> Pattern.quote(text.replaceAll("\\*+", "*")).replace("*", "\\E.*\\Q"))
                        .collect(Collectors.joining("|")),
                flags);
    }

    /** Names of topics. */
    static NameGlobs exact(List<String> texts) {
        return new NameGlobs(texts, 0);
    }

    /** Names of header fields and the like. */
    static NameGlobs ignoringCase(List<String> texts) {
        return new NameGlobs(texts, Pattern.CASE_INSENSITIVE);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    boolean match(String name) {
        return !texts.isEmpty() && pattern.matcher(name).matches();
    }

    /** Whether the name itself is listed, not by a star. */
    boolean name(String name) {
        return texts.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}
