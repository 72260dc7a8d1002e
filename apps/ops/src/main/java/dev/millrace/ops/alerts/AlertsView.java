package dev.millrace.ops.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows, at one moment.
 *
 * @param looked how long ago the rules were judged last, in milliseconds; -1 for never
 * @param kept why nothing outlives a restart; empty when it does
 */
public record AlertsView(
        List<Row> firing,
        List<Row> pending,
        List<Row> past,
        List<RuleRow> rules,
        List<ChannelRow> channels,
        List<SilenceRow> silences,
        long looked,
        String kept) {

    /**
     * An alert.
     *
     * @param state a class of the style sheet
     * @param ageMs since when
     * @param lastedMs how long it was there, when it is over
     * @param runbookLink an address; empty when there is only a path
     */
    public record Row(Alert alert, String state, long ageMs, long lastedMs, String runbookLink, boolean silenced) {}

    /**
     * A rule.
     *
     * @param open how many alerts of it fire or are pending
     * @param unknown subjects on which nothing can be said, and why
     */
    public record RuleRow(
            String name,
            String kind,
            String severity,
            String holds,
            List<String> channels,
            int open,
            List<String> unknown) {}

    /**
     * A channel.
     *
     * @param lastMs how long ago it took a notice; -1 for never
     * @param nextMs until the next attempt; 0 for none
     */
    public record ChannelRow(
            String name,
            String target,
            int waiting,
            int delivered,
            int given,
            String trouble,
            long lastMs,
            long nextMs) {}

    /** A silence; {@code leftMs} until it ends. */
    public record SilenceRow(Silence silence, long leftMs) {}

    static AlertsView of(
            AlertSettings settings,
            AlertBook book,
            List<Silence> silences,
            Collection<Courier> couriers,
            Map<String, List<Verdict>> unknown,
            Optional<Instant> looked,
            String kept,
            Instant now) {
        List<Row> firing = new ArrayList<>();
        List<Row> pending = new ArrayList<>();
        book.open().stream()
                .sorted(Comparator.comparing(Alert::severity).thenComparing(Alert::changed, Comparator.reverseOrder()))
                .map(alert -> row(settings, alert, silences, now))
                .forEach(row -> (row.alert().phase() == Phase.FIRING ? firing : pending).add(row));
        return new AlertsView(
                firing,
                pending,
                book.past().stream()
                        .map(alert -> row(settings, alert, silences, now))
                        .toList(),
                settings.rules().stream()
                        .map(rule -> rule(rule, book, unknown.getOrDefault(rule.name(), List.of())))
                        .toList(),
                couriers.stream().map(courier -> channel(courier, now)).toList(),
                silences.stream()
                        .map(silence -> new SilenceRow(silence, between(now, silence.until())))
                        .toList(),
                looked.map(at -> between(at, now)).orElse(-1L),
                kept);
    }

    private static Row row(AlertSettings settings, Alert alert, List<Silence> silences, Instant now) {
        String state = switch (alert.phase()) {
            case FIRING -> alert.severity() == Severity.CRITICAL ? "bad" : "warn";
            case PENDING -> "idle";
            case RESOLVED -> "good";
        };
        boolean over = alert.phase() == Phase.RESOLVED;
        return new Row(
                alert,
                state,
                between(over ? alert.changed() : alert.since(), now),
                over ? between(alert.since(), alert.changed()) : 0,
                settings.runbookLink(alert.runbook()),
                !over && silences.stream().anyMatch(silence -> silence.covers(alert, now)));
    }

    private static RuleRow rule(Rule rule, AlertBook book, List<Verdict> unknown) {
        long open = book.open().stream()
                .filter(alert -> alert.rule().equals(rule.name()))
                .count();
        return new RuleRow(
                rule.name(),
                rule.kind().word(),
                rule.severity().word(),
                rule.holds().isZero() ? "at once" : Durations.words(rule.holds()),
                rule.channels(),
                (int) open,
                unknown.stream()
                        .map(verdict -> verdict.subject() + ": " + verdict.sentence())
                        .toList());
    }

    private static ChannelRow channel(Courier courier, Instant now) {
        Courier.Status status = courier.status();
        return new ChannelRow(
                courier.channel().name(),
                courier.channel().target(),
                status.waiting(),
                status.delivered(),
                status.given(),
                status.trouble(),
                status.lastDelivered().equals(Instant.EPOCH) ? -1 : between(status.lastDelivered(), now),
                Math.max(0, between(now, status.nextAttempt())));
    }

    private static long between(Instant begin, Instant end) {
        return Duration.between(begin, end).toMillis();
    }
}
