package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files whose records must keep to a contract: set aside as a whole, or record by record. */
@Timeout(120)
final class RecordContractTest extends SpoolingRuns {

    private static final String FILE = IN + "/orders.csv";
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: orders
            version: 1.10
            status: active
            schema:
              - name: orders
                quality:
                  - {metric: rowCount, mustBeGreaterThan: 0}
                properties:
                  - {name: id, logicalType: string, required: true, logicalTypeOptions: {pattern: "^[0-9]+$"}}
                  - {name: country, logicalType: string, logicalTypeOptions: {maxLength: 2}}
              - name: customers
                properties:
                  - {name: email, logicalType: string}
            """;

    private final Path contract;

    RecordContractTest(@TempDir Path spool, @TempDir Path contracts) throws IOException {
        super(spool);
        this.contract = Files.writeString(contracts.resolve("orders.odcs.yaml"), CONTRACT);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void handsOverAWholeFileThatKeepsToItsContract(DeliveryMode mode) {
        files.put(FILE, "id,country\n1,DE\n2,FR\n");
        FeedRun run = run(whole(), mode);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.harness.delivered(FeedOptions.TOPIC)).hasSize(2);
        assertThat(files.names()).containsExactly(ARCHIVE + "/orders.csv");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void setsAWholeFileAsideForOneRecordThatBreaksIt(DeliveryMode mode) {
        files.put(FILE, "id,country\n1,DE\nsecret,Deutschland\n3,FR\n");
        try (LogCapture log = new LogCapture()) {
            FeedRun run = run(whole(), mode);

            run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

            assertThat(run.harness.delivered(FeedOptions.TOPIC)).isEmpty();
            assertThat(run.events("quarantined"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getString("reason")).isEqualTo("contract-violation"));
            assertThat(report())
                    .contains("\"code\" : \"contract-violation\"")
                    .contains("\"line\" : 3")
                    .contains("\"record\" : 1")
                    .contains("contract orders 1.10: pattern at id, maxLength at country");
            assertThat(log.lines()).anyMatch(line -> line.contains("pattern at id, maxLength at country"));
            log.assertHoldsNoneOf(List.of("secret", "Deutschland"), List.of());
        }
    }

    @Test
    void sendsOneRecordThatBreaksItToTheMalformedOnesWhereRecordsStream() {
        files.put(FILE, "id,country\n1,DE\nx,FR\n3,FR\n");
        FeedRun run = run(
                whole().with(SpoolSettings.ACCEPTANCE, "streaming")
                        .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED),
                DeliveryMode.EXACTLY_ONCE);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.harness.delivered(FeedOptions.TOPIC)).hasSize(2);
        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).singleElement().satisfies(bad -> {
            assertThat(bad.headers().lastWithName(MalformedRecord.CODE_HEADER).value())
                    .isEqualTo("contract-violation");
            assertThat(bad.headers().lastWithName(MalformedRecord.LINE_HEADER).value())
                    .isEqualTo(3L);
        });
    }

    @Test
    void stopsInFrontOfARecordThatBreaksItWhereNobodyWouldHearOfIt() {
        files.put(FILE, "id,country\n1,DE\nx,FR\n");
        FeedRun run = run(
                whole().with(SpoolSettings.ACCEPTANCE, "streaming").with(MalformedSettings.MODE, "fail"),
                DeliveryMode.AT_LEAST_ONCE);

        assertThatThrownBy(() -> run.harness.runUntil(() -> false, "the task stops"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("contract-violation");
    }

    @Test
    void tellsWhatCanNotBeHeldToOneRecord() {
        try (LogCapture log = new LogCapture()) {
            FeedRun run = run(whole(), DeliveryMode.AT_LEAST_ONCE);
            run.turn();

            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("rowCount of orders"));
        }
    }

    @Test
    void findsABrokenContractOnItsKey() throws IOException {
        assertThat(problems(Map.of(RecordContract.FILE, "/there/is/none.json"))).containsOnlyKeys(RecordContract.FILE);
        Path broken = Files.writeString(contract.resolveSibling("broken.json"), "{\"type\": \"order\"}");
        assertThat(problems(Map.of(RecordContract.FILE, broken.toString())).get(RecordContract.FILE))
                .contains("has a keyword type at #");
        assertThat(problems(Map.of(RecordContract.FILE, contract.toString())).get(RecordContract.SCHEMA_NAME))
                .contains("one of orders, customers");
        assertThat(problems(Map.of(RecordContract.FILE, contract.toString(), RecordContract.SCHEMA_NAME, "order"))
                        .get(RecordContract.SCHEMA_NAME))
                .contains("choose one of orders, customers");
        assertThat(problems(Map.of(RecordContract.SCHEMA_NAME, "orders"))).containsOnlyKeys(RecordContract.SCHEMA_NAME);
        assertThat(problems(Map.of(RecordContract.FILE, contract.toString(), RecordContract.SCHEMA_NAME, "orders")))
                .isEmpty();
        assertThatThrownBy(
                        () -> whole().with(RecordContract.SCHEMA_NAME, "order").settings())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(RecordContract.SCHEMA_NAME);
    }

    private Map<String, String> problems(Map<String, String> options) {
        FeedOptions all = FeedOptions.of("");
        for (Map.Entry<String, String> option : options.entrySet()) {
            all = all.with(option.getKey(), option.getValue());
        }
        Map<String, String> problems = new HashMap<>();
        FeedSettings.validate(
                new AbstractConfig(FeedConnector.definition(), all.map(), false), all.map(), problems::put);
        return problems;
    }

    private String report() {
        return files.text(QUARANTINE + "/orders.csv.error.json");
    }

    private FeedOptions whole() {
        return spooling()
                .with(FeedSettings.FORMAT, "csv")
                .with(SpoolSettings.ACCEPTANCE, "whole")
                .with(RecordContract.FILE, contract.toString())
                .with(RecordContract.SCHEMA_NAME, "orders");
    }
}
