package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shared vectors of the standards, for the schemes that need no token server. */
class AuthVectorsTest {

    private interface Check {
        void on(JsonTree input, JsonTree expected);
    }

    @TestFactory
    Stream<DynamicTest> basic() throws IOException {
        return each("basic", (input, expected) -> {
            Map<String, String> options = Map.of(
                    "http.auth", "basic",
                    "http.auth.user", input.text("username"),
                    "http.auth.password", input.text("password"));

            if (expected.has("error")) {
                assertThat(Auth.problems(options)).containsOnlyKeys("http.auth.user");
            } else {
                assertThat(header(options, "Authorization")).isEqualTo(expected.text("authorization"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> digest() throws IOException {
        return each("digest", (input, expected) -> {
            Challenge challenge = new Challenge(
                    "digest",
                    Stream.of("realm", "nonce", "opaque", "algorithm", "qop")
                            .collect(Collectors.toMap(name -> name, input::text)));
            DigestSession session = new DigestSession(
                    challenge,
                    DigestAlgorithm.of(input.text("algorithm")).orElseThrow(),
                    DigestSession.protection(challenge, false).orElseThrow(),
                    input.text("username"),
                    input.text("password"),
                    input.text("cnonce"));

            HttpCall call =
                    Auth.call(HttpMethod.valueOf(input.text("method")), "http://example.org" + input.text("uri"), "");
            Map<String, String> sent =
                    Challenge.parse(List.of(session.prove(call).value())).get(0).parameters();

            assertThat(sent).containsEntry("response", expected.text("response"));
            assertThat(sent).containsEntry("nc", input.text("nc"));
            assertThat(sent).containsEntry("opaque", input.text("opaque"));
        });
    }

    @TestFactory
    Stream<DynamicTest> digestUserHash() throws IOException {
        return each("digest-userhash", (input, expected) -> {
            Challenge challenge = new Challenge(
                    "digest",
                    Map.of(
                            "realm",
                            input.text("realm"),
                            "nonce",
                            "n",
                            "algorithm",
                            input.text("algorithm"),
                            "userhash",
                            "true"));
            DigestSession session = new DigestSession(
                    challenge,
                    DigestAlgorithm.of(input.text("algorithm")).orElseThrow(),
                    DigestSession.Protection.AUTH,
                    input.text("username"),
                    "any",
                    "any");

            String sent = session.prove(Auth.call(HttpMethod.GET, "http://example.org/", ""))
                    .value();

            assertThat(sent)
                    .contains("username=\"" + expected.text("userhash") + "\"")
                    .contains("userhash=true");
        });
    }

    @TestFactory
    Stream<DynamicTest> messageSignatures() throws IOException {
        return each("rfc9421", (input, expected) -> {
            JsonTree request = input.at("request");
            String alg = input.text("alg");
            Map<String, String> options = new HashMap<>(Map.of(
                    "http.auth", "http-signature",
                    "http.auth.signature.algorithm", alg,
                    "http.auth.signature.key", key(input.at("key")),
                    "http.auth.signature.key.id", input.text("keyid"),
                    "http.auth.signature.label", input.text("label"),
                    "http.auth.signature.components",
                            input.at("components").elements().stream()
                                    .map(one -> (String) one.value())
                                    .collect(Collectors.joining(","))));
            HttpCall call = call(request);

            try (Authenticator authenticator =
                    Auth.open(options, Instant.ofEpochSecond(Long.parseLong(input.text("created"))))) {
                HttpCall proven = Auth.proven(authenticator, call);

                assertThat(proven.header("Signature-Input")).contains(expected.text("signatureInput"));
                assertThat(proven.header("Signature")).contains(expected.text("signature"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> contentDigests() throws IOException {
        return each("rfc9530", (input, expected) -> {
            ContentDigest digest =
                    input.text("algorithm").equals("sha-256") ? ContentDigest.SHA_256 : ContentDigest.SHA_512;

            assertThat(digest.of(input.text("body").getBytes(StandardCharsets.UTF_8)))
                    .contains(new HttpHeader("Content-Digest", expected.text("contentDigest")));
        });
    }

    @TestFactory
    Stream<DynamicTest> userNameTokens() throws IOException {
        return each("wss-username-token-digest", (input, expected) -> {
            String digest = WsSecurity.digest(
                    Base64.getDecoder().decode(input.text("nonceBase64")),
                    input.text("created"),
                    HexFormat.of().parseHex(input.text("passwordBytesHex")));

            assertThat(digest).isEqualTo(expected.text("passwordDigest"));
        });
    }

    @TestFactory
    Stream<DynamicTest> standardWebhooks() throws IOException {
        return each("standard-webhooks", (input, expected) -> {
            String secrets = input.has("secret")
                    ? input.text("secret")
                    : input.at("secrets").elements().stream()
                            .map(one -> (String) one.value())
                            .collect(Collectors.joining("\n"));
            Map<String, String> options = Map.of("http.auth", "webhook", "http.auth.secrets", secrets);
            HttpCall call = Auth.call(
                    HttpMethod.POST, "https://a.example/", input.text("body"), "webhook-id", input.text("id"));

            try (Authenticator authenticator =
                    Auth.open(options, Instant.ofEpochSecond(Long.parseLong(input.text("timestamp"))))) {
                HttpCall proven = Auth.proven(authenticator, call);

                expected.at("headers")
                        .texts()
                        .forEach((name, value) ->
                                assertThat(proven.header(name)).as(name).contains(value));
            }
        });
    }

    private static String header(Map<String, String> options, String name) {
        try (Authenticator authenticator = Auth.open(options)) {
            return Auth.proven(authenticator, Auth.call(HttpMethod.POST, "https://a.example/", "{}"))
                    .header(name)
                    .orElseThrow();
        }
    }

    /** The seed of an Ed25519 key goes behind the head that PKCS#8 gives it (RFC 8410 section 7). */
    private static String key(JsonTree key) {
        return key.has("d")
                ? Base64.getEncoder()
                        .encodeToString(HexFormat.of()
                                .parseHex("302e020100300506032b657004220420"
                                        + HexFormat.of()
                                                .formatHex(
                                                        Base64.getUrlDecoder().decode(key.text("d")))))
                : key.text("value");
    }

    /** Content type and length are written by the client, the host stands in the address. */
    private static HttpCall call(JsonTree request) {
        String contentType = "";
        String host = "";
        List<HttpHeader> headers = new ArrayList<>();
        for (JsonTree field : request.at("headers").elements()) {
            String name = (String) field.elements().get(0).value();
            String value = (String) field.elements().get(1).value();
            switch (name) {
                case "Host" -> host = value;
                case "Content-Type" -> contentType = value;
                case "Content-Length" -> {}
                default -> headers.add(new HttpHeader(name, value));
            }
        }
        return new HttpCall(
                HttpMethod.valueOf(request.text("method")),
                URI.create("https://" + host + request.text("target")),
                headers,
                request.text("body").getBytes(StandardCharsets.UTF_8),
                contentType,
                false);
    }

    private static Stream<DynamicTest> each(String scheme, Check check) throws IOException {
        JsonTree all =
                JsonTree.read(Files.readAllBytes(Fixtures.folder("http-auth").resolve("vectors.json")));
        List<DynamicTest> tests = all.elements().stream()
                .filter(vector -> vector.text("scheme").equals(scheme))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.text("id"), () -> check.on(vector.at("input"), vector.at("expected"))))
                .toList();
        assertThat(tests).as("vectors of %s", scheme).isNotEmpty();
        return tests.stream();
    }
}
