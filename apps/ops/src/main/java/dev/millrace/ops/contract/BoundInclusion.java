package dev.millrace.ops.contract;

import java.math.BigDecimal;
import java.util.Optional;

/** Holds the range of a number against the bounds of a schema. Used once. */
final class BoundInclusion {

    private final Inclusion inclusion;
    private final String path;
    private final Shape from;
    private final Shape.Part rule;

    BoundInclusion(Inclusion inclusion, String path, Shape from, Shape.Part rule) {
        this.inclusion = inclusion;
        this.path = path;
        this.from = from;
        this.rule = rule;
    }

    void compare() {
        bound("minimum", false, true);
        bound("exclusiveMinimum", true, true);
        bound("maximum", false, false);
        bound("exclusiveMaximum", true, false);
    }

    private void bound(String keyword, boolean excludes, boolean isLower) {
        if (!(rule.get(keyword) instanceof BigDecimal wanted)) {
            return;
        }
        boolean holds = within(from, isLower ? "minimum" : "maximum", wanted, isLower, excludes)
                || within(from, isLower ? "exclusiveMinimum" : "exclusiveMaximum", wanted, isLower, false);
        if (!holds) {
            inclusion.breach(
                    path,
                    keyword,
                    "may have a number there that is " + (isLower ? "below " : "above ") + wanted.toPlainString()
                            + (excludes ? ", or equal to it" : ""));
        }
    }

    /** @param strictly whether the bound itself would be refused */
    private static boolean within(Shape from, String keyword, BigDecimal wanted, boolean isLower, boolean strictly) {
        Optional<BigDecimal> own = isLower ? from.greatest(keyword) : from.least(keyword);
        return own.map(bound -> {
                    int order = isLower ? bound.compareTo(wanted) : wanted.compareTo(bound);
                    return strictly ? order > 0 : order >= 0;
                })
                .orElse(false);
    }
}
