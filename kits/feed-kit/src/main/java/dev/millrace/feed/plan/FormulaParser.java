package dev.millrace.feed.plan;

import dev.millrace.feed.plan.Term.Kind;
import dev.millrace.feed.plan.Term.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Parses formulas. They have whole numbers and hexadecimal ones ({@code 0x1F}), numbers with decimals, texts in quotes, names
 * of fields ({@code count}, {@code header.count}, {@code COUNT OF HEADER}), {@code remaining} for the bytes that are left,
 * {@code bit(bitmap, 3)}, {@code present(field)}, {@code + - * / %}, {@code = != < <= > >=}, {@code and}, {@code or},
 * {@code not} and brackets. A dash between letters or digits is part of a name; a minus has blanks around it.
 */
public final class FormulaParser {

    private static final int MOST_CHARACTERS = 2000;
    private static final int MOST_DEPTH = 50;
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "of");
    private static final List<Operator> COMPARISONS = List.of(
            Operator.LESS_OR_EQUAL,
            Operator.MORE_OR_EQUAL,
            Operator.DIFFERENT,
            Operator.LESS,
            Operator.MORE,
            Operator.EQUAL);

    private final FormulaText text;
    private final List<String> fields = new ArrayList<>();
    private final Set<String> bitmaps = new LinkedHashSet<>();
    private int depth;

    private FormulaParser(String formula) {
        text = new FormulaText(formula);
    }

    /**
     * Parses a formula that gives a number.
     *
     * @throws FormulaProblem when it is none
     */
    public static Formula number(String formula) {
        return parse(formula, false);
    }

    /**
     * Parses a formula that holds or does not.
     *
     * @throws FormulaProblem when it is none
     */
    public static Formula condition(String formula) {
        return parse(formula, true);
    }

    /** The condition that holds when two do. */
    public static Formula both(Formula one, Formula other) {
        return ParsedFormula.both((ParsedFormula) one, (ParsedFormula) other);
    }

    /** The condition that holds when none of some do. */
    public static Formula none(List<Formula> conditions) {
        return ParsedFormula.none(
                conditions.stream().map(ParsedFormula.class::cast).toList());
    }

    private static Formula parse(String formula, boolean condition) {
        if (formula.length() > MOST_CHARACTERS) {
            throw new FormulaProblem(MOST_CHARACTERS, "the formula is too long; shorten it to " + MOST_CHARACTERS);
        }
        FormulaParser parser = new FormulaParser(formula);
        Term root = parser.alternatives();
        if (!parser.text.isAtEnd()) {
            throw parser.wrong("an operator must stand, not " + parser.text.next());
        }
        if (condition && root.kind() != Kind.TRUTH) {
            throw new FormulaProblem(0, "a condition must stand; compare the value, as in type = 'A' or flags != 0");
        }
        if (!condition && (root.kind() == Kind.TRUTH || root.kind() == Kind.TEXT)) {
            throw new FormulaProblem(0, "a number must stand, not " + Term.label(root.kind()));
        }
        return new ParsedFormula(formula.strip(), parser.fields, List.copyOf(parser.bitmaps), root);
    }

    private Term alternatives() {
        Term left = conditions();
        int at = text.position();
        while (text.takeWord("or")) {
            left = logic(Operator.OR, left, conditions(), at);
            at = text.position();
        }
        return left;
    }

    private Term conditions() {
        Term left = condition();
        int at = text.position();
        while (text.takeWord("and")) {
            left = logic(Operator.AND, left, condition(), at);
            at = text.position();
        }
        return left;
    }

    private Term logic(Operator operator, Term left, Term right, int at) {
        if (left.kind() != Kind.TRUTH || right.kind() != Kind.TRUTH) {
            throw new FormulaProblem(
                    at, "'" + operator.sign() + "' must stand between conditions; compare the value, as in flags != 0");
        }
        return new Term.Pair(operator, left, right);
    }

    private Term condition() {
        int at = text.position();
        if (!text.takeWord("not")) {
            return comparison();
        }
        Term negated = deeper(this::condition);
        if (negated.kind() != Kind.TRUTH) {
            throw new FormulaProblem(at, "'not' must stand before a condition");
        }
        return new Term.Not(negated);
    }

    private Term comparison() {
        Term left = sum();
        int at = text.position();
        if (text.take("==")) {
            return compared(Operator.EQUAL, left, at);
        }
        if (text.take("<>")) {
            return compared(Operator.DIFFERENT, left, at);
        }
        for (Operator operator : COMPARISONS) {
            if (text.take(operator.sign())) {
                return compared(operator, left, at);
            }
        }
        return left;
    }

    private Term compared(Operator operator, Term left, int at) {
        Term right = sum();
        if (left.kind() == Kind.TRUTH || right.kind() == Kind.TRUTH) {
            throw new FormulaProblem(at, "'" + operator.sign() + "' must stand between values, not conditions");
        }
        boolean numberAndText = (left.kind() == Kind.NUMBER && right.kind() == Kind.TEXT)
                || (left.kind() == Kind.TEXT && right.kind() == Kind.NUMBER);
        if (numberAndText) {
            throw new FormulaProblem(at, "a number is compared with a text; write both the same way");
        }
        return new Term.Pair(operator, left, right);
    }

    private Term sum() {
        Term left = product();
        while (true) {
            int at = text.position();
            if (text.take("+")) {
                left = calculated(Operator.ADD, left, product(), at);
            } else if (text.take("-")) {
                left = calculated(Operator.SUBTRACT, left, product(), at);
            } else {
                return left;
            }
        }
    }

    private Term product() {
        Term left = signed();
        while (true) {
            int at = text.position();
            if (text.take("*")) {
                left = calculated(Operator.MULTIPLY, left, signed(), at);
            } else if (text.take("/")) {
                left = calculated(Operator.DIVIDE, left, signed(), at);
            } else if (text.take("%")) {
                left = calculated(Operator.REMAINDER, left, signed(), at);
            } else {
                return left;
            }
        }
    }

    private static Term calculated(Operator operator, Term left, Term right, int at) {
        for (Term term : List.of(left, right)) {
            if (term.kind() == Kind.TRUTH || term.kind() == Kind.TEXT) {
                throw new FormulaProblem(at, "'" + operator.sign() + "' must stand between numbers");
            }
        }
        return new Term.Pair(operator, left, right);
    }

    private Term signed() {
        int at = text.position();
        if (text.take("-")) {
            return calculated(Operator.SUBTRACT, new Term.Constant(0L, Kind.NUMBER), deeper(this::signed), at);
        }
        return value();
    }

    private Term value() {
        char next = text.character();
        if (text.take("(")) {
            Term inner = deeper(this::alternatives);
            expect(")");
            return inner;
        }
        if (next == '\'' || next == '"') {
            return new Term.Constant(text.quoted(), Kind.TEXT);
        }
        if (FormulaText.isDigit(next)) {
            return constant();
        }
        int at = text.position();
        String word = text.word();
        if (word.isEmpty() || RESERVED.contains(word)) {
            throw wrong("a number, a field or a text in quotes must stand, not " + text.next());
        }
        text.skip(word.length());
        if (!text.take("(")) {
            return word.equals("remaining") ? new Term.Remaining() : new Term.Reference(field(word, at));
        }
        return switch (word) {
            case "bit" -> bit();
            case "present" -> present();
            default -> throw new FormulaProblem(at, "there is no function " + word + "; known are bit and present");
        };
    }

    private Term.Constant constant() {
        int at = text.position();
        String digits = text.number();
        try {
            if (digits.startsWith("0x")) {
                return new Term.Constant(Long.parseLong(digits.substring(2), 16), Kind.NUMBER);
            }
            if (digits.contains(".") && digits.length() <= 40) {
                return new Term.Constant(new BigDecimal(digits), Kind.NUMBER);
            }
            return new Term.Constant(Long.parseLong(digits), Kind.NUMBER);
        } catch (NumberFormatException wrong) {
            throw new FormulaProblem(at, "a number must stand, with at most 18 digits");
        }
    }

    private Term bit() {
        int bitmap = field();
        bitmaps.add(fields.get(bitmap));
        expect(",");
        int at = text.position();
        long bit = FormulaText.isDigit(text.character()) && constant().value() instanceof Long number ? number : 0;
        if (bit < 1 || bit > 1024) {
            throw new FormulaProblem(at, "the number of a bit must stand, from 1 to 1024");
        }
        expect(")");
        return new Term.Bit(bitmap, (int) bit);
    }

    private Term present() {
        int field = field();
        expect(")");
        return new Term.Present(field);
    }

    private int field() {
        int at = text.position();
        String word = text.word();
        if (word.isEmpty()) {
            throw wrong("the name of a field must stand, not " + text.next());
        }
        text.skip(word.length());
        return field(word, at);
    }

    /** The number of a field, which may be qualified. */
    private int field(String word, int at) {
        if (word.endsWith(".") || word.contains("..")) {
            throw new FormulaProblem(at, "the name of a field must stand behind a point");
        }
        List<String> steps = new ArrayList<>(List.of(word.split("\\.")));
        StringBuilder name = new StringBuilder(steps.remove(steps.size() - 1));
        for (int i = steps.size() - 1; i >= 0; i--) {
            name.append(" OF ").append(steps.get(i));
        }
        while (text.takeWord("of")) {
            String outer = text.word();
            if (outer.isEmpty()) {
                throw wrong("the name of a group must stand, not " + text.next());
            }
            text.skip(outer.length());
            name.append(" OF ").append(outer);
        }
        if (!fields.contains(name.toString())) {
            fields.add(name.toString());
        }
        return fields.indexOf(name.toString());
    }

    private void expect(String sign) {
        if (!text.take(sign)) {
            throw wrong("'" + sign + "' must stand, not " + text.next());
        }
    }

    private Term deeper(Supplier<Term> part) {
        if (++depth > MOST_DEPTH) {
            throw wrong("the formula is nested too deep; put parts of it into fields of their own");
        }
        Term term = part.get();
        depth--;
        return term;
    }

    private FormulaProblem wrong(String complaint) {
        return new FormulaProblem(text.position(), complaint);
    }
}
