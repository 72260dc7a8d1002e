package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shared vectors: published requests of the providers, and what became of them when something was changed. */
class VectorsTest {

    private static final Map<String, String> PRESETS = Map.of("svix", "standard-webhooks");

    @TestFactory
    Stream<DynamicTest> judgesEachRequestAsStated() throws IOException {
        BodyJson vectors = BodyJson.read(
                        Files.readAllBytes(Fixtures.folder("webhooks").resolve("vectors.json")))
                .orElseThrow();

        return vectors.elements("").stream()
                .map(vector -> DynamicTest.dynamicTest(text(vector, "id"), () -> judge(vector)));
    }

    private static void judge(BodyJson vector) {
        Instant at = vector.text("verifyAtEpochSeconds")
                .map(Long::parseLong)
                .map(Instant::ofEpochSecond)
                .orElse(Vectors.NOW);
        String provider = text(vector, "provider");

        try (WebhookProvider opened = Vectors.provider(
                PRESETS.getOrDefault(provider, provider),
                vector.elements("secrets").get(0).text("value").orElseThrow())) {
            String outcome = Vectors.outcome(opened, request(vector), at);

            assertThat(outcome).isEqualTo(expected(vector));
        }
    }

    private static String expected(BodyJson vector) {
        if (text(vector, "valid").equals("false")) {
            return text(vector, "reason");
        }
        return text(vector, "id").equals("discord-interaction-ping") ? "handshake" : "event";
    }

    private static ReceivedRequest request(BodyJson vector) {
        List<String> headers = new ArrayList<>();
        vector.names("headers").forEach(name -> {
            headers.add(name);
            headers.add(text(vector, "headers." + name));
        });
        return Vectors.request(
                text(vector, "method"),
                text(vector, "url"),
                Base64.getDecoder().decode(text(vector, "bodyBase64")),
                headers.toArray(String[]::new));
    }

    private static String text(BodyJson vector, String path) {
        return vector.text(path).orElseThrow();
    }
}
