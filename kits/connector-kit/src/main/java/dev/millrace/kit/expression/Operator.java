package dev.millrace.kit.expression;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An operator between a path and one constant. */
enum Operator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS_OR_EQUAL("<="),
    LESS("<"),
    GREATER_OR_EQUAL(">="),
    GREATER(">"),
    MATCHES("~"),
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** How it is written. */
    String sign() {
        return sign;
    }

    /** Whether the constant must be text. */
    boolean needsText() {
        return switch (this) {
            case MATCHES, STARTS_WITH, ENDS_WITH -> true;
            case EQUAL, UNEQUAL, LESS_OR_EQUAL, LESS, GREATER_OR_EQUAL, GREATER, CONTAINS -> false;
        };
    }

    /** Whether the constant must have a place in an order, which true and false have not. */
    boolean needsOrder() {
        return switch (this) {
            case LESS_OR_EQUAL, LESS, GREATER_OR_EQUAL, GREATER -> true;
            case EQUAL, UNEQUAL, MATCHES, STARTS_WITH, ENDS_WITH, CONTAINS -> false;
        };
    }

    /** Whether a value has a type that can be compared with the constant. */
    boolean fits(Constant constant, @Nullable Object value) {
        return switch (this) {
            case MATCHES, STARTS_WITH, ENDS_WITH -> value instanceof String;
            case CONTAINS -> value instanceof List<?> || (value instanceof String && constant instanceof Constant.Text);
            case EQUAL, UNEQUAL, LESS_OR_EQUAL, LESS, GREATER_OR_EQUAL, GREATER ->
                constant.compare(value) != Constant.NONE;
        };
    }

    /** The test of a value against a constant; of the kind that the operator needs. */
    Predicate<@Nullable Object> test(Constant constant) {
        return switch (this) {
            case EQUAL -> value -> constant.compare(value) == 0;
            case UNEQUAL ->
                value -> {
                    int order = constant.compare(value);
                    return order != 0 && order != Constant.NONE;
                };
            case LESS_OR_EQUAL ->
                value -> {
                    int order = constant.compare(value);
                    return order <= 0 && order != Constant.NONE;
                };
            case LESS ->
                value -> {
                    int order = constant.compare(value);
                    return order < 0 && order != Constant.NONE;
                };
            case GREATER_OR_EQUAL -> value -> constant.compare(value) >= 0;
            case GREATER -> value -> constant.compare(value) > 0;
            case MATCHES -> new BoundedRegex(text(constant));
            case STARTS_WITH -> {
                String wanted = text(constant);
                yield value -> value instanceof String text && text.startsWith(wanted);
            }
            case ENDS_WITH -> {
                String wanted = text(constant);
                yield value -> value instanceof String text && text.endsWith(wanted);
            }
            case CONTAINS -> contains(constant);
        };
    }

    /** A text has a part, a list has an element. */
    private static Predicate<@Nullable Object> contains(Constant constant) {
        String part = constant instanceof Constant.Text text ? text.text() : null;
        return value -> {
            if (value instanceof String text) {
                return part != null && text.contains(part);
            }
            return value instanceof List<?> list && list.stream().anyMatch(element -> constant.compare(element) == 0);
        };
    }

    private static String text(Constant constant) {
        return ((Constant.Text) constant).text();
    }
}
