package dev.millrace.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.connect.FakeConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path EXAMPLES = ROOT.resolve("config-examples");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void findsNothingWrongWithTheExamples() {
        Called called = Called.with(
                "registry",
                "check",
                EXAMPLES.resolve("integrations").toString(),
                "--configs=" + EXAMPLES,
                "--root=" + ROOT);

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).endsWith(" flows, 0 findings\n");
        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            role: owner;                      role: member;                no-owner
            scope: issues;                    scope: interactive;          no-contact
            property: latency;                property: errorRate;         no-sla
            property: freshness;              property: errorRate;         no-sla
            id: orders;                       ident: orders;               no-id
            [sftp-csv-orders, rest-orders];   [];                          no-connector
            [sftp-csv-orders, rest-orders];   [sftp-csv-orders];           unregistered
            rest-orders];                     rest-orders, gone];          missing-connector
            orders-malformed];                others];                     set-aside-topics
            docs/runbooks/flow-files.md;      docs/runbooks/none.md;       no-runbook
            property: runbook;                property: notes;             no-runbook
            """)
    void namesWhatIsWrong(String text, String instead, String code) throws IOException {
        String contract = Files.readString(EXAMPLES.resolve("integrations/orders.yaml"));
        assertThat(contract).contains(text);
        Path registry = Files.createDirectory(folder.resolve("registry"));
        Files.writeString(registry.resolve("orders.yaml"), contract.replace(text, instead));
        Path configs = Files.createDirectory(folder.resolve("configs"));
        for (String example : new String[] {"sftp-csv-orders-source.json", "rest-orders-sink.json"}) {
            Files.copy(EXAMPLES.resolve(example), configs.resolve(example));
        }

        Called called = Called.with("registry", "check", registry.toString(), "--configs=" + configs, "--root=" + ROOT);

        assertThat(called.out()).contains("[" + code + "]");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void findsConnectorsOfAClusterThatNobodyRegistered() throws IOException {
        Files.copy(EXAMPLES.resolve("integrations/erp-orders.yaml"), folder.resolve("erp-orders.yaml"));
        try (FakeConnect connect = new FakeConnect().answers(200, """
                {"stray": {"status": {}, "info": {"type": "sink", "config": {"topics": "orders"}}}}
                """)) {

            Called called = Called.with(
                    "registry",
                    "check",
                    folder.toString(),
                    "--root=" + ROOT,
                    "--live",
                    "--connect-url=" + connect.url());

            assertThat(called.out()).isEqualTo("""
                    stray: is in the cluster and in no flow of the registry [unregistered]
                    stray: is a sink in the cluster without errors.deadletterqueue.topic.name [dead-letters]
                    erp-orders.yaml: names rest-soap-orders, which is not in the cluster [missing-connector]
                    1 flows, 3 findings
                    """);
        }
    }

    @Test
    void makesAPageOfTheExamples() throws IOException {
        Path html = folder.resolve("integrations.html");

        Called markdown = Called.with(
                "registry", "render", EXAMPLES.resolve("integrations").toString());
        Called written = Called.with(
                "registry", "render", EXAMPLES.resolve("integrations").toString(), "--out=" + html);

        assertThat(markdown.out().lines())
                .anyMatch(line -> line.startsWith("| orders | Orders of the warehouse reach the ERP system")
                        && line.contains("| shop-integration | mailto:shop-integration-on-call@example.com |")
                        && line.contains("latency 60 s")
                        && line.contains("| sftp-csv-orders, rest-orders | orders |")
                        && line.endsWith("| active | docs/runbooks/flow-files.md |"));
        assertThat(written.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(html)).contains("<tr id=\"orders\">", "<td>shop-integration</td>");
    }

    @Test
    void letsNoTextBreakThePage() throws IOException {
        String contract = Files.readString(EXAMPLES.resolve("integrations/orders.yaml"))
                .replace("purpose: Orders of", "purpose: <script>alert(1)</script> | Orders of");
        Files.writeString(folder.resolve("orders.yaml"), contract);

        String markdown = Called.with("registry", "render", folder.toString()).out();
        String html = Called.with("registry", "render", folder.toString(), "--format=html")
                .out();

        assertThat(markdown).doesNotContain("<script>").contains("&lt;script>alert(1)&lt;/script> \\| Orders");
        assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void namesAFileThatIsNoContract() throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), "kind: [");

        Called called = Called.with("registry", "render", folder.toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.err()).contains("orders.yaml", "no Open Data Contract");
    }
}
