package dev.millrace.ops.preview;

import org.jspecify.annotations.Nullable;

/** What a worker would do with a record; the words are those of {@link RecordReport}. */
record Verdict(
        String outcome,
        @Nullable String topic,
        @Nullable String code,
        @Nullable String message) {

    static Verdict delivered(@Nullable String topic) {
        return new Verdict("delivered", topic, null, null);
    }

    static Verdict dropped(String transform) {
        return new Verdict("dropped", null, null, "by " + transform);
    }
}
