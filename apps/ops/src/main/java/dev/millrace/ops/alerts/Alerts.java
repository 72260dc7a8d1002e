package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.ClusterView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Judges each view by the rules, and hands what is to be told to the couriers. Safe for use by several threads. */
final class Alerts {

    private final AlertSettings settings;
    private final StateFile file;
    private final Clock clock;
    private final FileEvents events;
    private final Certificates certificates;
    private final Map<String, Courier> couriers = new LinkedHashMap<>();
    private final AlertBook book;
    private final List<Silence> silences;
    private final Counters counters;
    private final Arrivals arrivals;
    private Map<String, List<Verdict>> unknown = Map.of();
    private Optional<Instant> looked = Optional.empty();
    private Instant taken = Instant.EPOCH;

    Alerts(AlertSettings settings, StateFile file, FileEvents events, Certificates certificates, Clock clock) {
        this.settings = settings;
        this.file = file;
        this.events = events;
        this.certificates = certificates;
        this.clock = clock;
        Kept kept = file.read();
        this.book = new AlertBook(kept.open(), kept.past());
        book.keepRules(settings.rules().stream().map(Rule::name).collect(Collectors.toSet()));
        this.silences = new ArrayList<>(kept.silences());
        this.counters = new Counters(kept.counters());
        this.arrivals = new Arrivals(kept.arrivals());
        for (Supplier<Channel> opened : settings.channels()) {
            Channel channel = opened.get();
            List<Notice> before = kept.waiting().getOrDefault(channel.name(), List.of());
            couriers.put(
                    channel.name(),
                    new Courier(channel, before, clock, (notice, taken) -> left(notice, channel.name(), taken)));
        }
    }

    /** Judges a view. */
    synchronized void look(ClusterView view) {
        Instant now = clock.instant();
        looked = Optional.of(now);
        silences.removeIf(silence -> !now.isBefore(silence.until()));
        boolean ofBefore = view.trouble().isPresent() && !view.taken().isAfter(taken);
        taken = view.taken();
        if (!ofBefore) {
            arrivals.look(view);
        }
        Sight sight = new Sight(view, now, counters, arrivals, events, certificates);
        Map<String, List<Verdict>> open = new LinkedHashMap<>();
        for (Rule rule : settings.rules()) {
            List<Verdict> verdicts = rule.condition().judge(sight);
            book.enter(
                            rule,
                            verdicts,
                            runbooks(rule, view),
                            ofBefore && rule.kind() != Kind.NOT_WATCHED,
                            alert -> isSilenced(alert, now),
                            now,
                            link())
                    .forEach(notice -> tell(rule, notice));
            open.put(
                    rule.name(),
                    verdicts.stream()
                            .filter(verdict -> verdict.outcome() == Verdict.Outcome.UNKNOWN)
                            .toList());
        }
        unknown = open;
        counters.forgetUnasked(now);
        keep();
    }

    private static UnaryOperator<String> runbooks(Rule rule, ClusterView view) {
        return connector ->
                view.flow(connector).map(flow -> Runbooks.of(rule, flow)).orElseGet(() -> Runbooks.of(rule));
    }

    private String link() {
        return settings.console().isEmpty() ? "" : settings.console().replaceFirst("/+$", "") + "/alerts";
    }

    private void tell(Rule rule, Notice notice) {
        rule.channels()
                .forEach(channel ->
                        Optional.ofNullable(couriers.get(channel)).ifPresent(courier -> courier.accept(notice)));
    }

    private synchronized void left(Notice notice, String channel, boolean taken) {
        if (taken) {
            book.told(notice.alert(), channel);
        }
        keep();
    }

    /** Nobody is told of these alerts until then. */
    synchronized void silence(String rule, String subject, Duration time, String by, String why) {
        silences.add(new Silence(
                UUID.randomUUID().toString(), rule, subject, clock.instant().plus(time), by, why));
        keep();
    }

    synchronized void endSilence(String id) {
        silences.removeIf(silence -> silence.id().equals(id));
        keep();
    }

    /**
     * Tells a channel that this is a test.
     *
     * @return whether there is such a channel
     */
    boolean test(String channel, String by) {
        Instant now = clock.instant();
        Alert alert = new Alert(
                "test",
                channel,
                "",
                Severity.INFO,
                Phase.FIRING,
                now,
                now,
                now,
                by + " tries whether this channel works.",
                "",
                List.of());
        Optional<Courier> known = Optional.ofNullable(couriers.get(channel));
        known.ifPresent(courier -> courier.accept(new Notice(Notice.Kind.TEST, alert, now, link())));
        return known.isPresent();
    }

    private boolean isSilenced(Alert alert, Instant now) {
        return silences.stream().anyMatch(silence -> silence.covers(alert, now));
    }

    private void keep() {
        Map<String, List<Notice>> waiting = new LinkedHashMap<>();
        couriers.forEach((name, courier) -> waiting.put(name, courier.waiting()));
        file.write(
                new Kept(book.open(), book.past(), List.copyOf(silences), waiting, counters.kept(), arrivals.kept()));
    }

    /** What the page shows. */
    synchronized AlertsView view() {
        Instant now = clock.instant();
        return AlertsView.of(settings, book, silences, couriers.values(), unknown, looked, file.trouble(), now);
    }

    List<Courier> couriers() {
        return List.copyOf(couriers.values());
    }

    FileEvents events() {
        return events;
    }

    Certificates certificates() {
        return certificates;
    }
}
