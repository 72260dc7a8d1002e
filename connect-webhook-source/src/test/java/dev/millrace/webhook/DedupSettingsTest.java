package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DedupSettingsTest {

    private static final String SERVERS = "dedup.topic.bootstrap.servers";

    @Test
    void remembersADayInMemoryByTheKeyOfThePresetUnlessToldOtherwise() {
        DedupSettings settings = DedupOptions.settings();

        assertThat(settings.key()).isEmpty();
        assertThat(settings.store()).isEqualTo(DedupSettings.Store.MEMORY);
        assertThat(settings.action()).isEqualTo(DedupSettings.Action.DROP);
        assertThat(settings.window()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.maxEntries()).isEqualTo(100_000);
        assertThat(DedupOptions.problems()).isEmpty();
    }

    @Test
    void handsTheClientsWhatCarriesTheirPrefix() {
        DedupSettings settings = DedupOptions.settings(
                "dedup.store", "topic", "dedup.topic", "seen", SERVERS, "k:9092", "dedup.topic.sasl.jaas.config", "pw");

        DedupTopicSettings topic = settings.topic().orElseThrow();
        assertThat(topic.topic()).isEqualTo("seen");
        assertThat(topic.client()).isEqualTo(Map.of("bootstrap.servers", "k:9092", "sasl.jaas.config", "pw"));
        assertThat(settings.toString()).doesNotContain("pw");
    }

    @Test
    void asksForTheTopicAndItsBrokers() {
        assertThat(DedupOptions.problems("dedup.store", "topic"))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("dedup.topic: is needed"),
                        problem -> assertThat(problem).startsWith(SERVERS + ": is needed"));
        assertThat(DedupOptions.problems(
                        "dedup.store", "topic", "dedup.topic", "seen", SERVERS, "k:9092", "tasks.max", "4"))
                .isEmpty();
    }

    @Test
    void letsOffsetsBelongToOneTask() {
        assertThat(DedupOptions.problems("dedup.store", "offsets", "tasks.max", "2"))
                .singleElement()
                .asString()
                .startsWith("dedup.store: ")
                .contains("tasks.max=1");
        assertThat(DedupOptions.problems("dedup.store", "offsets", "tasks.max", "1"))
                .isEmpty();
        assertThat(DedupOptions.problems("dedup.store", "offsets")).isEmpty();
    }

    @Test
    void refusesOffsetsWhereTheWorkerStoresThoseOfRecordsThatKafkaRefused() {
        assertThat(DedupOptions.problems("dedup.store", "offsets", "errors.tolerance", "all"))
                .singleElement()
                .asString()
                .startsWith("errors.tolerance: ");
        assertThat(DedupOptions.problems("errors.tolerance", "all")).isEmpty();
    }

    @Test
    void boundsWhatOffsetsHold() {
        assertThat(DedupOptions.problems("dedup.store", "offsets", "dedup.max.entries", "500001"))
                .singleElement()
                .asString()
                .startsWith("dedup.max.entries: must be at most 500000");
    }

    @Test
    void saysWhatExactlyOnceNeeds() {
        String[] topic = {
            "exactly.once.support", "required", "dedup.store", "topic", "dedup.topic", "seen", SERVERS, "k:9092"
        };

        assertThat(DedupOptions.problems("exactly.once.support", "required"))
                .singleElement()
                .asString()
                .startsWith("dedup.store: memory forgets at a restart");
        assertThat(DedupOptions.problems(topic))
                .singleElement()
                .asString()
                .startsWith("dedup.store: an id reaches dedup.topic after the transaction");
        assertThat(DedupOptions.problems(
                        "exactly.once.support", "required", "dedup.store", "offsets", "dedup.action", "tag"))
                .singleElement()
                .asString()
                .startsWith("dedup.action: ");
        assertThat(DedupOptions.problems("exactly.once.support", "required", "dedup.store", "offsets"))
                .isEmpty();
    }

    @Test
    void refusesToKeepNothing() {
        assertThat(DedupOptions.problems("dedup.store", "offsets", "dedup.key", "none"))
                .singleElement()
                .asString()
                .startsWith("dedup.key: none leaves");
    }
}
