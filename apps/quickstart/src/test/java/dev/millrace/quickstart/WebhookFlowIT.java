package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flow from webhooks to the receiver on the real stage, and the line that is printed for the shell. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookFlowIT {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String RECEIVED_ON = "/webhook-orders";

    private final Stage stage;
    private final Cast cast;

    WebhookFlowIT(@TempDir Path folder) throws IOException {
        List<Example> examples = Example.in(ROOT.resolve("config-examples")).stream()
                .filter(example -> example.name().endsWith("webhook-orders"))
                .toList();
        stage = new Stage(folder, false, line -> {});
        cast = stage.raise(ROOT, examples, new Sample(1));
        stage.play(examples, cast.worker().rest());
    }

    @AfterAll
    void end() {
        stage.close();
    }

    @Test
    void bringsEveryOrderOfTheShopToTheReceiver() {
        Sample sample = new Sample(200);

        cast.shop().open(sample);

        awaitNoneMissing(sample.ids());
        assertThat(cast.shop().account()).startsWith("webhooks: 200 of 200 acknowledged");
    }

    @Test
    void takesTheLineThatIsPrintedForTheShell() throws Exception {
        for (String program : List.of("curl", "openssl")) {
            assumeTrue(shell("command -v " + program).startsWith("/"), program + " is not installed");
        }
        assertThat(cast.introduction(Path.of("state"))).contains(cast.shop().curl());

        String answer = shell(cast.shop().curl());

        assertThat(answer).contains("HTTP/1.1 200").containsIgnoringCase("x-kafka-topic: orders-by-webhook");
        awaitNoneMissing(List.of("mine"));
    }

    @Test
    void refusesTheLineWithAnotherSecret() throws Exception {
        assumeTrue(shell("command -v curl").startsWith("/"), "curl is not installed");

        String answer = shell(cast.shop().curl().replaceFirst("hexkey:..", "hexkey:"));

        assertThat(answer).contains("HTTP/1.1 401");
    }

    private void awaitNoneMissing(List<String> ids) {
        assertThat(Patience.until(
                        LIMIT,
                        () -> stage.deliveries().missing(RECEIVED_ON, ids).isEmpty()))
                .as(() -> "missing: " + stage.deliveries().missing(RECEIVED_ON, ids))
                .isTrue();
    }

    private static String shell(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
