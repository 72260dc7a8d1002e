package dev.millrace.transforms.mapping;

import org.jspecify.annotations.Nullable;

/** What is done to a value between its source and its target: the rules for texts, the lookup, the type. */
final class Pipeline implements Conversion {

    private final boolean textFirst;
    private final TextRules texts;
    private final @Nullable Lookup lookup;
    private final @Nullable Conversion type;

    /**
     * Several steps.
     *
     * @param textFirst whether the type is made first, for it is the text that the rules are about
     */
    Pipeline(boolean textFirst, TextRules texts, @Nullable Lookup lookup, @Nullable Conversion type) {
        this.textFirst = textFirst;
        this.texts = texts;
        this.lookup = lookup;
        this.type = type;
    }

    @Override
    public @Nullable Object convert(Object given) {
        Object value = textFirst && type != null ? type.convert(given) : given;
        if (value instanceof String text) {
            value = texts.apply(text);
        }
        if (value != null && lookup != null) {
            value = lookup.apply(value);
        }
        if (value == null || value == Lookup.DEFAULT || type == null || (textFirst && lookup == null)) {
            return value;
        }
        return type.convert(value);
    }
}
