package dev.millrace.kit.contract;

import dev.millrace.kit.BoundedText;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A rule of texts, such as {@code maxLength}. */
final class TextRule implements Rule {

    private final String keyword;
    private final Predicate<String> test;

    TextRule(String keyword, Predicate<String> test) {
        this.keyword = keyword;
        this.test = test;
    }

    /** At least so many characters, counted as Unicode does (RFC 8259). */
    static TextRule minLength(int least) {
        return new TextRule(
                "minLength", text -> text.length() >= least && text.codePointCount(0, text.length()) >= least);
    }

    /** At most so many characters, counted as Unicode does (RFC 8259). */
    static TextRule maxLength(int most) {
        return new TextRule(
                "maxLength", text -> text.length() <= most || text.codePointCount(0, text.length()) <= most);
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        if (value instanceof String text) {
            return passes(text, report);
        }
        return value == null || JsonKind.of(value) != JsonKind.STRING || passes(JsonForm.text(schema, value), report);
    }

    private boolean passes(String text, @Nullable Report report) {
        try {
            return test.test(text) || Rule.violated(report, keyword);
        } catch (BoundedText.TooCostly undecided) {
            if (report == null) {
                throw undecided;
            }
            return Rule.violated(report, keyword);
        }
    }
}
