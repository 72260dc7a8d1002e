package dev.millrace.ops.alerts;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The alerts that are there and those that were, and which of them are to be told. Not safe for several threads. */
final class AlertBook {

    private static final int MOST_PAST = 200;

    private static final Verdict GONE = Verdict.kept("");

    private record Key(String rule, String subject) {}

    private final Map<Key, Alert> open = new LinkedHashMap<>();
    private final Deque<Alert> past = new ArrayDeque<>();

    AlertBook(List<Alert> openBefore, List<Alert> pastBefore) {
        openBefore.forEach(alert -> open.put(new Key(alert.rule(), alert.subject()), alert));
        past.addAll(pastBefore);
    }

    /** Those of rules that are not in the file any more end, and nobody is told. */
    void keepRules(Set<String> names) {
        open.keySet().removeIf(key -> !names.contains(key.rule()));
    }

    /**
     * Enters the verdicts of one rule, and answers with what is to be told.
     *
     * @param blind whether the view is of before: then nothing recovers
     * @param runbooks by connector
     * @param silenced alerts that nobody is told of now; that one is over is told all the same
     */
    List<Notice> enter(
            Rule rule,
            List<Verdict> verdicts,
            UnaryOperator<String> runbooks,
            boolean blind,
            Predicate<Alert> silenced,
            Instant now,
            String link) {
        Map<Key, Verdict> worst = new LinkedHashMap<>();
        verdicts.forEach(verdict -> worst.merge(new Key(rule.name(), verdict.subject()), verdict, Verdict::worse));
        worst.forEach((key, verdict) -> {
            if (verdict.outcome() == Verdict.Outcome.BROKEN) {
                broken(key, rule, verdict, runbooks, now);
            }
        });
        List<Notice> notices = new ArrayList<>();
        for (Key key : List.copyOf(open.keySet())) {
            if (key.rule().equals(rule.name()) && !blind) {
                Verdict verdict = worst.getOrDefault(key, GONE);
                if (verdict.outcome() == Verdict.Outcome.KEPT) {
                    over(key, worst.containsKey(key) ? "" : "It is not there any more.", now)
                            .ifPresent(ended -> notices.add(new Notice(Notice.Kind.RESOLVED, ended, now, link)));
                }
            }
        }
        open.replaceAll((key, alert) -> {
            Optional<Notice.Kind> kind =
                    key.rule().equals(rule.name()) && !silenced.test(alert) ? due(alert, rule, now) : Optional.empty();
            Alert noticed = kind.isPresent() ? alert.noticed(now) : alert;
            kind.ifPresent(due -> notices.add(new Notice(due, noticed, now, link)));
            return noticed;
        });
        return notices;
    }

    private static Optional<Notice.Kind> due(Alert alert, Rule rule, Instant now) {
        if (alert.phase() != Phase.FIRING) {
            return Optional.empty();
        }
        if (!alert.wasNoticed()) {
            return Optional.of(Notice.Kind.FIRING);
        }
        boolean again =
                !rule.repeat().isZero() && !alert.noticed().plus(rule.repeat()).isAfter(now);
        return again ? Optional.of(Notice.Kind.REMINDER) : Optional.empty();
    }

    private void broken(Key key, Rule rule, Verdict verdict, UnaryOperator<String> runbooks, Instant now) {
        Alert before = open.get(key);
        Alert alert = before != null
                ? before.with(verdict.sentence())
                : new Alert(
                        rule.name(),
                        verdict.subject(),
                        verdict.connector(),
                        rule.severity(),
                        Phase.PENDING,
                        now,
                        now,
                        Instant.EPOCH,
                        verdict.sentence(),
                        runbooks.apply(verdict.connector()),
                        List.of());
        if (alert.phase() == Phase.PENDING && !alert.since().plus(rule.holds()).isAfter(now)) {
            alert = alert.in(Phase.FIRING, now);
        }
        open.put(key, alert);
    }

    /** Ends an alert; the answer is one that was told of. */
    private Optional<Alert> over(Key key, String sentence, Instant now) {
        Alert before = open.remove(key);
        if (before == null || before.phase() == Phase.PENDING) {
            return Optional.empty();
        }
        Alert ended = (sentence.isEmpty() ? before : before.with(sentence)).in(Phase.RESOLVED, now);
        past.addFirst(ended);
        while (past.size() > MOST_PAST) {
            past.removeLast();
        }
        return Optional.of(ended).filter(Alert::wasNoticed);
    }

    /** Remembers that a channel has told it. */
    void told(Alert alert, String channel) {
        Key key = new Key(alert.rule(), alert.subject());
        Alert there = open.get(key);
        if (there != null && there.id().equals(alert.id())) {
            open.put(key, there.told(channel));
        }
    }

    /** Pending and firing. */
    List<Alert> open() {
        return List.copyOf(open.values());
    }

    /** Resolved, the newest first. */
    List<Alert> past() {
        return List.copyOf(past);
    }
}
