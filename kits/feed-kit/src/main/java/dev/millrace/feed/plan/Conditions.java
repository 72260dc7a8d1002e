package dev.millrace.feed.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The level 88s of a field: which of them holds for a value. Immutable. */
final class Conditions {

    private final List<Named> named = new ArrayList<>();

    /** One range of one of them. */
    private record Named(String name, Bound from, Bound to) {
        boolean holds(Object value, Optional<BigDecimal> number) {
            return from.compare(value, number) <= 0 && to.compare(value, number) >= 0;
        }
    }

    /** A literal, as a text and where possible as a number. */
    private record Bound(String text, Optional<BigDecimal> number) {
        static Bound of(String literal) {
            String figurative = switch (literal.toUpperCase(Locale.ROOT)) {
                case "SPACE", "SPACES" -> "";
                case "ZERO", "ZEROS", "ZEROES" -> "0";
                case "LOW-VALUE", "LOW-VALUES", "NULL", "NULLS" -> "";
                default -> literal;
            };
            return new Bound(figurative.stripTrailing(), decimal(figurative));
        }

        int compare(Object value, Optional<BigDecimal> other) {
            return number.isPresent() && other.isPresent()
                    ? number.get().compareTo(other.get())
                    : text.compareTo(String.valueOf(value).stripTrailing());
        }
    }

    Conditions(List<Item.ConditionName> conditions) {
        for (Item.ConditionName condition : conditions) {
            for (Item.ValueRange range : condition.values()) {
                named.add(new Named(condition.name(), Bound.of(range.from()), Bound.of(range.to())));
            }
        }
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The name of the first that holds. */
    @Nullable
    String first(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Optional<BigDecimal> number = value instanceof Number ? decimal(String.valueOf(value)) : Optional.empty();
        for (Named one : named) {
            if (one.holds(value, number)) {
                return one.name();
            }
        }
        return null;
    }
}
