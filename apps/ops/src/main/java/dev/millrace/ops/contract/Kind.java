package dev.millrace.ops.contract;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kinds of JSON values that no other kind holds. */
enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    /** A number that is no whole one. */
    FRACTION,
    STRING,
    ARRAY,
    OBJECT;

    static final Set<Kind> NUMBERS = Set.of(INTEGER, FRACTION);

    /** Those that the keyword {@code type} means. */
    static Set<Kind> of(@Nullable Object type) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Object name : type instanceof List<?> list ? list : List.of(String.valueOf(type))) {
            if (name.equals("number")) {
                kinds.addAll(NUMBERS);
            } else {
                kinds.add(valueOf(String.valueOf(name).toUpperCase(Locale.ROOT)));
            }
        }
        return kinds;
    }

    static Kind ofValue(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 ? INTEGER : FRACTION;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        return value instanceof Map ? OBJECT : value instanceof List ? ARRAY : STRING;
    }

    static String text(Set<Kind> kinds) {
        return kinds.stream()
                .map(kind ->
                        kind == FRACTION ? "fractional number" : kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }
}
