package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Brokers;
import dev.millrace.partner.environment.Broker;
import dev.millrace.testkit.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared topic on a broker of its own, for one of the tests takes it away. */
class DedupTopicIT {

    private final List<DedupTopic> workers = new ArrayList<>();
    private final Broker broker;
    private final DedupMeters meters = DedupMeters.unseen();

    DedupTopicIT(@TempDir Path folder) {
        broker = Brokers.start(folder);
    }

    @AfterEach
    void close() {
        workers.forEach(DedupTopic::close);
        broker.close();
    }

    @Test
    void workersShareWhatTheyKnowThroughATopicThatTheyMake() throws Exception {
        DedupTopic one = ready(worker());
        DedupTopic other = ready(worker());

        CompletableFuture<Void> answer = one.share(key(1)).toCompletableFuture();
        answer.get(60, TimeUnit.SECONDS);

        Eventually.holds("news travel", () -> other.contains(key(1)));
        assertThat(other.contains(key(2))).isFalse();
        assertThat(meters.unshared().sum()).isZero();
        assertThat(configured("cleanup.policy")).isEqualTo("delete");
        assertThat(configured("retention.ms")).isEqualTo("86400000");
    }

    @Test
    void aNewWorkerKnowsThePastOfAllPartitionsWhenItIsReady() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("seen", Optional.of(3), Optional.empty())))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
        DedupTopic one = ready(worker());
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (long number = 0; number < 5_000; number++) {
            answers.add(one.share(key(number)).toCompletableFuture());
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        one.close();

        DedupTopic next = ready(worker());

        for (long number = 0; number < 5_000; number++) {
            assertThat(next.contains(key(number))).isTrue();
        }
        assertThat(meters.unshared().sum()).isZero();
    }

    @Test
    void goesOnWithoutTheBrokerAndKnowsAgainWhenItIsBack() {
        DedupTopic one = ready(worker());
        DedupTopic other = ready(worker());
        one.add(key(1));
        Eventually.holds("news travel", () -> other.contains(key(1)));

        broker.kill();
        Eventually.holds(
                "unchecked events are counted",
                Duration.ofMinutes(3),
                () -> !one.contains(key(2)) && meters.unchecked().sum() > 0);
        one.add(key(3));
        boolean ready = one.isReady();
        boolean known = one.contains(key(1)) && one.contains(key(3));
        broker.restart();

        Eventually.holds("the ids of the outage and those after it travel", Duration.ofMinutes(3), () -> {
            one.add(key(4));
            return other.contains(key(4));
        });
        assertThat(ready).isTrue();
        assertThat(known).isTrue();
    }

    private DedupTopic worker() {
        Map<String, String> given = new HashMap<>();
        given.put("dedup.store", "topic");
        given.put("dedup.topic", "seen");
        given.put("dedup.topic.bootstrap.servers", broker.bootstrapServers());
        given.put("dedup.topic.reconnect.backoff.max.ms", "500");
        ConfigDef definition = new ConfigDef();
        DedupSettings.define(definition);
        DedupSettings settings = DedupSettings.from(new AbstractConfig(definition, given, false));
        Clock clock = Clock.systemUTC();
        DedupTopic worker =
                DedupTopic.open(settings, new DedupWindow(settings, clock, meters.evicted()), meters, clock);
        workers.add(worker);
        return worker;
    }

    private static DedupTopic ready(DedupTopic worker) {
        Eventually.holds("the past is read", worker::isReady);
        return worker;
    }

    private String configured(String key) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "seen");
        try (Admin admin = admin()) {
            Config config = Objects.requireNonNull(admin.describeConfigs(List.of(topic))
                    .all()
                    .get(60, TimeUnit.SECONDS)
                    .get(topic));
            return String.valueOf(config.get(key).value());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static EventKey key(long number) {
        return new EventKey(number + 1, ~number);
    }
}
