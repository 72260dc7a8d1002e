package dev.millrace.ops.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Something to tell of an alert.
 *
 * @param at when it was made
 * @param link to the console's page; empty when the file does not say where it is
 */
public record Notice(Kind kind, Alert alert, Instant at, String link) {

    /** What is told. */
    public enum Kind {
        FIRING,
        REMINDER,
        RESOLVED,
        /** An operator tries a channel. */
        TEST;

        /** As notices write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same in every attempt to deliver it. */
    public String id() {
        String text = kind + "/" + alert.id() + "/" + at.toEpochMilli();
        return "msg_" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One line, with no sign that ends one. */
    public String headline() {
        String text = kind.word().toUpperCase(Locale.ROOT) + " " + alert.rule() + ": " + alert.subject();
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
