package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import dev.millrace.kit.ConnectorFailure;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSignatureTest {

    private static final String URL = "https://example.com/foo?param=Value&Pet=dog";
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);

    /** Public keys of RFC 9421 appendix B.1. */
    private static final String RSA_PSS_KEY = """
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
            +QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
            oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
            gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
            Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
            aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
            2wIDAQAB""";

    private static final String RSA_KEY = """
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAhAKYdtoeoy8zcAcR874L
            8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrwWEBnez6d0UDKDwGbc6nxfEXAy5mbhgaj
            zrw3MOEt8uA5txSKobBpKDeBLOsdJKFqMGmXCQvEG7YemcxDTRPxAleIAgYYRjTS
            d/QBwVW9OwNFhekro3RtlinV0a75jfZgkne/YiktSvLG34lw2zqXBDTC5NHROUqG
            TlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0PuKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dS
            FFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQPSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ1
            0wIDAQAB""";

    private static final String CONTENT_DIGEST =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    /** The published signature of RFC 9421 appendix B.2.3 fits what is signed here of the same request. */
    @Test
    void signsTheBytesOfTheExampleWithRsaPss() throws Exception {
        byte[] base = base(
                "date,@method,@path,@query,@authority,content-type,content-digest,content-length",
                "test-key-rsa-pss",
                Map.of(),
                1618884473,
                call("Date", "Tue, 20 Apr 2021 02:07:55 GMT", "Content-Digest", CONTENT_DIGEST));
        String published =
                "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2v"
                        + "oTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZ"
                        + "zNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39V"
                        + "Brohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==";

        assertThat(verifies("RSASSA-PSS", PSS, publicKey(RSA_PSS_KEY), base, published))
                .isTrue();
    }

    /** Likewise the one of section 4.3, but for the order of its parameters, which is free: as they stand there. */
    @Test
    void signsTheBytesOfTheExampleWithRsa() throws Exception {
        HttpCall call = Auth.call(
                HttpMethod.POST,
                "https://origin.host.internal.example/foo?param=Value&Pet=dog",
                "{\"hello\": \"world\"}",
                "Forwarded",
                "for=192.0.2.123;host=example.com;proto=https",
                "Content-Digest",
                CONTENT_DIGEST);
        String base = new String(
                base(
                        "@method,@authority,@path,content-digest,content-type,content-length,forwarded",
                        "test-key-rsa",
                        Map.of(
                                "http.auth.signature.lifetime.ms", "60000",
                                "http.auth.signature.name.algorithm", "true"),
                        1618884480,
                        call),
                StandardCharsets.US_ASCII);
        String reordered = base.replace(
                ";created=1618884480;expires=1618884540;keyid=\"test-key-rsa\";alg=\"hmac-sha256\"",
                ";created=1618884480;keyid=\"test-key-rsa\";alg=\"rsa-v1_5-sha256\";expires=1618884540");
        String published =
                "S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDc"
                        + "nL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAG"
                        + "hB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvy"
                        + "e+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==";

        assertThat(reordered).isNotEqualTo(base);
        assertThat(verifies(
                        "SHA256withRSA",
                        null,
                        publicKey(RSA_KEY),
                        reordered.getBytes(StandardCharsets.US_ASCII),
                        published))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, Ed25519, , Ed25519",
        "ecdsa-p256-sha256, EC, secp256r1, SHA256withECDSAinP1363Format",
        "ecdsa-p384-sha384, EC, secp384r1, SHA384withECDSAinP1363Format",
        "rsa-pss-sha512, RSA, , RSASSA-PSS",
        "rsa-pss-sha512, RSASSA-PSS, , RSASSA-PSS",
        "rsa-v1_5-sha256, RSA, , SHA256withRSA",
    })
    void signsWithTheKeyOfEachAlgorithm(String algorithm, String kind, @Nullable String curve, String standardName)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (curve != null) {
            generator.initialize(new ECGenParameterSpec(curve));
        } else if (kind.startsWith("RSA")) {
            generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        }
        KeyPair pair = generator.generateKeyPair();
        Map<String, String> options = Map.of(
                "http.auth",
                "http-signature",
                "http.auth.signature.algorithm",
                algorithm,
                "http.auth.signature.key",
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));

        HttpCall proven = Auth.proven(Auth.open(options), call());

        String input = proven.header("Signature-Input").orElseThrow().substring("sig1=".length());
        String base = "\"@method\": POST\n\"@target-uri\": " + URL + "\n\"content-type\": application/json\n"
                + "\"content-digest\": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n"
                + "\"@signature-params\": " + input;
        String signature = proven.header("Signature").orElseThrow().replaceAll("^sig1=:|:$", "");
        AlgorithmParameterSpec parameters = standardName.equals("RSASSA-PSS") ? PSS : null;
        assertThat(verifies(
                        standardName,
                        parameters,
                        pair.getPublic(),
                        base.getBytes(StandardCharsets.US_ASCII),
                        signature))
                .isTrue();
    }

    /** The examples of RFC 9421 section 2.2.8. */
    @ParameterizedTest
    @CsvSource({
        "var, this%20is%20a%20big%0Amultiline%20value",
        "bar, with%20plus%20whitespace",
        "fa%C3%A7ade%22%3A%20, something",
        "qux, ''",
    })
    void encodesQueryParametersAnew(String name, String value) {
        String query = "?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace"
                + "&fa%C3%A7ade%22%3A%20=something&qux=";
        SignedComponent component = SignedComponent.parse("\"@query-param\";name=\"" + name + "\"");

        assertThat(component.value(Auth.call(HttpMethod.GET, "https://www.example.com/parameters" + query, "")))
                .contains(value);
        assertThat(component.identifier()).isEqualTo("\"@query-param\";name=\"" + name + "\"");
    }

    @Test
    void joinsTheValuesOfAField() {
        HttpCall call = call("Cache-Control", "max-age=60", "cache-control", "must-revalidate");

        assertThat(SignedComponent.parse("cache-control").value(call)).contains("max-age=60, must-revalidate");
        assertThat(SignedComponent.parse("Cache-Control;bs").value(call))
                .contains(":bWF4LWFnZT02MA==:, :bXVzdC1yZXZhbGlkYXRl:");
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.COM:443/, example.com",
        "http://example.com:80, example.com",
        "https://example.com:80/, example.com:80",
        "http://[::1]:8080/, [::1]:8080",
    })
    void leavesOutAPortThatTheSchemeImplies(String url, String authority) {
        HttpCall call = Auth.call(HttpMethod.GET, url, "");

        assertThat(SignedComponent.parse("@authority").value(call)).contains(authority);
        assertThat(SignedComponent.parse("@path").value(call)).contains("/");
        assertThat(SignedComponent.parse("@query").value(call)).contains("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-absent", "@query-param;name=absent", "@query-param;name=twice"})
    void failsARequestThatLacksWhatIsSigned(String component) {
        Authenticator authenticator = Auth.open(Map.of(
                "http.auth", "http-signature",
                "http.auth.signature.key", "a2V5",
                "http.auth.signature.components", component));
        HttpCall call = Auth.call(HttpMethod.POST, "https://a.example/?twice=1&twice=2", "secret body");

        assertThatThrownBy(() -> authenticator.prove(call).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectorFailure.class)
                .hasMessageContaining(component.replaceAll(".*=", ""))
                .hasMessageNotContaining("secret body");
    }

    @Test
    void keepsADigestThatTheRequestHas() {
        HttpCall proven = Auth.proven(
                Auth.open(Map.of("http.auth", "http-signature", "http.auth.signature.key", "a2V5")),
                call("Content-Digest", CONTENT_DIGEST));

        assertThat(proven.headers().stream().filter(field -> field.name().equals("Content-Digest")))
                .singleElement()
                .satisfies(field -> assertThat(field.value()).isEqualTo(CONTENT_DIGEST));
    }

    @Test
    void neverUsesANonceAgain() {
        Authenticator authenticator = Auth.open(Map.of(
                "http.auth", "http-signature",
                "http.auth.signature.key", "a2V5",
                "http.auth.signature.nonce", "true"));

        String first =
                Auth.proven(authenticator, call()).header("Signature-Input").orElseThrow();
        String second =
                Auth.proven(authenticator, call()).header("Signature-Input").orElseThrow();

        assertThat(first).matches(".*;created=\\d+;nonce=\"[A-Za-z0-9_-]{22}\"");
        assertThat(second).isNotEqualTo(first);
    }

    private static HttpCall call(String... headers) {
        return Auth.call(HttpMethod.POST, URL, "{\"hello\": \"world\"}", headers);
    }

    /** What is signed: the key does nothing to it. */
    private static byte[] base(String components, String keyId, Map<String, String> more, long created, HttpCall call) {
        Map<String, String> options = new HashMap<>(Map.of(
                "http.auth.signature.components", components,
                "http.auth.signature.key.id", keyId));
        options.putAll(more);
        MessageSettings settings = MessageSettings.from(Auth.config(options));
        byte[][] signed = new byte[1][];
        MessageSignature signature = new MessageSignature(
                settings.terms(),
                Secret.fixed(bytes -> signed[0] = bytes),
                Clock.fixed(Instant.ofEpochSecond(created), ZoneOffset.UTC),
                () -> "n");
        assertThat(signature.proven(call).headers()).isNotEmpty();
        return signed[0];
    }

    private static PublicKey publicKey(String base64) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    private static boolean verifies(
            String algorithm,
            @Nullable AlgorithmParameterSpec parameters,
            PublicKey key,
            byte[] content,
            String signature)
            throws Exception {
        Signature verifier = Signature.getInstance(algorithm);
        if (parameters != null) {
            verifier.setParameter(parameters);
        }
        verifier.initVerify(key);
        verifier.update(content);
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
