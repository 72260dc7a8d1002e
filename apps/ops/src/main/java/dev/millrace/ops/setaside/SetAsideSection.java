package dev.millrace.ops.setaside;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.console.Defect;
import dev.millrace.ops.console.Role;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.ClusterView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is set aside: its topics, causes and records; values and replays for operators. */
public final class SetAsideSection implements Section {

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideSection.class);
    /** A page that is asked for is answered, or says that Kafka is away, in this time. */
    private static final int ANSWER_MS = 15_000;

    private final KnownTopics topics;
    private final Depths depths;
    private final Growth growth = new Growth();
    private final ReplayJobs jobs;
    private final TopicsPage topicsPage;
    private final TopicPage topicPage;
    private final RecordPage recordPage;
    private final ReplayPage replayPage;
    private final ScheduledExecutorService counter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "console-set-aside");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param view what the console knows of the cluster
     * @param moreTopics with records that are set aside, though no connector names them
     * @param auditTopic where it is written down what operators look at and send; without one they do neither
     */
    public SetAsideSection(
            KafkaClients clients, Supplier<ClusterView> view, List<String> moreTopics, Optional<String> auditTopic) {
        KafkaClients quick = quick(clients);
        AuditLog audit = new AuditLog(quick, auditTopic);
        Look look = new Look(quick);
        this.topics = new KnownTopics(view, moreTopics);
        this.depths = new Depths(quick);
        this.jobs = new ReplayJobs(clients, Sleeper.SYSTEM);
        this.topicsPage = new TopicsPage(topics, depths, growth);
        this.topicPage = new TopicPage(topics, look, jobs);
        this.recordPage = new RecordPage(topics, look, audit);
        this.replayPage = new ReplayPage(topics, jobs, audit, new Removal(quick));
    }

    private static KafkaClients quick(KafkaClients clients) {
        Map<String, Object> settings = new HashMap<>(clients.settings());
        settings.putIfAbsent("default.api.timeout.ms", ANSWER_MS);
        settings.putIfAbsent("request.timeout.ms", ANSWER_MS);
        return new KafkaClients(settings);
    }

    @Override
    public void addTo(Site site) {
        String topic = "/setaside/{topic}";
        String replays = topic + "/replays";
        String record = topic + "/{partition}/{offset}";
        site.get("/setaside", visit -> topicsPage.page())
                .get(topic, topicPage::page)
                .get(topic + "/replay", Role.OPERATOR, replayPage::form)
                .post(topic + "/replay", replayPage::start)
                .get(replays + "/{id}", replayPage::job)
                .post(replays + "/{id}/cancel", replayPage::cancel)
                .post(replays + "/{id}/remove", replayPage::remove)
                .get(record, recordPage::page)
                .post(record + "/value", recordPage::value);
    }

    @Override
    public void start() {
        // What fails in it is logged there.
        Future<?> unused = counter.scheduleWithFixedDelay(this::count, 0, Growth.STEP.toSeconds(), TimeUnit.SECONDS);
    }

    private void count() {
        try {
            growth.add(Instant.now(), depths.of(topics.all().keySet()));
        } catch (CommandFailure unanswered) {
            if (!counter.isShutdown()) {
                LOG.warn("what is set aside was not counted: {}", unanswered.getMessage());
            }
        } catch (RuntimeException defect) {
            // Else it would never be counted again.
            if (!counter.isShutdown()) {
                LOG.error("counting what is set aside failed: {}", Defect.of(defect));
            }
        }
    }

    /** Ends replays before their next transaction; the same question goes on with them. */
    @Override
    public void close() {
        counter.shutdownNow();
        jobs.close();
    }
}
