package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.millrace.ops.connect.SimulatedConnect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds for every page of the console as the command puts it together, so for those that are added too. */
final class WholeConsoleTest {

    /** What a viewer may post: a sample, a configuration, fields of a form; nobody keeps them. */
    private static final List<String> POSTED_BY_VIEWERS =
            List.of("/preview", "/preview/forms", "/preview/form/{class}", "/preview/form/{class}/check");

    private static final String VIEWER = "ada";
    private static final String LOOKS = "looks";
    private static final String OPERATOR = "bob";
    private static final String ACTS = "acts";

    @TempDir
    private Path folder = Path.of("");

    private final SimulatedConnect connect = new SimulatedConnect();
    private List<Section> sections = List.of();
    private List<Route> routes = List.of();
    private RunningConsole console = RunningConsole.open();

    @BeforeEach
    void open() throws IOException {
        console.close();
        Path kafka = folder.resolve("kafka.properties");
        // Nobody is there, and nobody is to wait for it.
        Files.writeString(kafka, "default.api.timeout.ms=400\nrequest.timeout.ms=200\n");
        ConsoleCommand command = new ConsoleCommand();
        new CommandLine(command)
                .parseArgs(
                        "--connect-url",
                        connect.url(),
                        "--bootstrap-server",
                        "127.0.0.1:1",
                        "--kafka-config",
                        kafka.toString());
        sections = command.sections();
        Site site = new Site();
        sections.forEach(section -> section.addTo(site));
        routes = site.routes();
        Path users = folder.resolve("users");
        Files.writeString(
                users, VIEWER + ":" + hash(LOOKS) + ":viewer\n" + OPERATOR + ":" + hash(ACTS) + ":operator\n");
        // Without its threads: pages are asked for, and nothing else happens.
        console = RunningConsole.with(UserFile.read(users), all -> sections.forEach(section -> section.addTo(all)));
    }

    @AfterEach
    void close() {
        console.close();
        sections.forEach(Section::close);
        connect.close();
    }

    @Test
    void hasItsPages() {
        assertThat(routes)
                .extracting(route -> route.method() + " /" + String.join("/", route.segments()))
                .contains("GET /", "GET /flows/{name}", "GET /setaside", "GET /preview", "GET /alerts");
    }

    @Test
    void letsAViewerPostNothingThatChangesAnything() {
        List<Route> posted = posted().toList();
        assertThat(posted).isNotEmpty();
        assertThat(posted)
                .filteredOn(route -> route.role() == Role.VIEWER)
                .extracting(route -> "/" + String.join("/", route.segments()))
                .isSubsetOf(POSTED_BY_VIEWERS);
        String token = console.token(VIEWER, LOOKS);

        for (Route route : posted) {
            if (route.role() == Role.OPERATOR) {
                HttpResponse<String> answer =
                        console.send(post(route, VIEWER, LOOKS, empty()).header("X-CSRF-Token", token));

                assertThat(answer.statusCode()).as(path(route, "x")).isEqualTo(403);
                assertThat(answer.body()).contains("This takes the role operator.");
            }
        }
        assertNothingWasDone();
    }

    @Test
    void doesNothingThatAForeignPageSends() {
        String token = console.token(OPERATOR, ACTS);
        String ofAnother = console.token(VIEWER, LOOKS);

        for (Route route : posted().toList()) {
            Stream.of(
                            post(route, OPERATOR, ACTS, empty()),
                            post(route, OPERATOR, ACTS, empty()).header("X-CSRF-Token", ofAnother),
                            post(route, OPERATOR, ACTS, empty())
                                    .header("X-CSRF-Token", token)
                                    .header("Sec-Fetch-Site", "cross-site"),
                            post(route, OPERATOR, ACTS, empty())
                                    .header("X-CSRF-Token", token)
                                    .header("Origin", "https://elsewhere.example"))
                    .forEach(request -> {
                        HttpResponse<String> answer = console.send(request);

                        assertThat(answer.statusCode()).as(path(route, "x")).isEqualTo(403);
                        assertThat(answer.body()).contains("The form is not from this console");
                    });
        }
        assertNothingWasDone();
    }

    @Test
    void showsNothingToWhoDoesNotLogIn() {
        for (Route route : routes) {
            HttpRequest.Builder request = console.request(path(route, "x")).method(route.method(), empty());

            assertThat(console.send(request).statusCode()).as(path(route, "x")).isEqualTo(401);
            assertThat(console.send(request.copy().header("Authorization", RunningConsole.basic(OPERATOR, LOOKS)))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void keepsPagesOfOperatorsFromViewers() {
        assertThat(routes.stream().filter(route -> route.method().equals("GET") && route.role() == Role.OPERATOR))
                .allSatisfy(route -> assertThat(
                                console.get(path(route, "x"), VIEWER, LOOKS).statusCode())
                        .isEqualTo(403));
    }

    @Test
    void takesHostileNamesAsText() {
        for (Route route : routes) {
            for (String name : List.of(
                    "%22%27%3E%3Cx-evil%20onfocus%3D%271%27%3E",
                    "..%2F..%2F..%2Fetc%2Fpasswd",
                    "%2E%2E%2Fusers",
                    "a%25b%2Fc",
                    "%C3%A4%F0%9F%98%80",
                    "-1",
                    "x".repeat(4_000))) {
                if (route.method().equals("GET")) {
                    HttpResponse<String> answer = console.get(path(route, name) + "?q=" + name, OPERATOR, ACTS);

                    assertThat(answer.statusCode()).as(path(route, name)).isNotEqualTo(500);
                    assertThat(answer.body()).doesNotContain("<x-evil", "root:", "$2a$");
                    assertThat(answer.headers()
                                    .firstValue("Content-Security-Policy")
                                    .orElse(""))
                            .contains("default-src 'none'")
                            .doesNotContain("unsafe");
                }
            }
        }
    }

    @Test
    void doesNotTakeSilenceOfKafkaForNothingSetAside() {
        assertThat(console.get("/setaside", VIEWER, LOOKS).body())
                .contains("Kafka gives no list of topics", "What is set aside is not known now.")
                .doesNotContain("No connector names a topic");
    }

    @Test
    void refusesFormsThatAreTooLongWithAndWithoutALength() {
        String token = console.token(OPERATOR, ACTS);
        byte[] tooLong = "x".repeat(2 * ConsoleHandler.MAX_BODY).getBytes(StandardCharsets.US_ASCII);

        for (Route route : posted().toList()) {
            Stream.of(
                            BodyPublishers.ofByteArray(tooLong),
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)))
                    .forEach(body -> assertThat(console.send(
                                            post(route, OPERATOR, ACTS, body).header("X-CSRF-Token", token))
                                    .statusCode())
                            .as(path(route, "x"))
                            .isEqualTo(413));
        }
        assertNothingWasDone();
    }

    private void assertNothingWasDone() {
        assertThat(connect.calls()).allMatch(call -> call.startsWith("GET "));
    }

    private Stream<Route> posted() {
        return routes.stream().filter(route -> route.method().equals("POST"));
    }

    private HttpRequest.Builder post(Route route, String name, String password, BodyPublisher body) {
        return console.request(path(route, "x"))
                .header("Authorization", RunningConsole.basic(name, password))
                .POST(body);
    }

    private static BodyPublisher empty() {
        return BodyPublishers.noBody();
    }

    /** Its path with this for each name in braces. */
    private static String path(Route route, String name) {
        return "/" + String.join("/", route.segments()).replaceAll("\\{[^}]*}", name);
    }

    private static String hash(String password) {
        return BCrypt.withDefaults().hashToString(4, password.toCharArray());
    }
}
