package dev.millrace.ops.alerts;

import dev.millrace.ops.console.Defect;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Watch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alerts of the console: judged at each look of its watch, told by channels, shown at {@code /alerts}. */
public final class AlertsSection implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(AlertsSection.class);
    private static final long COURIER_MS = 1_000;
    private static final long EVENTS_MS = 5_000;
    private static final long PROBE_MS = 60_000;
    private static final long SECONDS_FOR_THE_END = 20;
    private static final Duration LONGEST_SILENCE = Duration.ofDays(31);

    private final Alerts alerts;
    private final boolean configured;
    private final Optional<StateLock> lock;
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    private AlertsSection(Alerts alerts, boolean configured, Optional<StateLock> lock) {
        this.alerts = alerts;
        this.configured = configured;
        this.lock = lock;
    }

    /**
     * Reads rules, channels and state.
     *
     * @param rules the file of --alerts; empty: the page says how to get alerts
     * @param state where alerts are kept over restarts
     * @param consumers of audit topics
     * @throws dev.millrace.ops.CommandFailure naming what is wrong in a file, or the state that another console has
     */
    public static AlertsSection open(
            Optional<Path> rules, Optional<Path> state, Watch watch, Supplier<Consumer<byte[], byte[]>> consumers) {
        Clock clock = Clock.systemUTC();
        AlertSettings settings = rules.map(AlertFile::read).orElse(AlertSettings.NONE);
        Optional<StateLock> lock = state.map(StateLock::of);
        try {
            Alerts alerts = new Alerts(
                    settings,
                    new StateFile(state),
                    new FileEvents(consumers, clock),
                    new Certificates(new TlsProbe(), clock),
                    clock);
            AlertsSection section = new AlertsSection(alerts, rules.isPresent(), lock);
            watch.listen(section::look);
            return section;
        } catch (RuntimeException refused) {
            lock.ifPresent(StateLock::close);
            throw refused;
        }
    }

    private void look(ClusterView view) {
        alerts.look(view);
    }

    @Override
    public void addTo(Site site) {
        site.get("/alerts", visit -> page())
                .post("/alerts/silences", this::silence)
                .post("/alerts/silences/{id}/end", visit -> {
                    LOG.info("{} ends the silence {}", visit.user().name(), clean(visit.name("id")));
                    alerts.endSilence(visit.name("id"));
                    return Reply.redirect("/alerts#silences");
                })
                .post("/alerts/channels/{name}/test", this::test);
    }

    private Reply test(Visit visit) {
        if (!alerts.test(visit.name("name"), visit.user().name())) {
            return Reply.problem(404, "The file of rules names no such channel.");
        }
        LOG.info("{} tests the channel {}", visit.user().name(), clean(visit.name("name")));
        return Reply.redirect("/alerts#channels");
    }

    private Reply page() {
        return Reply.page("alerts", Map.of("view", alerts.view(), "configured", configured));
    }

    private Reply silence(Visit visit) {
        String rule = visit.form("rule").orElse("*").strip();
        String subject = visit.form("subject").orElse("*").strip();
        Optional<Duration> time = visit.form("time").flatMap(Durations::parse);
        Optional<String> why = visit.form("why");
        if (time.isEmpty() || time.get().isZero() || time.get().compareTo(LONGEST_SILENCE) > 0) {
            return Reply.problem(400, "Say how long, such as 30m, 4h or 2d; at most 31 days.");
        }
        if (why.isEmpty()) {
            return Reply.problem(400, "Say why, for those who look next.");
        }
        alerts.silence(rule, subject, time.get(), visit.user().name(), why.get().strip());
        LOG.info("{} silences the rule {} for {} for {}", visit.user().name(), clean(rule), clean(subject), time.get());
        return Reply.redirect("/alerts#silences");
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public void start() {
        alerts.couriers()
                .forEach(courier ->
                        every(COURIER_MS, "alerts-" + courier.channel().name(), courier::turn));
        every(EVENTS_MS, "alerts-files", alerts.events()::turn);
        every(PROBE_MS, "alerts-certificates", alerts.certificates()::turn);
    }

    private void every(long ms, String name, Runnable task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        threads.add(thread);
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException defect) {
                        // Else the thread would never do it again.
                        if (!thread.isShutdown()) {
                            LOG.error("{} failed: {}", name, Defect.of(defect));
                        }
                    }
                },
                ms,
                ms,
                TimeUnit.MILLISECONDS);
    }

    /** Ends what is being delivered; what waits is kept in the state. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdownNow);
        try {
            for (ScheduledExecutorService thread : threads) {
                if (!thread.awaitTermination(SECONDS_FOR_THE_END, TimeUnit.SECONDS)) {
                    LOG.warn("a channel of alerts does not end; it is left alone");
                }
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        alerts.events().close();
        alerts.couriers().forEach(courier -> courier.channel().close());
        lock.ifPresent(StateLock::close);
    }
}
