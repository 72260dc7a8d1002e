package dev.millrace.ops.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * An audit event as a row: coordinates, counts and codes.
 *
 * @param look good, bad or idle by the outcome
 * @param reason a code; empty where there is none
 */
public record AuditRow(
        Instant time, String step, String subject, String look, String outcome, String reason, OptionalLong records) {

    static AuditRow of(JsonNode event) {
        String outcome = event.path("outcome").asText();
        String look = switch (outcome) {
            case "success" -> "good";
            case "failure" -> "bad";
            default -> "idle";
        };
        return new AuditRow(
                time(event.path("time")),
                event.path("step").asText().replace('_', ' '),
                event.path("subject").asText(),
                look,
                outcome,
                event.path("reason").asText(""),
                event.path("records").isIntegralNumber()
                        ? OptionalLong.of(event.path("records").asLong())
                        : OptionalLong.empty());
    }

    private static Instant time(JsonNode time) {
        try {
            return time.isNumber() ? Instant.ofEpochMilli(time.asLong()) : Instant.parse(time.asText());
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
