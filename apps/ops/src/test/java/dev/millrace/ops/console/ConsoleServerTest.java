package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void saysThatAnAddressOrAFormIsWronglyEncoded() throws IOException {
        try (RunningConsole console = RunningConsole.with(users(), section)) {
            HttpResponse<String> address = console.get("/flows/a?q=%FF", "ada", "looks");
            assertThat(address.statusCode()).isEqualTo(400);
            assertThat(address.body())
                    .contains("The address is wrongly encoded.")
                    .doesNotContain("Exception");
            for (String form : List.of("a=%zz", "a=%", "a=%FF%FE")) {
                HttpResponse<String> answer = console.send(console.request("/act")
                        .header("Authorization", RunningConsole.basic("bob", "acts"))
                        .header("X-CSRF-Token", console.token("bob", "acts"))
                        .POST(HttpRequest.BodyPublishers.ofString(form)));

                assertThat(answer.statusCode()).as(form).isEqualTo(400);
                assertThat(answer.body())
                        .contains("The form is wrongly encoded.")
                        .doesNotContain("Exception", form);
            }
            assertThat(acts).hasValue(0);
        }
    }

    @Test
    void wordsNumbersThatAreRoundedUpToTheNextLetter() {
        assertThat(List.of(0.0, 0.25, 9.96, 10.0, 9_999.4, 9_999.6, 12_340.0, 999_949.0, 999_960.0, 1_500_000.0))
                .extracting(Wording::count)
                .containsExactly("0", "0.3", "10", "10", "9,999", "10.0k", "12.3k", "999.9k", "1.0M", "1.5M");
    }

    @Test
    void wordsNoTimeBelowNothing() {
        assertThat(List.of(-3_600_000L, 0L, 999L, 1_000L, 119_999L, 120_000L, 172_800_000L))
                .extracting(ms -> Wording.age(Duration.ofMillis(ms)))
                .containsExactly("0 ms", "0 ms", "999 ms", "1 s", "119 s", "2 min", "2 d");
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
