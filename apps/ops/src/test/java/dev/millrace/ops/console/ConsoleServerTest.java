package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleServerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicInteger acts = new AtomicInteger();

    private final Section section = site -> site.get(
                    "/",
                    visit -> Reply.page(
                            "problem",
                            Map.of(
                                    "status",
                                    200,
                                    "sentence",
                                    "<b>" + visit.user().name())))
            .get("/flows/{name}", visit -> Reply.json(Map.of("name", visit.name("name"))))
            .post("/act", visit -> {
                acts.incrementAndGet();
                return Reply.redirect("/");
            });

    @Test
    void escapesWhatPagesShowAndTellsTheBrowserToTrustNothing() {
        try (RunningConsole console = RunningConsole.open(section)) {
            HttpResponse<String> page = console.get("/");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("&lt;b&gt;anonymous").contains("read-only");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void takesAnyNameInAPathAndLeadsNoPathOutOfItsAssets() {
        try (RunningConsole console = RunningConsole.open(section)) {
            assertThat(console.get("/flows/a%2Fb%20c+d").body()).isEqualTo("{\"name\":\"a/b c+d\"}");
            assertThat(console.get("/assets/console.css").statusCode()).isEqualTo(200);
            assertThat(console.get("/assets/..%2fConsoleServer.class").statusCode())
                    .isIn(400, 404);
            assertThat(console.get("/assets/../templates/layout.peb").statusCode())
                    .isIn(400, 404);
            assertThat(console.get("/nowhere").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void letsNobodyActWithoutUsersAndNoViewerWithThem() throws IOException {
        try (RunningConsole open = RunningConsole.open(section);
                RunningConsole closed = RunningConsole.with(users(), section)) {
            assertThat(open.send(open.request("/act").POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(closed.get("/").statusCode()).isEqualTo(401);
            assertThat(closed.get("/", "ada", "wrong").statusCode()).isEqualTo(401);
            assertThat(closed.get("/", "ada", "looks").statusCode()).isEqualTo(200);
            assertThat(closed.post("/act", "ada", "looks", Map.of()).statusCode())
                    .isEqualTo(403);
            assertThat(acts).hasValue(0);

            assertThat(closed.post("/act", "bob", "acts", Map.of()).statusCode())
                    .isEqualTo(303);
            assertThat(acts).hasValue(1);
        }
    }

    @Test
    void refusesWhatAnotherSiteSends() throws IOException {
        try (RunningConsole console = RunningConsole.with(users(), section)) {
            HttpRequest.Builder bare = console.request("/act")
                    .header("Authorization", RunningConsole.basic("bob", "acts"))
                    .POST(HttpRequest.BodyPublishers.noBody());

            assertThat(console.send(bare).statusCode()).isEqualTo(403);
            assertThat(console.send(bare.copy().header("X-CSRF-Token", "guessed"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(acts).hasValue(0);
        }
    }

    @Test
    void refusesAFormThatIsTooLong() throws IOException {
        try (RunningConsole console = RunningConsole.with(users(), section)) {
            String long_ = "x".repeat(ConsoleHandler.MAX_BODY);

            assertThat(console.post("/act", "bob", "acts", Map.of("field", long_))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(acts).hasValue(0);
        }
    }

    private UserFile users() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "# who\nada:" + hash("looks") + ":viewer\nbob:" + hash("acts") + ":operator\n");
        return UserFile.read(file);
    }

    private static String hash(String password) {
        return BCrypt.withDefaults().hashToString(4, password.toCharArray());
    }
}
