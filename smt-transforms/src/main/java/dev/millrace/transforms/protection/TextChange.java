package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Puts a text in place of a value, made of the value's own text. What has no text here fails with the code {@code not-text}. */
final class TextChange implements Change {

    /** Makes the text; null for none. */
    @FunctionalInterface
    interface Work {

        @Nullable
        String on(Spot spot, String text);
    }

    private final TextForm takes;
    private final boolean gives;
    private final Work work;

    private TextChange(TextForm takes, boolean gives, Work work) {
        this.takes = takes;
        this.gives = gives;
        this.work = work;
    }

    /** A change that gives a text for every value. */
    static TextChange of(TextForm takes, Work work) {
        return new TextChange(takes, true, work);
    }

    /** A change that gives a text or null. */
    static TextChange orNull(TextForm takes, Work work) {
        return new TextChange(takes, false, work);
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (!takes.fits(before)) {
            throw new RuleFailure(rule, path, "not-text");
        }
        return gives ? Schemas.text(before) : Schemas.optional(Schemas.text(before));
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        String text = takes.of(before, value);
        if (text == null) {
            throw spot.failure("not-text");
        }
        return work.on(spot, text);
    }
}
