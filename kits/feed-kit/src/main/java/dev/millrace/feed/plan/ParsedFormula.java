package dev.millrace.feed.plan;

import java.util.List;

/** A formula that was parsed from a text. */
record ParsedFormula(String text, List<String> fields, List<String> bitmaps, Term root) implements Formula {

    ParsedFormula {
        fields = List.copyOf(fields);
        bitmaps = List.copyOf(bitmaps);
    }

    @Override
    public long evaluate(Inputs inputs) {
        return Term.whole(root.value(inputs));
    }

    /** That both conditions hold. */
    static ParsedFormula both(ParsedFormula one, ParsedFormula other) {
        List<String> fields = fields(List.of(one, other));
        Term root = new Term.Pair(Term.Operator.AND, one.over(fields), other.over(fields));
        return new ParsedFormula(
                "(" + one.text + ") and (" + other.text + ")", fields, bitmaps(List.of(one, other)), root);
    }

    /** That none of some conditions holds. */
    static ParsedFormula none(List<ParsedFormula> conditions) {
        List<String> fields = fields(conditions);
        Term root =
                new Term.None(conditions.stream().map(each -> each.over(fields)).toList());
        return new ParsedFormula("else", fields, bitmaps(conditions), root);
    }

    private Term over(List<String> others) {
        return root.moved(number -> others.indexOf(fields.get(number)));
    }

    private static List<String> fields(List<ParsedFormula> formulas) {
        return formulas.stream()
                .flatMap(each -> each.fields.stream())
                .distinct()
                .toList();
    }

    private static List<String> bitmaps(List<ParsedFormula> formulas) {
        return formulas.stream()
                .flatMap(each -> each.bitmaps.stream())
                .distinct()
                .toList();
    }
}
