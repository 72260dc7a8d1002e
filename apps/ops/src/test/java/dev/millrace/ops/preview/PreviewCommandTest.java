package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root", "../.."), "config-examples");
    private static final String CSV = """
        order_id,customer,email,country,amount
        1,Ada,ada@example.com,DE,12.50
        2,test,test@example.com,DE,1.00
        3,Grace,grace@example.com,US,99.00
        """;

    private final Path folder;

    PreviewCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static JsonNode json(Called called) throws IOException {
        return new ObjectMapper().readTree(called.out());
    }

    private static Called preview(String config, String input, String... more) {
        List<String> arguments = new ArrayList<>(List.of("preview", config, "--input", input));
        arguments.addAll(Arrays.asList(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    @Test
    void showsWhatEachTransformOfAnExampleChanges() throws IOException {
        String config = EXAMPLES.resolve("transforms-orders-sftp.json").toString();

        Called called = preview(config, file("orders.csv", CSV), "--json");

        JsonNode records = json(called).path("records");
        assertThat(called.exitCode()).as(called.err()).isEqualTo(ExitCode.OK);
        assertThat(records).hasSize(3);
        assertThat(records.get(0).path("outcome").asText()).isEqualTo("delivered");
        assertThat(records.get(0).path("topic").asText()).isEqualTo("transformed-orders-de");
        assertThat(records.get(2).path("topic").asText()).isEqualTo("transformed-orders");
        assertThat(records.get(0).path("steps").findValuesAsText("outcome"))
                .containsExactly(
                        "passed-over", "changed", "changed", "changed", "changed", "changed", "changed", "changed");
        JsonNode mapped = records.get(0).path("steps").get(1).path("changes");
        assertThat(mapped.toString())
                .contains(
                        "{\"kind\":\"REMOVED\",\"path\":\"value.order_id\",\"before\":\"string?\"}",
                        "{\"kind\":\"ADDED\",\"path\":\"value.id\",\"after\":\"int64\"}",
                        "{\"kind\":\"RETYPED\",\"path\":\"value.amount\",\"before\":\"string?\",\"after\":\"float64?\"}");
    }

    @Test
    void honoursPredicates() throws IOException {
        String config = EXAMPLES.resolve("transforms-orders-sftp.json").toString();

        JsonNode second = json(preview(config, file("orders.csv", CSV), "--json"))
                .path("records")
                .get(1);

        assertThat(second.path("outcome").asText()).isEqualTo("dropped");
        assertThat(second.path("steps")).hasSize(1);
        assertThat(second.path("steps").get(0).path("predicate").asText()).isEqualTo("test");
        assertThat(second.path("steps").get(0).path("outcome").asText()).isEqualTo("dropped");
    }

    @Test
    void showsValuesOnlyWhenAsked() throws IOException {
        String config = EXAMPLES.resolve("transforms-orders-sftp.json").toString();
        String orders = file("orders.csv", CSV);

        Called masked = preview(config, orders);
        Called maskedJson = preview(config, orders, "--json");
        Called shown = preview(config, orders, "--show-values");

        assertThat(masked.out() + maskedJson.out())
                .contains("value.customer.email")
                .doesNotContain("ada@example.com", "Grace", "12.5");
        assertThat(shown.out()).contains("value.customer.email  string?  ", "ada@example.com", "Grace");
    }

    @Test
    void tellsWhatWouldBeSetAsideAndWhy() throws IOException {
        String config = EXAMPLES.resolve("transforms-orders-sftp.json").toString();
        String orders = file("orders.csv", """
            order_id,customer,email,country,amount
            one,Ada,ada@example.com,DE,12.50
            2,Grace
            3,Grace,grace@example.com,US,99.00
            """);

        Called called = preview(config, orders, "--json");

        JsonNode records = json(called).path("records");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(records.findValuesAsText("topic"))
                .containsExactly("transformed-orders-rejected", "transformed-orders-malformed", "transformed-orders");
        assertThat(records.get(0).path("outcome").asText()).isEqualTo("set-aside");
        assertThat(records.get(0).path("code").asText()).isNotEmpty();
        assertThat(records.get(0).path("message").asText()).contains("of MapFields");
        assertThat(records.get(1).path("outcome").asText()).isEqualTo("set-aside");
        assertThat(records.get(1).path("line").asInt()).isEqualTo(3);
        assertThat(called.out()).doesNotContain("\"one\"");
    }

    @Test
    void tellsWhatAWorkerMakesOfAFailure() throws IOException {
        String sink = """
            {"name": "s", "config": {"connector.class": "any.Sink", "topics": "t", %s
             "transforms": "m", "transforms.m.type": "dev.millrace.transforms.MapFields$Value",
             "transforms.m.mapping": "{\\"id\\": \\"m\\", \\"version\\": \\"1.0.0\\", \\"fields\\": [{\\"source\\": \\"id\\", \\"target\\": \\"id\\", \\"type\\": \\"int64\\"}]}"}}
            """;
        String sample = file("sample.json", "{\"id\": \"no number\"}");
        String tolerant = "\"errors.tolerance\": \"all\",";

        JsonNode stops = json(preview(file("a.json", sink.formatted("")), sample, "--json"));
        JsonNode lost = json(preview(file("b.json", sink.formatted(tolerant)), sample, "--json"));
        JsonNode kept = json(preview(
                file("c.json", sink.formatted(tolerant + "\"errors.deadletterqueue.topic.name\": \"dead\",")),
                sample,
                "--json"));

        assertThat(stops.path("records").get(0).path("outcome").asText()).isEqualTo("stops");
        assertThat(lost.path("records").get(0).path("outcome").asText()).isEqualTo("lost");
        assertThat(kept.path("records").get(0).path("outcome").asText()).isEqualTo("set-aside");
        assertThat(kept.path("records").get(0).path("topic").asText()).isEqualTo("dead");
    }

    /** One gigabyte at full scale. */
    @Test
    void readsOfALargeFileOnlyWhatItShows() throws IOException {
        long size = (long) (Double.parseDouble(System.getProperty("millrace.scale", "0.05")) * (1L << 30));
        Path large = folder.resolve("large.csv");
        String block = "1,Ada,ada@example.com,DE,12.50\n".repeat(4096);
        try (Writer out = Files.newBufferedWriter(large)) {
            out.write("order_id,customer,email,country,amount\n");
            for (long written = 0; written < size; written += block.length()) {
                out.write(block);
            }
        }
        String config = EXAMPLES.resolve("sftp-csv-orders-source.json").toString();

        Called called = preview(config, large.toString(), "--limit", "20", "--json");

        JsonNode sample = json(called).path("samples").get(0);
        assertThat(json(called).path("records")).hasSize(20);
        assertThat(sample.path("bytes").asLong()).isGreaterThanOrEqualTo(size);
        assertThat(sample.path("bytesRead").asLong()).isBetween(20L * 31, 1L << 20);
    }

    @Test
    void readsAFolderInTheOrderOfNames() throws IOException {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("b.csv"), CSV);
        Files.writeString(inbox.resolve("a.csv"), CSV);
        String config = EXAMPLES.resolve("sftp-csv-orders-source.json").toString();

        JsonNode report = json(preview(config, inbox.toString(), "--limit", "4", "--json"));

        assertThat(report.path("records").findValuesAsText("source"))
                .containsExactly("a.csv", "a.csv", "a.csv", "b.csv");
    }

    @Test
    void namesTheKeyThatCannotBeUsed() throws IOException {
        String config = file("config.json", """
            {"connector.class": "x", "format": "cvs", "transforms": "a", "transforms.a.type": "no.such.Transform"}
            """);
        String sample = file("sample.csv", CSV);

        Called format = preview(config, sample);
        Called type = preview(config, sample, "--set", "format=csv");
        Called secret = preview(config, sample, "--set", "format=csv", "--set", "transforms.a.x=${vault:a/b:c}");

        assertThat(format.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(type.err()).contains("transforms.a.type", "no.such.Transform", "--plugin-path");
        assertThat(secret.err()).contains("transforms.a.x", "--set transforms.a.x=");
        assertThat(List.of(format, type, secret))
                .allSatisfy(called -> assertThat(called.err().lines()).hasSize(1));
    }
}
