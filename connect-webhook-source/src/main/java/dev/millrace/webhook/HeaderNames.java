package dev.millrace.webhook;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Under which names header fields are copied to records. Senders write the same few fields again and again, so what was
 * decided once is remembered, for a bounded number of names: anybody may send others. Thread-safe.
 */
final class HeaderNames {

    private static final int MOST = 500;
    private static final int LONGEST = 100;

    private final String prefix;
    private final Predicate<String> copies;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    /**
     * Names copies.
     *
     * @param prefix what stands before them
     * @param copies whether a field is copied; the same each time
     */
    HeaderNames(String prefix, Predicate<String> copies) {
        this.prefix = prefix;
        this.copies = copies;
    }

    /** The name of a field's copy; empty for one that is not copied. */
    Optional<String> copyOf(String field) {
        Optional<String> before = known.get(field);
        if (before != null) {
            return before;
        }
        Optional<String> name =
                copies.test(field) ? Optional.of(prefix + field.toLowerCase(Locale.ROOT)) : Optional.empty();
        if (known.size() < MOST && field.length() <= LONGEST) {
            known.put(field, name);
        }
        return name;
    }
}
