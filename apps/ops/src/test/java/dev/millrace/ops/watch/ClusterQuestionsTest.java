package dev.millrace.ops.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.connect.SimulatedConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterQuestionsTest {

    @TempDir
    private Path folder = Path.of("");

    private final SimulatedConnect connect = new SimulatedConnect();

    @AfterEach
    void close() {
        connect.close();
    }

    private ClusterQuestions questions(Optional<Path> registry) {
        Clock clock = Clock.systemUTC();
        return new ClusterQuestions(connect.api(), new RegistryEntries(registry, clock), () -> Figures.NONE, clock);
    }

    private FlowView only() {
        ClusterView view = questions(Optional.empty()).apply(ClusterView.EMPTY);
        assertThat(view.trouble()).isEmpty();
        assertThat(view.flows()).hasSize(1);
        return view.flows().get(0);
    }

    @Test
    void tellsTopicsAndPartnerOfAConfiguration() {
        connect.with(
                "files",
                true,
                Map.of(
                        "connector.class", "dev.millrace.sftp.SftpSourceConnector",
                        "sftp.host", "${env:WAREHOUSE}",
                        "input.folders", "/in,/more",
                        "topic", "orders",
                        "audit.topic", "file-events",
                        "malformed.topic", "orders-malformed"),
                1);

        FlowView flow = only();

        assertThat(flow.partner()).isEqualTo("sftp://${env:WAREHOUSE}/in");
        assertThat(flow.topics()).containsExactly("orders");
        assertThat(flow.setAsideTopics()).containsExactly("orders-malformed");
        assertThat(flow.source()).isTrue();
        assertThat(flow.health()).isEqualTo("good");
    }

    @Test
    void namesAPartnerByTheReferencesOfItsAddressAndNoLogin() {
        Map.of(
                        "https://${file:/opt/secrets/hosts.properties:crm}:8443/orders?x=1",
                        "https://${file:/opt/secrets/hosts.properties:crm}:8443",
                        "${vault:secret/data/crm:url}",
                        "${vault:secret/data/crm:url}",
                        "${env:BASE}/orders",
                        "${env:BASE}",
                        "https://${env:USER}:${file:/opt/crm:password}@crm.example/orders",
                        "https://crm.example",
                        "https://me:zebra@${env:CRM}/orders",
                        "https://${env:CRM}")
                .forEach((url, partner) -> {
                    connect.with(
                            "rest",
                            false,
                            Map.of(
                                    "connector.class", "dev.millrace.rest.RestSinkConnector",
                                    "topics", "orders",
                                    "http.url", url),
                            1);

                    assertThat(only().partner()).isEqualTo(partner);
                });
    }

    @Test
    void readsAListOfTopicsAsConnectDoes() {
        connect.with("rest", false, Map.of("connector.class", "org.Sink", "topics", " orders , leads "), 1);

        assertThat(only().topics()).containsExactly("leads", "orders");
    }

    @Test
    void takesTheTopicsThatAreUsedWhereTransformsLeadElsewhere() {
        connect.with(
                        "files",
                        true,
                        Map.of(
                                "connector.class", "dev.millrace.sftp.SftpSourceConnector",
                                "topic", "raw",
                                "audit.topic", "file-events",
                                "malformed.topic", "orders-malformed"),
                        1)
                .topics("files", "orders-eu", "orders-us", "file-events", "orders-malformed");

        assertThat(only().topics()).containsExactly("orders-eu", "orders-us");
    }

    @Test
    void showsNoSecretOfAKeyThatIsDeclaredOrNamedSoNorOfAnAddress() {
        connect.with(
                        "rest",
                        false,
                        Map.of(
                                "connector.class", "dev.millrace.rest.RestSinkConnector",
                                "topics", "orders",
                                "http.url", "https://me:zebra1@crm.example:8443/orders?token=zebra2",
                                "http.auth.api.key", "zebra3",
                                "http.auth.password", "${env:PASSWORD}",
                                "producer.override.sasl.jaas.config", "zebra4"),
                        1)
                .answers("/connector-plugins/org.other.Sink/config", """
                        [{"name": "passport", "type": "PASSWORD"}, {"name": "place", "type": "STRING"}]""");
        connect.with(
                "other",
                false,
                Map.of("connector.class", "org.other.Sink", "topics", "t", "passport", "zebra5", "place", "Bonn"),
                1);

        List<FlowView> flows =
                questions(Optional.empty()).apply(ClusterView.EMPTY).flows();

        assertThat(flows.toString()).doesNotContain("zebra");
        assertThat(flows.get(0).config()).containsEntry("place", "Bonn");
        assertThat(flows.get(1).partner()).isEqualTo("https://crm.example:8443");
        assertThat(flows.get(1).config())
                .containsEntry("http.auth.password", "${env:PASSWORD}")
                .containsEntry("http.auth.api.key", "[hidden]");
    }

    @Test
    void hidesAllThatIsNotDeclaredWhenTheClusterDoesNotTellThePluginsOptions() {
        connect.with(
                        "other",
                        false,
                        Map.of("connector.class", "org.other.Sink", "topics", "orders", "passport", "zebra"),
                        1)
                .answers("/connector-plugins/org.other.Sink/config", "<html>");

        assertThat(only().config()).containsEntry("passport", "[hidden]").containsEntry("topics", "orders");
    }

    @Test
    void tellsClassAndCodeOfAFaultAndNothingOfItsMessages() {
        connect.with("rest", false, Map.of("connector.class", "x.Y", "topics", "orders"), 3)
                .answers("/connector-plugins/x.Y/config", "[]")
                .task("rest", 0, "FAILED", """
                        org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask with zebra
                        \tat org.apache.kafka.Worker.run(Worker.java:1)
                        Caused by: dev.millrace.kit.KnownFailure: [login-refused] sftp://zebra refused
                        zebra.SecretException
                        \t... 9 more
                        Caused by: java.io.IOException: zebra
                        """)
                .task("rest", 1, "FAILED", "zebra in the first line")
                .task("rest", 2, "FAILED", """
                        org.apache.kafka.connect.errors.DataException: {"transform":"map","code":"type-mismatch"}
                        """);

        assertThat(only().tasks())
                .extracting(FlowView.TaskView::fault)
                .containsExactly("IOException [login-refused]", "unknown", "DataException [type-mismatch]");
    }

    @Test
    void keepsTheFlowsOfBeforeWhenConnectFallsSilent() {
        connect.with("rest", false, Map.of("connector.class", "dev.millrace.rest.RestSinkConnector", "topics", "a"), 1);
        ClusterQuestions questions = questions(Optional.empty());
        ClusterView before = questions.apply(ClusterView.EMPTY);

        connect.refusing(500);
        ClusterView after = questions.apply(before);

        assertThat(after.flows()).isEqualTo(before.flows());
        assertThat(after.taken()).isEqualTo(before.taken());
        assertThat(after.trouble().orElse("")).contains(connect.url(), "500");
        connect.refusing(0);
        assertThat(questions.apply(after).trouble()).isEmpty();
    }

    @Test
    void asksForTheTopicsOfAFewConnectorsAtEachLookUntilAllAreKnown() {
        int many = 2 * TopicsInUse.AT_ONCE + 20;
        for (int i = 0; i < many; i++) {
            String name = "c" + i;
            connect.with(name, true, Map.of("connector.class", "dev.millrace.sftp.SftpSourceConnector"), 1)
                    .topics(name, "topic-of-" + name);
        }
        ClusterQuestions questions = questions(Optional.empty());

        ClusterView view = questions.apply(ClusterView.EMPTY);
        assertThat(asked()).isEqualTo(TopicsInUse.AT_ONCE);
        view = questions.apply(questions.apply(view));

        assertThat(asked()).isEqualTo(3L * TopicsInUse.AT_ONCE);
        assertThat(view.flows())
                .hasSize(many)
                .allSatisfy(flow -> assertThat(flow.topics()).containsExactly("topic-of-" + flow.name()));
    }

    private long asked() {
        return connect.calls().stream().filter(call -> call.endsWith("/topics")).count();
    }

    @Test
    void joinsTheRegistrysEntryAndSaysWhenItCannotBeRead() throws IOException {
        connect.with("rest", false, Map.of("connector.class", "dev.millrace.rest.RestSinkConnector", "topics", "a"), 1);
        Files.writeString(folder.resolve("orders.yaml"), """
                kind: DataContract
                id: orders
                name: Orders
                customProperties:
                  - property: connectors
                    value: [rest]
                """);

        ClusterView view = questions(Optional.of(folder)).apply(ClusterView.EMPTY);
        ClusterView missing = questions(Optional.of(folder.resolve("none"))).apply(ClusterView.EMPTY);

        assertThat(view.flows().get(0).registered().orElseThrow().name()).isEqualTo("Orders");
        assertThat(missing.trouble().orElse("")).contains("registry", "none");
        assertThat(missing.flows()).hasSize(1);
    }
}
