package dev.millrace.feed.plan;

import java.util.Locale;

/** How the names of a layout become names of Connect fields. */
public enum NameStyle {
    /** Not at all. */
    AS_WRITTEN,
    /** {@code -} becomes {@code _}, and one begins in front of a digit, so that Avro takes it. */
    UNDERSCORES,
    /** As {@link #UNDERSCORES}, in small letters. */
    LOWER;

    String of(String name) {
        if (this == AS_WRITTEN) {
            return name;
        }
        String plain = name.replace('-', '_');
        String safe = !plain.isEmpty() && Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
        return this == LOWER ? safe.toLowerCase(Locale.ROOT) : safe;
    }
}
