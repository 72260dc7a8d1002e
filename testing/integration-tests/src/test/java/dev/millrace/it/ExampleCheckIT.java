package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.ops.ExitCode;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example, asked of a worker that has all plugins: each key is known, none is missing, no value is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleCheckIT {

    private final List<ConfigExample> examples = ConfigExample.all();
    private final WorkerProcess worker = WorkerProcess.start(settings(examples));
    private final ExampleCheck check = new ExampleCheck(worker.rest());

    @AfterAll
    void stop() {
        worker.close();
    }

    @Test
    void findsNothingWrongWithAnyExample() {
        Map<String, Map<String, List<String>>> problems = new TreeMap<>();

        for (ConfigExample example : examples) {
            Map<String, List<String>> found = check.problems(example);
            if (!found.isEmpty()) {
                problems.put(example.title(), found);
            }
        }

        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp-csv-orders-source, sftp.hots, partner, unknown",
        "sftp-csv-orders-source, transforms.take.feilds, customer, unknown",
        "sftp-csv-orders-source, predicates.side.nmae, millrace.kind, unknown",
        "sftp-csv-orders-source, transforms.other.field, customer, unknown",
        "sftp-csv-orders-source, topic.creation.defualt.partitions, 4, unknown",
        "sftp-csv-orders-source, topic.creation.default.partitoins, 4, unknown",
        "sftp-csv-orders-source, value.converter.schema.enable, false, unknown",
        "sftp-csv-orders-source, errors.deadletterqueue.topic.name, dead, unknown",
        "webhook-orders-source, producer.override.batchsize, 1, unknown",
        "rest-orders-sink, http.ulr, http://partner, unknown",
        "rest-orders-sink, topic.creation.default.partitions, 4, unknown",
        "rest-batches-by-route-sink, route.express.wehn, service == 'x', unknown",
        "rest-batches-by-route-sink, route.other.http.url, ${env:CARRIER_URL}, unknown",
        "transforms-protect-source, transforms.protect.rule, [], unknown",
        "cdc-postgres-orders, slot.nmae, millrace, unknown",
        "cdc-postgres-orders, transforms.unwrap.add.haeders, op, unknown",
        "cdc-to-database, insert.mod, upsert, unknown",
        "sftp-csv-orders-source, format, parquet, ",
        "sftp-csv-orders-source, tasks.max, none, ",
        "sftp-csv-orders-source, sftp.password, secret, secret-in-file",
        "rest-soap-orders-sink, soap.security.password, secret, secret-in-file",
        "cdc-mysql-orders, database.password, secret, secret-in-file",
        "cdc-mysql-orders, snapshot.mode, sometimes, ",
        "rest-orders-sink, ordering, sometimes, ",
        "transforms-protect-source, transforms.protect.rules, [}, "
    })
    void namesAKeyThatIsWrong(String example, String key, String value, String problem) {
        ConfigExample wrong = ConfigExample.titled(example).with(key, value);

        Map<String, List<String>> problems = check.problems(wrong);

        assertThat(problems).containsKey(key);
        if (problem != null) {
            assertThat(problems.get(key)).anyMatch(found -> found.startsWith(problem));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sftp-csv-orders-source, topic",
        "rest-orders-sink, http.url",
        "cdc-postgres-orders, topic.prefix",
        "cdc-to-database, connection.url",
        "database-orders, database.url",
        "webhook-orders-source, topic",
        "legacy-orders-feed, topic",
        "transforms-protect-source, transforms.protect.rules",
        "transforms-orders-sftp, transforms.route.rules"
    })
    void namesAKeyThatIsMissing(String example, String key) {
        ConfigExample wrong = ConfigExample.titled(example).without(key);

        assertThat(check.problems(wrong)).containsKey(key);
    }

    @Test
    void lintAsksTheCluster() throws IOException {
        Path folder = Platform.folder();
        ConfigExample rest = ConfigExample.titled("rest-orders-sink");
        ConfigExample files = ConfigExample.titled("sftp-csv-orders-source");
        Files.writeString(folder.resolve("rest.json"), rest.json());
        Files.writeString(folder.resolve("files.json"), files.json());
        OpsCall well = OpsCall.of(
                "lint",
                folder.toString(),
                "--live",
                "--connect-url=" + worker.rest().base());

        Files.writeString(
                folder.resolve("rest.json"), rest.with("ordering", "sometimes").json());
        Files.writeString(
                folder.resolve("files.json"),
                files.with("predicates.side.nmae", "x")
                        .with("sftp.password", "hunter2")
                        .json());
        Files.writeString(
                folder.resolve("other.json"),
                rest.with("name", "other")
                        .with("connector.class", "com.example.NotThere")
                        .json());
        OpsCall ill = OpsCall.of(
                "lint",
                folder.toString(),
                "--live",
                "--connect-url=" + worker.rest().base());

        assertThat(well.err()).isEmpty();
        assertThat(well.out()).isEqualTo("2 configurations, 0 findings\n");
        assertThat(ill.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(ill.out())
                .contains("rest.json: ordering is refused")
                .contains("files.json: predicates.side.nmae is unknown", "did you mean predicates.side.name?")
                .contains("files.json: sftp.password holds a secret")
                .contains("other.json: connector.class names com.example.NotThere", "[unknown-plugin]")
                .doesNotContain("hunter2");
    }

    private static WorkerSettings settings(List<ConfigExample> examples) {
        WorkerSettings settings = Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker());
        List<Path> plugins = new ArrayList<>(settings.pluginPath());
        plugins.addAll(DebeziumPlugins.folders());
        return new WorkerSettings(
                        settings.home(),
                        settings.folder(),
                        settings.bootstrapServers(),
                        plugins,
                        settings.groupId(),
                        settings.port(),
                        "512m",
                        settings.jvmOptions(),
                        settings.environment(),
                        settings.properties())
                .withEnvironment(new ExampleEnvironment().of(examples));
    }
}
