package dev.millrace.http.request;

import dev.millrace.kit.Problems;
import java.util.function.Supplier;

/** Tries what an option is made into, and reports on its key why it can't be. */
record Checks(Problems problems) {

    /** Reports the message of an IllegalArgumentException, which goes on behind the key. */
    void on(String key, Supplier<?> made) {
        try {
            Object unused = made.get();
        } catch (IllegalArgumentException wrong) {
            problems.report(key, sentence(String.valueOf(wrong.getMessage())));
        }
    }

    /** The same for an option that is needed. */
    void on(String key, String value, String whatFor, Supplier<?> made) {
        if (value.isBlank()) {
            problems.report(key, "is missing, and " + whatFor + " needs it");
        } else {
            on(key, made);
        }
    }

    /** Templates and places speak for themselves; their sentences have no verb. */
    private static String sentence(String message) {
        return message.startsWith("at character")
                        || message.startsWith("{")
                        || message.startsWith("nothing fills")
                        || message.startsWith("in {")
                ? "has a wrong place: " + message
                : message;
    }
}
