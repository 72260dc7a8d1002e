package dev.millrace.kit.expression;

import dev.millrace.kit.Literal;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.RecordPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an expression once, by recursive descent: {@code or} binds weakest, then {@code and}, then {@code not},
 * then a comparison.
 */
final class ExpressionParser {

    /** Deeper than anybody writes by hand, and far from the end of the stack. */
    private static final int DEEPEST = 100;

    private static final String OPERATORS = Arrays.stream(Operator.values())
            .map(Operator::sign)
            .collect(Collectors.joining(", ", "", ", in, not in, exists and isNull"));

    private final ExpressionText text;
    private final boolean strict;
    private int depth;

    ExpressionParser(String text, boolean strict) {
        this.text = new ExpressionText(text);
        this.strict = strict;
    }

    Condition parse() {
        Condition whole = either();
        if (!text.isAtEnd()) {
            throw text.begins(")")
                    ? text.unexpected("the ) closes nothing")
                    : text.unexpected(connective("and, or, or the end must follow"));
        }
        return whole;
    }

    /** Other languages write it so. */
    private String connective(String expected) {
        return text.begins("&&") ? "stands &&; write and" : text.begins("||") ? "stands ||; write or" : expected;
    }

    private Condition either() {
        List<Condition> conditions = new ArrayList<>(List.of(both()));
        while (text.takeWord("or")) {
            conditions.add(both());
        }
        return Condition.any(conditions);
    }

    private Condition both() {
        List<Condition> conditions = new ArrayList<>(List.of(one()));
        while (text.takeWord("and")) {
            conditions.add(one());
        }
        return Condition.all(conditions);
    }

    private Condition one() {
        text.require(++depth <= DEEPEST, "it is nested too deep");
        Condition condition = negatable();
        depth--;
        return condition;
    }

    private Condition negatable() {
        if (text.takeWord("not")) {
            Condition negated = one();
            return record -> !negated.holds(record);
        }
        int open = text.position();
        if (text.take("(")) {
            Condition inner = either();
            text.require(!text.isAtEnd(), "the ( is not closed", open);
            if (!text.take(")")) {
                throw text.unexpected(connective("and, or, or a ) must follow"));
            }
            return inner;
        }
        return comparison();
    }

    private Condition comparison() {
        FieldPath path = text.path();
        if (text.takeWord("exists")) {
            return Condition.of(RecordPath.of(path), Objects::nonNull);
        }
        if (text.takeWord("isNull")) {
            return Condition.of(RecordPath.of(path), Objects::isNull);
        }
        if (text.takeWord("in")) {
            Choice choice = new Choice(constants(path));
            return condition(path, choice::holds, choice::fits);
        }
        if (text.takeWord("not")) {
            text.require(
                    text.takeWord("in"), "in must follow: a not in ('x', 'y'); any other not stands before the path");
            Choice choice = new Choice(constants(path));
            return condition(path, choice::excludes, choice::fits);
        }
        for (Operator operator : Operator.values()) {
            if (text.takeOperator(operator.sign())) {
                return comparison(path, operator);
            }
        }
        throw text.unexpected(
                text.begins("=")
                        ? "stands =; write == for a comparison"
                        : "an operator must follow " + path + "; known are " + OPERATORS);
    }

    private Condition comparison(FieldPath path, Operator operator) {
        text.skipSpaces();
        int at = text.position();
        Constant constant = constant(path);
        text.require(
                !operator.needsText() || constant instanceof Constant.Text,
                operator.sign() + " needs a text in quotes",
                at);
        text.require(
                !operator.needsOrder() || !(constant instanceof Constant.Flag),
                "true and false have no order; write == or !=",
                at);
        try {
            return condition(path, operator.test(constant), value -> operator.fits(constant, value));
        } catch (PatternSyntaxException wrong) {
            throw text.fault("stands no regular expression: " + wrong.getDescription(), at);
        }
    }

    private Condition condition(FieldPath path, Predicate<@Nullable Object> test, Predicate<@Nullable Object> fits) {
        return strict ? new StrictCondition(path, test, fits) : Condition.of(RecordPath.of(path), test);
    }

    private List<Constant> constants(FieldPath path) {
        text.require(text.take("("), "a list in parentheses must follow: ('x', 'y')");
        List<Constant> constants = new ArrayList<>();
        do {
            constants.add(constant(path));
        } while (text.take(","));
        text.require(text.take(")"), "a comma or a ) must follow");
        return constants;
    }

    private Constant constant(FieldPath path) {
        text.skipSpaces();
        int at = text.position();
        Literal literal = text.literal();
        if (literal.value() == null) {
            throw text.fault("stands null; write isNull or exists behind the path", at);
        }
        Constant constant = Constant.of(literal.value());
        if (path.root() == PathRoot.TIMESTAMP && constant instanceof Constant.Text time) {
            OptionalLong millis = time.millis();
            text.require(millis.isPresent(), "stands no time, such as '2026-01-31T12:00:00Z' or '2026-01-31'", at);
            return new Constant.Whole(millis.getAsLong());
        }
        return constant;
    }
}
