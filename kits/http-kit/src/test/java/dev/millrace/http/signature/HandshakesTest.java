package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakesTest {

    static Stream<HandshakeCases> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(HandshakesTest.class.getResourceAsStream("/handshakes/cases.json"))) {
            return HandshakeCases.read(in.readAllBytes()).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredAsStated(HandshakeCases one) {
        HandshakeCases expected = one.object("expect");
        HandshakeRun.Visits visits =
                new HandshakeRun.Visits(one.has("visit") ? Integer.parseInt(one.text("visit")) : 200);

        Optional<Admission> admission = run(one, visits)
                .receive(
                        HandshakeRun.request(one.object("request")),
                        one.text("verified").equals("true"));

        switch (expected.text("kind")) {
            case "none" -> assertThat(admission).isEmpty();
            case "refused" ->
                assertThat(admission)
                        .get()
                        .isInstanceOfSatisfying(
                                Admission.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(expected.text("reason")));
            case "undecided" ->
                assertThat(admission)
                        .get()
                        .isInstanceOfSatisfying(
                                Admission.Undecided.class,
                                undecided -> assertThat(undecided.reason()).isEqualTo(expected.text("reason")));
            default ->
                assertThat(admission).get().isInstanceOfSatisfying(Admission.Handshake.class, handshake -> {
                    assertThat(handshake.name()).isEqualTo(expected.text("name"));
                    check(handshake.answer(), expected);
                });
        }
        assertThat(visits.visited())
                .isEqualTo(expected.has("visited") ? List.of(URI.create(expected.text("visited"))) : List.of());
    }

    private static HandshakeRun run(HandshakeCases one, HandshakeRun.Visits visits) {
        HandshakeCases options = one.object("options");
        Map<String, String> all = new HashMap<>();
        options.keys().forEach(key -> all.put(key, options.text(key)));
        List<String> secrets =
                one.list("secrets").stream().map(Object::toString).toList();
        return new HandshakeRun(one.text("preset"), all, secrets, visits);
    }

    private static void check(HttpAnswer answer, HandshakeCases expected) {
        assertThat(answer.status()).hasToString(expected.text("status"));
        if (expected.has("body")) {
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(expected.text("body"));
        }
        assertThat(header(answer, "Content-Type")).isEqualTo(expected.text("type"));
        HandshakeCases headers = expected.object("headers");
        headers.keys().forEach(name -> assertThat(header(answer, name)).isEqualTo(headers.text(name)));
    }

    private static String header(HttpAnswer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(HttpHeader::value)
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slack",
                "zoom",
                "meta",
                "msgraph",
                "dropbox",
                "azure-event-grid",
                "cloudevents",
                "discord",
                "aws-sns",
                "x",
                "github",
                "intercom",
                "bitbucket"
            })
    void neverThrowsAtBodiesAndQueriesThatAreBroken(String preset) {
        HandshakeRun run = new HandshakeRun(preset, Map.of(), List.of("s"), new HandshakeRun.Visits(200));
        Random random = new Random(7);
        String whole = "[{\"type\":\"url_verification\",\"event\":\"endpoint.url_validation\",\"application_id\":1,"
                + "\"Type\":\"SubscriptionConfirmation\",\"topic\":\"ping\",\"lifecycleEvent\":\"missed\"}]";
        List<byte[]> bodies = new ArrayList<>();
        bodies.add("[".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
        bodies.add(("\"ping" + "x".repeat(60_000)).getBytes(StandardCharsets.US_ASCII));
        for (int round = 0; round < 200; round++) {
            byte[] body = whole.getBytes(StandardCharsets.US_ASCII);
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            bodies.add(Arrays.copyOf(body, random.nextInt(body.length)));
        }
        for (byte[] body : bodies) {
            Map<String, String> headers = Map.of("aeg-event-type", "SubscriptionValidation", "X-GitHub-Event", "ping");
            ReceivedRequest request = HandshakeRun.request("POST", "https://h.example/p?&=&a&b=%", headers, body);

            assertThatCode(() -> run.receive(request, true)).doesNotThrowAnyException();
        }
    }

    @Test
    void readsNoLongBody() {
        String body = "{\"type\":\"url_verification\",\"challenge\":\"c\",\"pad\":\"" + "x".repeat(70_000) + "\"}";
        HandshakeRun run = new HandshakeRun("slack", Map.of(), List.of("s"), new HandshakeRun.Visits(200));

        assertThat(run.receive(
                        HandshakeRun.request(
                                "POST", "https://h.example/", Map.of(), body.getBytes(StandardCharsets.UTF_8)),
                        true))
                .isEmpty();
    }

    @Test
    void answersZoomAsOftenAsItAsks() {
        HandshakeRun run = new HandshakeRun("zoom", Map.of(), List.of("s"), new HandshakeRun.Visits(200));
        byte[] body = "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"t\"}}"
                .getBytes(StandardCharsets.UTF_8);
        ReceivedRequest request = HandshakeRun.request("POST", "https://h.example/", Map.of(), body);

        for (int time = 0; time < 3; time++) {
            assertThat(run.receive(request, true)).get().isInstanceOf(Admission.Handshake.class);
        }
    }

    @Test
    void knowsTheMethodsOfAProviderBesidesPost() {
        assertThat(Handshakes.methods("meta")).containsExactly("GET");
        assertThat(Handshakes.methods("cloudevents")).containsExactly("OPTIONS");
        assertThat(Handshakes.methods("stripe")).isEmpty();
    }

    @Test
    void reportsGrantsThatNobodyCanAskFor() {
        Map<String, String> options = Map.of(
                "handshake.verify.token", "t",
                "handshake.allowed.origins", "a.example",
                "handshake.allowed.rate.per.minute", "5");

        assertThat(problems("slack", options)).containsExactlyInAnyOrderElementsOf(options.keySet());
        assertThat(problems("meta", Map.of("handshake.verify.token", "t"))).isEmpty();
        assertThat(problems("azure-event-grid", Map.of("handshake.allowed.origins", "*")))
                .isEmpty();
    }

    @Test
    void reportsOriginsThatAreNone() {
        assertThat(problems("cloudevents", Map.of("handshake.allowed.origins", "https://a.example/x")))
                .containsExactly("handshake.allowed.origins");
    }

    private static List<String> problems(String preset, Map<String, String> options) {
        List<String> keys = new ArrayList<>();
        Handshakes.validate(HandshakeRun.config(preset, options), (key, sentence) -> keys.add(key));
        return keys;
    }
}
