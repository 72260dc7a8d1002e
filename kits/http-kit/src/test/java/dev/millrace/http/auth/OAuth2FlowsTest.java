package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpSender;
import dev.millrace.partner.AuthorisationServer;
import dev.millrace.partner.OAuthClient;
import dev.millrace.partner.OAuthToken;
import dev.millrace.partner.PartnerAuthority;
import dev.millrace.partner.PartnerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every grant and every way to prove a client, against a server that checks each claim. */
@Timeout(120)
class OAuth2FlowsTest {

    private static final String STRANGE = "p+%:&=;/ äß\"'*~";

    private AuthorisationServer server;
    private OAuth2Bench bench;

    @BeforeEach
    void open() throws Exception {
        server = AuthorisationServer.start();
        bench = new OAuth2Bench(server);
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    @Test
    void provesTheClientByItsSecretInTheHeaderEncodedAsInAForm() throws Exception {
        server.register(OAuthClient.basic("a client:1", STRANGE));

        bench.with("http.oauth2.client.id", "a client:1", "http.oauth2.client.secret", STRANGE);

        assertIsLetIn();
        assertThat(server.tokenRequests()).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo("grant_type=client_credentials");
            assertThat(request.header("Accept")).contains("application/json");
        });
    }

    @Test
    void provesTheClientByItsSecretInTheForm() throws Exception {
        server.register(OAuthClient.post("client", STRANGE));

        bench.with(
                "http.oauth2.client.auth",
                "post",
                "http.oauth2.client.id",
                "client",
                "http.oauth2.client.secret",
                STRANGE);

        assertIsLetIn();
        assertThat(server.tokenRequests())
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void provesTheClientByATokenSignedWithItsSecret(String algorithm) throws Exception {
        server.register(OAuthClient.secretJwt("client", STRANGE.repeat(5), algorithm));

        bench.with(
                "http.oauth2.client.auth",
                "client-secret-jwt",
                "http.oauth2.client.id",
                "client",
                "http.oauth2.client.secret",
                STRANGE.repeat(5),
                "http.jwt.algorithm",
                algorithm);

        assertIsLetIn();
        assertThat(server.tokenRequests())
                .allSatisfy(request -> assertThat(request.text()).doesNotContain("client_secret="));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("RSA", 2048, "auto", "RS256"),
                Arguments.of("RSA", 2048, "rs256", "RS256"),
                Arguments.of("RSA", 2048, "RS384", "RS384"),
                Arguments.of("RSA", 2048, "RS512", "RS512"),
                Arguments.of("RSA", 2048, "PS256", "PS256"),
                Arguments.of("RSA", 2048, "PS384", "PS384"),
                Arguments.of("RSA", 2048, "PS512", "PS512"),
                Arguments.of("EC", 256, "auto", "ES256"),
                Arguments.of("EC", 384, "auto", "ES384"),
                Arguments.of("EC", 521, "auto", "ES512"),
                Arguments.of("Ed25519", 255, "auto", "EdDSA"),
                Arguments.of("Ed25519", 255, "EdDSA", "EdDSA"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void provesTheClientByATokenSignedWithItsKey(String kind, int bits, String algorithm, String registered)
            throws Exception {
        KeyPair pair = TestKeys.pair(kind, bits);
        server.register(OAuthClient.privateKeyJwt("client", pair.getPublic(), registered)
                .keyId("key-1"));

        bench.with(
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "client",
                "http.jwt.algorithm",
                algorithm,
                "http.jwt.key",
                TestKeys.pem(pair),
                "http.jwt.key.id",
                "key-1");

        assertIsLetIn();
    }

    @Test
    void namesTheCertificateOfTheKeyWhereItIsGiven(@TempDir Path folder) throws Exception {
        PartnerIdentity identity = PartnerAuthority.named("authority").issue("client");
        server.register(
                OAuthClient.privateKeyJwt("client", identity.certificate().getPublicKey(), "ES256")
                        .namesCertificate(identity.certificate()));
        Path key = Files.writeString(folder.resolve("key.pem"), identity.keyPem());
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), identity.certificatePem());

        bench.with(
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "client",
                "http.jwt.key.file",
                key.toString(),
                "http.jwt.certificate.file",
                certificate.toString());

        assertIsLetIn();
    }

    @Test
    void meansTheAssertionForTheAudienceThatIsSet() throws Exception {
        KeyPair pair = TestKeys.pair("EC", 256);
        server.register(OAuthClient.privateKeyJwt("client", pair.getPublic(), "ES256"));

        bench.with(
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "client",
                "http.jwt.key",
                TestKeys.pem(pair),
                "http.jwt.audience",
                server.issuer());

        assertIsLetIn();
    }

    @Test
    void signsEachAssertionAnew() throws Exception {
        KeyPair pair = TestKeys.pair("EC", 256);
        server.register(OAuthClient.privateKeyJwt("client", pair.getPublic(), "ES256"));
        bench.with(
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "client",
                "http.jwt.key",
                TestKeys.pem(pair));

        try (HttpSender sender = bench.sender(bench.oauth2())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            server.revokeAll();

            assertThat(bench.status(sender)).isEqualTo(200);
        }

        assertThat(server.issued()).hasSize(2);
        assertThat(server.refusals()).containsExactly("invalid_token: an unknown or revoked token");
    }

    @Test
    void showsASignedTokenForOneOfTheServer() throws Exception {
        KeyPair pair = TestKeys.pair("RSA", 2048);
        server.register(OAuthClient.basic("client", "secret").scopes("orders", "stock"))
                .trust("https://issuer.example", pair.getPublic(), "RS256", "robot@example");

        bench.with(
                "http.oauth2.grant",
                "jwt-bearer",
                "http.oauth2.client.id",
                "client",
                "http.oauth2.client.secret",
                "secret",
                "http.oauth2.scope",
                "orders stock",
                "http.jwt.key",
                TestKeys.pem(pair),
                "http.jwt.issuer",
                "https://issuer.example",
                "http.jwt.subject",
                "robot@example",
                "http.jwt.claims",
                "{\"scope\":\"orders\",\"level\":{\"of\":[1,2.50,true,null]}}");

        OAuthToken token = assertIsLetIn();
        assertThat(token.subject()).isEqualTo("robot@example");
        assertThat(token.clientId()).isEqualTo("client");
        assertThat(token.scope()).isEqualTo("orders stock");
    }

    @Test
    void showsASignedTokenWithoutAClientWhereTheServerAsksForNone() throws Exception {
        KeyPair pair = TestKeys.pair("RSA", 2048);
        server.trust("robot", pair.getPublic(), "RS256", "robot");

        bench.with(
                "http.oauth2.grant",
                "jwt-bearer",
                "http.oauth2.client.auth",
                "none",
                "http.jwt.issuer",
                "robot",
                "http.jwt.key",
                TestKeys.pem(pair));

        assertThat(assertIsLetIn().subject()).isEqualTo("robot");
    }

    @Test
    void showsAUsersPasswordWhereTheServerKnowsNothingBetter() throws Exception {
        server.register(OAuthClient.basic("client", "secret").grants("password"))
                .user("jürgen", STRANGE);

        bench.with(
                "http.oauth2.grant",
                "password",
                "http.oauth2.client.id",
                "client",
                "http.oauth2.client.secret",
                "secret",
                "http.oauth2.user",
                "jürgen",
                "http.oauth2.password",
                STRANGE);

        assertThat(assertIsLetIn().subject()).isEqualTo("jürgen");
    }

    @Test
    void asksForScopeAudienceResourcesAndWhatElseIsSet() throws Exception {
        server.register(OAuthClient.basic("client", "secret").scopes("orders", "https://api.example/.default"))
                .audience("https://audience.example/")
                .resource("https://one.example/")
                .resource("urn:two")
                .requireScope("orders");

        bench.with(
                "http.oauth2.client.id",
                "client",
                "http.oauth2.client.secret",
                "secret",
                "http.oauth2.scope",
                "https://api.example/.default orders",
                "http.oauth2.audience",
                "https://audience.example/",
                "http.oauth2.resource",
                "https://one.example/,urn:two",
                "http.oauth2.parameters",
                "tenant=a=b&c,empty=");

        OAuthToken token = assertIsLetIn();
        assertThat(token.scope()).isEqualTo("https://api.example/.default orders");
        assertThat(token.audience()).isEqualTo("https://audience.example/");
        assertThat(token.resources()).containsExactly("https://one.example/", "urn:two");
        assertThat(server.tokenRequests().get(0).text())
                .contains("&tenant=a%3Db%26c")
                .doesNotContain("empty");
    }

    @Test
    void takesTheSecretFromItsFileAndTheNextOneWhenItChanges(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "first\n");
        server.register(OAuthClient.basic("client", "first"));
        bench.with("http.oauth2.client.id", "client", "http.oauth2.client.secret.file", file.toString());

        try (HttpSender sender = bench.sender(bench.oauth2())) {
            assertThat(bench.status(sender)).isEqualTo(200);
            server.register(OAuthClient.basic("client", "the second"));
            Files.writeString(file, "the second\n");
            server.revokeAll();

            assertThat(bench.status(sender)).isEqualTo(200);
        }

        assertThat(server.issued()).hasSize(2);
    }

    private OAuthToken assertIsLetIn() throws Exception {
        try (HttpSender sender = bench.sender(bench.oauth2())) {
            int status = bench.status(sender);

            assertThat(server.refusals()).isEmpty();
            assertThat(status).isEqualTo(200);
        }
        assertThat(server.issued()).hasSize(1);
        return server.issued().get(0);
    }
}
