package dev.millrace.feed.plan;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A part of a formula. */
sealed interface Term {

    /** What is known of a value before there is a record. */
    enum Kind {
        NUMBER,
        TEXT,
        TRUTH,
        /** A number or a text. */
        FIELD
    }

    /** The signs between two terms. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        EQUAL("="),
        DIFFERENT("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        MORE(">"),
        MORE_OR_EQUAL(">="),
        AND("and"),
        OR("or");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    Kind kind();

    /** A whole number as a Long (a truth is 1 or 0), a number with decimals, a text, or null where a field is absent. */
    @Nullable
    Object value(Formula.Inputs inputs);

    /** The same over fields that have other numbers. */
    Term moved(IntUnaryOperator numbers);

    /** Whether a condition holds. */
    default boolean holds(Formula.Inputs inputs) {
        return whole(value(inputs)) != 0;
    }

    /** What can only hold or not. */
    sealed interface Truth extends Term {
        @Override
        default Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        default Object value(Formula.Inputs inputs) {
            return holds(inputs) ? 1L : 0L;
        }

        @Override
        boolean holds(Formula.Inputs inputs);
    }

    /** A constant. */
    record Constant(Object value, Kind kind) implements Term {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return this;
        }

        @Override
        public Object value(Formula.Inputs inputs) {
            return value;
        }
    }

    /** A field of the record. */
    record Reference(int field) implements Term {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new Reference(numbers.applyAsInt(field));
        }

        @Override
        public Kind kind() {
            return Kind.FIELD;
        }

        @Override
        public @Nullable Object value(Formula.Inputs inputs) {
            Object value = inputs.field(field);
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof Double || value instanceof Float) {
                double number = ((Number) value).doubleValue();
                return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
            }
            return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : value;
        }
    }

    /** The bytes that are left. */
    record Remaining() implements Term {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return this;
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public Object value(Formula.Inputs inputs) {
            return inputs.remaining();
        }
    }

    /** Whether a bit of a bitmap is set; the first bit is 1. */
    record Bit(int field, int number) implements Truth {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new Bit(numbers.applyAsInt(field), number);
        }

        @Override
        public boolean holds(Formula.Inputs inputs) {
            int digit = (number - 1) / 4;
            return inputs.field(field) instanceof String hex
                    && digit < hex.length()
                    && (Character.digit(hex.charAt(digit), 16) >> (3 - (number - 1) % 4) & 1) == 1;
        }
    }

    /** Whether a field is there and has a value. */
    record Present(int field) implements Truth {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new Present(numbers.applyAsInt(field));
        }

        @Override
        public boolean holds(Formula.Inputs inputs) {
            return inputs.field(field) != null;
        }
    }

    /** The opposite of a condition. */
    record Not(Term condition) implements Truth {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new Not(condition.moved(numbers));
        }

        @Override
        public boolean holds(Formula.Inputs inputs) {
            return !condition.holds(inputs);
        }
    }

    /** That no condition of several holds. */
    record None(List<Term> conditions) implements Truth {
        public None {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new None(conditions.stream().map(each -> each.moved(numbers)).toList());
        }

        @Override
        public boolean holds(Formula.Inputs inputs) {
            for (Term condition : conditions) {
                if (condition.holds(inputs)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Two terms and what is made of them. */
    record Pair(Operator operator, Term left, Term right) implements Term {
        @Override
        public Term moved(IntUnaryOperator numbers) {
            return new Pair(operator, left.moved(numbers), right.moved(numbers));
        }

        @Override
        public Kind kind() {
            return switch (operator) {
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> Kind.NUMBER;
                case EQUAL, DIFFERENT, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL, AND, OR -> Kind.TRUTH;
            };
        }

        @Override
        public Object value(Formula.Inputs inputs) {
            return switch (operator) {
                case ADD -> Math.addExact(number(left, inputs), number(right, inputs));
                case SUBTRACT -> Math.subtractExact(number(left, inputs), number(right, inputs));
                case MULTIPLY -> Math.multiplyExact(number(left, inputs), number(right, inputs));
                case DIVIDE -> number(left, inputs) / number(right, inputs);
                case REMAINDER -> number(left, inputs) % number(right, inputs);
                case EQUAL, DIFFERENT, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL, AND, OR -> holds(inputs) ? 1L : 0L;
            };
        }

        @Override
        public boolean holds(Formula.Inputs inputs) {
            return switch (operator) {
                case AND -> left.holds(inputs) && right.holds(inputs);
                case OR -> left.holds(inputs) || right.holds(inputs);
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> whole(value(inputs)) != 0;
                case EQUAL, DIFFERENT, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL ->
                    compares(left.value(inputs), right.value(inputs));
            };
        }

        /** An absent value is different from everything, and neither less nor more. */
        private boolean compares(@Nullable Object one, @Nullable Object other) {
            if (one == null || other == null) {
                return operator == Operator.DIFFERENT;
            }
            if (one instanceof Long a && other instanceof Long b) {
                return fits(Long.compare(a, b));
            }
            if (one instanceof String a && other instanceof String b) {
                return fits(a.stripTrailing().compareTo(b.stripTrailing()));
            }
            Optional<BigDecimal> a = decimal(one);
            Optional<BigDecimal> b = decimal(other);
            if (a.isPresent() && b.isPresent()) {
                return fits(a.get().compareTo(b.get()));
            }
            return operator == Operator.DIFFERENT;
        }

        private boolean fits(int order) {
            return switch (operator) {
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case MORE -> order > 0;
                case MORE_OR_EQUAL -> order >= 0;
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, AND, OR -> false;
            };
        }

        private static long number(Term term, Formula.Inputs inputs) {
            return whole(term.value(inputs));
        }
    }

    /** A whole number; text of digits is one. */
    static long whole(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        return decimal(value)
                .map(BigDecimal::longValueExact)
                .orElseThrow(
                        () -> new ArithmeticException(value == null ? "a value is absent" : "a value is no number"));
    }

    /** The number that a value is, or that a text says. */
    static Optional<BigDecimal> decimal(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return Optional.of(number);
        }
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        String text = value instanceof String given ? given.strip() : "";
        return text.length() <= 40 && text.matches("[+-]?[0-9]+(\\.[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** A name as messages write it. */
    static String label(Kind kind) {
        return kind == Kind.TRUTH ? "a condition" : "a " + kind.name().toLowerCase(Locale.ROOT);
    }
}
