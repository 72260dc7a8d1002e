package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.partner.SignedWebhook;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that providers publish. Signatures are judged by the JDK and the simulated partner, not by our own engine. */
class HandshakeFixtureTest {

    static Stream<HandshakeCases> cases() throws IOException {
        String folder = System.getProperty("millrace.fixtures");
        if (folder == null) {
            return Stream.of(HandshakeCases.read("[{\"id\":\"none\"}]".getBytes(StandardCharsets.UTF_8))
                    .get(0));
        }
        return HandshakeCases.read(Files.readAllBytes(Path.of(folder, "webhooks", "handshakes.json"))).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredAsPublished(HandshakeCases one) throws Exception {
        assumeTrue(System.getProperty("millrace.fixtures") != null, "-Dmillrace.fixtures names no folder");
        List<String> secrets = one.objects("secrets").stream()
                .map(secret -> secret.text("value"))
                .toList();
        HandshakeRun run = new HandshakeRun(
                one.text("provider"), options(one.object("config")), secrets, new HandshakeRun.Visits(0));

        Optional<Admission> admission =
                run.receive(HandshakeRun.request(one.object("request")), verified(one, secrets));

        HandshakeCases expected = one.object("response");
        if (expected.has("bodyMustNotContain")
                || expected.has("headersAbsent")
                || expected.text("status").equals("401")) {
            assertThat(admission).get().isInstanceOf(Admission.Refused.class);
            if (expected.text("status").startsWith("4")) {
                assertThat(String.valueOf(
                                Presets.of(one.text("provider")).habits().refusedStatus()))
                        .isEqualTo(expected.text("status"));
            }
        } else {
            assertThat(admission).get().isInstanceOf(Admission.Handshake.class);
            check(((Admission.Handshake) admission.orElseThrow()).answer(), expected);
        }
    }

    private static Map<String, String> options(HandshakeCases config) {
        Map<String, String> options = new HashMap<>();
        if (config.has("verifyToken")) {
            options.put("handshake.verify.token", config.text("verifyToken"));
        }
        if (config.has("allowedOrigins")) {
            options.put(
                    "handshake.allowed.origins",
                    String.join(
                            ",",
                            config.list("allowedOrigins").stream()
                                    .map(Object::toString)
                                    .toList()));
        }
        if (config.has("allowedRatePerMinute")) {
            options.put("handshake.allowed.rate.per.minute", config.text("allowedRatePerMinute"));
        }
        return options;
    }

    private static boolean verified(HandshakeCases one, List<String> secrets) throws GeneralSecurityException {
        ReceivedRequest request = HandshakeRun.request(one.object("request"));
        WebhookEvent event = WebhookEvent.of("e", "application/json", request.body());
        return switch (one.text("provider")) {
            case "slack" -> signedBy(WebhookSigner.slack(secrets.get(0)), "X-Slack-Signature", one, event);
            case "zoom" -> signedBy(WebhookSigner.zoom(secrets.get(0)), "x-zm-signature", one, event);
            case "discord" -> ofDiscord(request, secrets.get(0));
            default -> true;
        };
    }

    private static boolean signedBy(WebhookSigner signer, String header, HandshakeCases one, WebhookEvent event) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(one.object("config").text("verifyAtEpochSeconds")));
        SignedWebhook signed = signer.sign(URI.create(one.object("request").text("url")), event, at);
        return Objects.equals(
                signed.header(header), one.object("request").object("headers").text(header));
    }

    private static boolean ofDiscord(ReceivedRequest request, String key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + key))));
        signature.update(request.header("X-Signature-Timestamp").orElseThrow().getBytes(StandardCharsets.US_ASCII));
        signature.update(request.body());
        return signature.verify(
                HexFormat.of().parseHex(request.header("X-Signature-Ed25519").orElseThrow()));
    }

    private static void check(HttpAnswer answer, HandshakeCases expected) throws IOException {
        if (expected.has("status")) {
            assertThat(answer.status()).hasToString(expected.text("status"));
        }
        if (expected.has("statusRange")) {
            assertThat(answer.status()).isBetween(200, 204);
        }
        if (expected.has("anyOf")) {
            assertThat(expected.objects("anyOf")).anySatisfy(one -> checkContent(answer, one));
        }
        checkContent(answer, expected);
        if (expected.has("headersShould")) {
            assertThat(header(answer, "Allow")).isEqualTo("POST");
        }
    }

    private static void checkContent(HttpAnswer answer, HandshakeCases expected) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (expected.has("body")) {
            assertThat(body).isEqualTo(expected.text("body"));
        }
        if (expected.has("bodyJson")) {
            assertThat(tree(answer.body())).isEqualTo(expected.raw("bodyJson"));
        }
        HandshakeCases headers = expected.object("headers");
        for (String name : headers.keys()) {
            if (headers.raw(name) instanceof Map<?, ?>) {
                assertThat(header(answer, name)).matches("[1-9][0-9]*|\\*");
            } else {
                assertThat(headers.list(name).stream().map(Object::toString)).contains(header(answer, name));
            }
        }
    }

    private static Object tree(byte[] body) {
        try {
            return Objects.requireNonNull(HandshakeCases.tree(body));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The media type without its parameters, where it is one. */
    private static String header(HttpAnswer answer, String name) {
        String value = answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(HttpHeader::value)
                .findFirst()
                .orElse("");
        return name.toLowerCase(Locale.ROOT).equals("content-type") ? value.split(";", 2)[0] : value;
    }
}
