package dev.millrace.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path EXAMPLES = ROOT.resolve("config-examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void findsNothingWrongWithTheExamples() {
        Called called = Called.with("lint", EXAMPLES.toString());

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).endsWith("configurations, 0 findings\n").contains("cdc-mysql-orders.json: not judged");
        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            sftp-csv-orders-source; sftp.hots; partner; unknown-key; did you mean sftp.host?
            sftp-csv-orders-source; predicates.side.nmae; millrace.kind; ;
            sftp-csv-orders-source; transforms.other.field; customer; unknown-key;
            sftp-csv-orders-source; topic.creation.defualt.partitions; 4; unknown-key;
            sftp-csv-orders-source; errors.deadletterqueue.topic.name; dead; unknown-key;
            webhook-orders-source; producer.override.batchsize; 1; unknown-key;
            rest-orders-sink; http.ulr; http://partner; unknown-key; did you mean http.url?
            rest-batches-by-route-sink; route.express.wehn; service == 'x'; unknown-key;
            rest-batches-by-route-sink; route.express.ordering; key; ;
            rest-batches-by-route-sink; route.other.ordering; key; unknown-key;
            transforms-protect-source; transforms.protect.rule; []; unknown-key; did you mean transforms.protect.rules?
            sftp-csv-orders-source; tasks.max; none; invalid-value; number
            sftp-csv-orders-source; tasks.max; 0; invalid-value; at least 1
            rest-orders-sink; ordering; sometimes; invalid-value; key, none, partition
            rest-batches-by-route-sink; route.express.ordering; sometimes; invalid-value; key, none, partition
            rest-orders-sink; errors.deadletterqueue.context.headers.enable; maybe; invalid-value; true or false
            rest-orders-sink; max.in.flight; ${env:MANY}; ;
            sftp-csv-orders-source; sftp.password; hunter2; secret-in-file; ${env:NAME}
            sftp-csv-orders-source; sftp.password; ${env:A}hunter2; secret-in-file; ${env:NAME}
            webhook-orders-source; producer.override.sasl.jaas.config; hunter2; secret-in-file;
            cdc-mysql-orders; database.password; hunter2; secret-in-file;
            cdc-mysql-orders; snapshot.mode; sometimes; ;
            transforms-protect-source; transforms.protect.keys; {}; secret-in-file;
            rest-orders-sink; errors.tolerance; none; tolerance; must be all
            sftp-csv-orders-source; errors.tolerance; all; tolerance; must be none
            rest-orders-sink; errors.deadletterqueue.topic.replication.factor; 0; replication-factor; at least 1
            rest-orders-sink; errors.deadletterqueue.topic.replication.factor; -1; ;
            legacy-soup-feed; transforms.a.type; org.apache.kafka.connect.transforms.HoistField$Value; unknown-key;
            """)
    void namesTheRuleThatAValueBreaks(String example, String key, String value, String rule, String words) {
        List<Finding> findings = Lint.of(with(example, key, value));

        if (rule == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings)
                    .anySatisfy(finding -> {
                        assertThat(finding.key()).isEqualTo(key);
                        assertThat(finding.code().code()).isEqualTo(rule);
                        assertThat(finding.message()).contains(words == null ? "" : words);
                    })
                    .noneSatisfy(finding -> assertThat(finding.line()).contains("hunter2"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sftp-csv-orders-source, topic, required-key",
        "database-orders, database.url, required-key",
        "legacy-orders-feed, topic, required-key",
        "transforms-protect-source, transforms.protect.type, required-key",
        "sftp-csv-orders-source, name, name",
        "sftp-csv-orders-source, tasks.max, tasks",
        "rest-orders-sink, key.converter, converter",
        "sftp-csv-orders-source, transforms.take.predicate, side-records",
        "sftp-csv-orders-source, topic.creation.default.replication.factor, topic-creation",
        "rest-orders-sink, errors.deadletterqueue.topic.name, dead-letters",
        "rest-orders-sink, errors.deadletterqueue.topic.replication.factor, replication-factor",
        "rest-orders-sink, errors.deadletterqueue.context.headers.enable, dead-letter-headers",
        "rest-orders-sink, errors.tolerance, tolerance"
    })
    void namesTheRuleThatAMissingKeyBreaks(String example, String key, String rule) {
        ConnectorFile whole = example(example);
        Map<String, String> settings = new LinkedHashMap<>(whole.settings());
        settings.remove(key);

        List<Finding> findings = Lint.of(new ConnectorFile(whole.file(), settings));

        assertThat(findings).extracting(finding -> finding.code().code()).contains(rule);
    }

    @Test
    void asksForAnOwnerAndAsManyReplicasAsItIsTold() throws IOException {
        Files.copy(EXAMPLES.resolve("rest-orders-sink.json"), folder.resolve("rest-orders-sink.json"));
        Path registry = Files.createDirectory(folder.resolve("integrations"));
        String contract = Files.readString(EXAMPLES.resolve("integrations/orders.yaml"));

        Files.writeString(registry.resolve("orders.yaml"), contract);
        assertThat(Called.with("lint", folder.toString()).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Called.with("lint", folder.toString(), "--replication-factor=3")
                        .out())
                .contains("errors.deadletterqueue.topic.replication.factor must be at least 3");

        Files.writeString(registry.resolve("orders-again.yaml"), contract.replace("id: orders\n", "id: again\n"));
        assertThat(Called.with("lint", folder.toString()).out()).contains("several integrations", "again, orders");

        Files.delete(registry.resolve("orders-again.yaml"));
        Files.writeString(registry.resolve("orders.yaml"), contract.replace("rest-orders]", "others]"));
        Called unowned = Called.with("lint", folder.toString());
        assertThat(unowned.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(unowned.out()).contains("in no integration", "[owner]");
    }

    @Test
    void readsAConfigurationAsTheRestApiWrapsIt() throws IOException {
        JsonNode flat = JSON.readTree(EXAMPLES.resolve("rest-orders-sink.json").toFile());
        Files.writeString(
                folder.resolve("wrapped.json"), "{\"name\": \"wrapped\", \"config\": " + flat.toString() + "}");
        Files.writeString(folder.resolve("list.json"), "[1,\n2");
        Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

        Called called = Called.with("lint", folder.toString(), "--json");

        JsonNode report = JSON.readTree(called.out());
        assertThat(report.path("files").asInt()).isEqualTo(3);
        assertThat(report.path("findings").findValuesAsText("file")).containsExactly("list.json", "other.json");
        assertThat(report.path("findings").findValuesAsText("code")).containsOnly("no-configuration");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void saysThatAFolderIsMissingOrHoldsNothing() {
        assertThat(Called.with("lint", folder.toString()))
                .satisfies(called -> assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(called -> assertThat(called.err()).contains("holds no configuration"));
        assertThat(Called.with("lint", folder.resolve("none").toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void knowsEveryPluginOfTheReference() throws IOException {
        try (Stream<Path> descriptors = Files.list(ROOT.resolve("docs/reference"))) {
            assertThat(descriptors
                            .map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".json") && !name.equals("descriptor.schema.json")))
                    .map(name -> name.replace(".json", ""))
                    .containsExactlyInAnyOrderElementsOf(BundledDefinitions.PLUGINS);
        }
    }

    @Test
    void everyRuleHasARowInTheGuide() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guides/operating-clusters.md"));

        assertThat(Arrays.stream(LintRule.values()).map(rule -> "| `" + rule.code() + "` |"))
                .allSatisfy(row -> assertThat(guide).contains(row));
    }

    private static ConnectorFile with(String example, String key, String value) {
        ConnectorFile file = example(example);
        Map<String, String> settings = new LinkedHashMap<>(file.settings());
        settings.put(key, value);
        return new ConnectorFile(file.file(), settings);
    }

    private static ConnectorFile example(String title) {
        return ConnectorFolder.read(EXAMPLES.resolve(title + ".json")).files().get(0);
    }
}
