package dev.millrace.feed.plan;

/**
 * What a layout does not say about a file's records.
 *
 * @param text how text is read
 * @param numbers how numbers are read, and what they become
 * @param names what fields are called, and which there are
 * @param shape how variable parts are read
 * @param damage what is null, and what becomes of corrupt fields
 */
public record PlanOptions(TextRules text, NumberRules numbers, NameRules names, ShapeRules shape, DamageRules damage) {

    /** For a file of a mainframe. */
    public static final PlanOptions DEFAULT = new PlanOptions(
            TextRules.DEFAULT, NumberRules.DEFAULT, NameRules.DEFAULT, ShapeRules.DEFAULT, DamageRules.DEFAULT);

    public PlanOptions with(TextRules other) {
        return new PlanOptions(other, numbers, names, shape, damage);
    }

    public PlanOptions with(NumberRules other) {
        return new PlanOptions(text, other, names, shape, damage);
    }

    public PlanOptions with(NameRules other) {
        return new PlanOptions(text, numbers, other, shape, damage);
    }

    public PlanOptions with(ShapeRules other) {
        return new PlanOptions(text, numbers, names, other, damage);
    }

    public PlanOptions with(DamageRules other) {
        return new PlanOptions(text, numbers, names, shape, other);
    }
}
