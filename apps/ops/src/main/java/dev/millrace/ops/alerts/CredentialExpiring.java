package dev.millrace.ops.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A token, key or password ends soon, by a calendar that people keep: nobody can ask a secret when it ends.
 *
 * @param zone where the days begin
 */
record CredentialExpiring(List<Credential> credentials, Duration within, ZoneId zone) implements Condition {

    /**
     * One that ends.
     *
     * @param on the first day on which it does not work any more
     * @param connector that uses it; empty for none
     */
    record Credential(String name, LocalDate on, String connector) {}

    CredentialExpiring {
        credentials = List.copyOf(credentials);
    }

    @Override
    public List<Verdict> judge(Sight sight) {
        return credentials.stream()
                .map(credential -> judge(credential, sight.now()))
                .toList();
    }

    private Verdict judge(Credential credential, Instant now) {
        Instant end = credential.on().atStartOfDay(zone).toInstant();
        boolean soon = end.isBefore(now.plus(within));
        return new Verdict(
                credential.name(),
                credential.connector(),
                soon ? Verdict.Outcome.BROKEN : Verdict.Outcome.KEPT,
                soon
                        ? credential.name() + (end.isAfter(now) ? " ends on " : " ended on ") + credential.on() + "."
                        : "");
    }
}
