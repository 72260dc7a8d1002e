package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.SimulatedConnect;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.map.FlowSection;
import dev.millrace.ops.watch.ClusterQuestions;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.RegistryEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowPageTest {

    private static final String SFTP = "dev.millrace.sftp.SftpSourceConnector";

    @TempDir
    private Path folder = Path.of("");

    private final SimulatedConnect connect = new SimulatedConnect();
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private Figures figures = Figures.NONE;

    @AfterEach
    void close() {
        connect.close();
    }

    private UserFile users() throws IOException {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        return UserFile.read(
                Files.writeString(folder.resolve("users"), "ann:" + hash + ":operator\nvic:" + hash + ":viewer\n"));
    }

    private FlowSection section() {
        Clock clock = Clock.systemUTC();
        ClusterView view = new ClusterQuestions(
                        connect.api(), new RegistryEntries(Optional.of(folder), clock), () -> figures, clock)
                .apply(ClusterView.EMPTY);
        return new FlowSection(
                () -> view,
                connect.api(),
                new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1")),
                name -> List.of(),
                (event, by, subject, more) -> deeds.add(event + " " + by + " " + subject));
    }

    private String page(String path) {
        try (RunningConsole console = RunningConsole.open(section())) {
            return console.get(path).body();
        }
    }

    @Test
    void showsTheRegistrysEntryAndWhatEachSettingIsFor() throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), """
                kind: DataContract
                id: orders
                name: Orders of the warehouse
                team: {name: shop, members: [{username: a, role: owner}]}
                support: [{channel: c, scope: issues, url: "javascript:alert(1)"}]
                slaProperties: [{property: latency, value: 60, unit: s}]
                customProperties:
                  - {property: connectors, value: [files]}
                  - {property: runbook, value: "https://wiki.example/orders"}
                """);
        connect.with(
                "files",
                true,
                Map.of(
                        "connector.class", SFTP,
                        "sftp.host", "${env:WAREHOUSE}",
                        "sftp.password", "zebra",
                        "input.folders", "/in",
                        "topic", "orders",
                        "tasks.max", "1",
                        "producer.override.linger.ms", "5",
                        "transforms", "up",
                        "transforms.up.type", "dev.millrace.transforms.MapFields$Value"),
                1);

        String page = page("/flows/files");

        assertThat(page)
                .contains("Orders of the warehouse", "shop", "latency", "60 s", "not measured")
                .contains("what sftp://${env:WAREHOUSE}/in stands for\">sftp://{env:WAREHOUSE}/in</span>")
                .contains("<a href=\"https://wiki.example/orders\"")
                .contains("javascript:alert(1)")
                .doesNotContain("href=\"javascript")
                .doesNotContain("zebra");
        assertThat(page)
                .contains("The most tasks that the connector may be split into")
                .contains("The transforms that each record passes")
                .contains("The class of the transform")
                .contains("The folders whose files are read")
                .contains("producer.override.linger.ms")
                .contains("without <code>--metrics</code>");
        assertThat(page.split("What it is for", 2)[1]).doesNotContain("<td class=\"muted\"></td>");
    }

    @Test
    void showsTasksWithTheirFaultAndTheConnectorsOwn() {
        connect.with("files", true, Map.of("connector.class", SFTP, "topic", "orders"), 2)
                .task("files", 1, "FAILED", "x.StoreFailure: [login-refused] sftp://zebra")
                .state("files", "FAILED")
                .answers(
                        "/connectors/files/status",
                        "{\"connector\": {\"state\": \"FAILED\", \"trace\": \"x.ConfigException: zebra\"}}");

        assertThat(page("/flows/files"))
                .contains("<code>StoreFailure [login-refused]</code>", "<code>ConfigException</code>", "worker-2:8083")
                .doesNotContain("zebra");
    }

    @Test
    void showsHowFarFilesAre() {
        connect.with("files", true, Map.of("connector.class", SFTP, "input.folders", "/in"), 1)
                .answers("/connectors/files/offsets", """
                        {"offsets": [
                          {"partition": {"store": "sftp://h:22", "path": "/in/b.csv", "size": 200},
                           "offset": {"position": 150, "state": "reading", "malformed": 2}},
                          {"partition": {"store": "sftp://h:22", "path": "/in/a.gz", "size": 200},
                           "offset": {"position": 900, "state": "broken", "packing": "gzip"}},
                          {"partition": {"store": "sftp://h:22", "path": "/in/done.csv", "size": 200},
                           "offset": {"position": 200, "state": "finished"}}]}""");

        assertThat(page("/flows/files/files"))
                .contains("<progress max=\"100\" value=\"75\"", "75 %, 150 of 200 bytes, 2 malformed", "/in/a.gz")
                .doesNotContain("value=\"100\"", "done.csv");
        assertThat(page("/flows/files")).contains("data-load=\"/flows/files/files\"");
    }

    @Test
    void showsRoutesWithTheirOutcomesAndBreakers() {
        connect.with("rest", false, Map.of("connector.class", "dev.millrace.rest.RestSinkConnector", "topics", "t"), 2);
        figures = Figures.of(
                List.of(
                        figure("rest_sink_route_requests_delivered", "0", 40),
                        figure("rest_sink_route_requests_delivered", "1", 2),
                        figure("rest_sink_route_requests_transient", "0", 0),
                        figure("rest_sink_route_requests_rejected", "0", 7),
                        figure("rest_sink_route_breaker", "0", 0),
                        figure("rest_sink_route_breaker", "1", 2),
                        figure("rest_sink_route_latency_le_5_ms", "1", 2)),
                List.of("https://worker-2:9404 gives no figures"));

        assertThat(page("/flows/rest"))
                .contains("<b>42</b> delivered", "<b>7</b> rejected", "receiver down", "worker-2:9404 gives no figures")
                .doesNotContain("transient", "latency le");
    }

    private static Figure figure(String name, String task, double value) {
        return new Figure(name, Map.of("connector", "rest", "task", task, "route", "express"), value);
    }

    @Test
    void letsAnOperatorRestartPauseAndResumeAndWritesItDownFirst() throws IOException {
        connect.with("a b/c", true, Map.of("connector.class", SFTP), 1);
        try (RunningConsole console = RunningConsole.with(users(), section())) {
            assertThat(console.get("/flows/a%20b%2Fc", "ann", "secret").body())
                    .contains("action=\"/flows/a%20b%2Fc/restart\"");
            for (String deed : List.of("restart", "pause", "resume", "tasks/0/restart")) {
                var answer = console.post("/flows/a%20b%2Fc/" + deed, "ann", "secret", Map.of());
                assertThat(answer.statusCode()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/flows/a%20b%2Fc?done=");
            }
        }

        assertThat(connect.calls())
                .contains(
                        "POST /connectors/a%20b%2Fc/restart?includeTasks=true",
                        "PUT /connectors/a%20b%2Fc/pause",
                        "PUT /connectors/a%20b%2Fc/resume",
                        "POST /connectors/a%20b%2Fc/tasks/0/restart");
        assertThat(deeds)
                .containsExactly(
                        "connector.restart ann a b/c",
                        "connector.pause ann a b/c",
                        "connector.resume ann a b/c",
                        "connector.restart ann a b/c/0");
    }

    @Test
    void letsNoViewerActAndShowsNoButtons() throws IOException {
        connect.with("files", true, Map.of("connector.class", SFTP), 1);
        try (RunningConsole console = RunningConsole.with(users(), section())) {
            assertThat(console.get("/flows/files", "vic", "secret").body()).doesNotContain("<form");
            for (String deed : List.of("restart", "pause", "resume", "tasks/0/restart")) {
                assertThat(console.post("/flows/files/" + deed, "vic", "secret", Map.of())
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(connect.calls()).noneMatch(call -> !call.startsWith("GET"));
        assertThat(deeds).isEmpty();
    }

    @Test
    void doesNothingThatCannotBeWrittenDown() throws IOException {
        connect.with("files", true, Map.of("connector.class", SFTP), 1);
        FlowSection unheard = new FlowSection(
                () -> ClusterView.EMPTY,
                connect.api(),
                new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1")),
                name -> List.of(),
                (event, by, subject, more) -> {
                    throw CommandFailure.unreachable("the audit topic is gone");
                });
        try (RunningConsole console = RunningConsole.with(users(), unheard)) {
            assertThat(console.post("/flows/files/restart", "ann", "secret", Map.of())
                            .body())
                    .contains("the audit topic is gone");
        }
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void answersForAConnectorThatIsNotThere() {
        try (RunningConsole console = RunningConsole.open(section())) {
            assertThat(console.get("/flows/none").statusCode()).isEqualTo(404);
            assertThat(console.get("/flows/none/files").statusCode()).isEqualTo(404);
            assertThat(console.get("/flows/none/events").statusCode()).isEqualTo(404);
        }
    }
}
