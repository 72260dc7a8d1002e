package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server refuses whatever is not right, and says why to the test alone. */
@Timeout(120)
class AuthorisationServerTest {

    private static final String GRANT = "grant_type=client_credentials";
    private static final String ASSERTION_TYPE =
            "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    private final HttpClient client = HttpClient.newHttpClient();
    private final KeyPair pair = KeyPairs.p256();
    private AuthorisationServer server;

    @BeforeEach
    void open() throws Exception {
        server = AuthorisationServer.start()
                .register(OAuthClient.basic("basic", "a:b c").scopes("one", "two"))
                .register(OAuthClient.post("post", "secret"))
                .register(OAuthClient.privateKeyJwt("signer", pair.getPublic(), "ES256")
                        .keyId("k1"))
                .register(OAuthClient.open("public"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void givesATokenThatOpensTheResourceUntilItIsRevoked() throws Exception {
        HttpResponse<String> answer = token(GRANT + "&scope=two", basic("basic:a%3Ab+c"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        Map<String, Object> json = JsonReader.object(answer.body());
        assertThat(json).containsEntry("token_type", "Bearer").containsEntry("scope", "two");
        String token = (String) json.get("access_token");
        assertThat(resource("Bearer " + token).statusCode()).isEqualTo(200);
        server.revokeAll();
        HttpResponse<String> refused = resource("Bearer " + token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic:A:b+c     | invalid_client: the secret is wrong
            basic:a%3Ab%20C | invalid_client: the secret is wrong
            basic           | invalid_client: no colon
            nobody:x        | invalid_client: no client of this id
            post:secret     | invalid_client: registered for POST
            basic:%zz       | invalid_request: a percent sign that encodes nothing
            """)
    void refusesAWrongHeader(String pair, String refusal) throws Exception {
        HttpResponse<String> answer = token(GRANT, basic(pair));

        assertThat(server.refusals()).containsExactly(refusal);
        assertThat(answer.statusCode()).isEqualTo(refusal.startsWith("invalid_client") ? 401 : 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id=post&client_secret=secret                               | invalid_request: grant_type is missing
            grant_type=client_credentials                                     | invalid_client: no client authentication
            grant_type=client_credentials&client_id=post                      | invalid_client: the secret is wrong
            grant_type=client_credentials&client_id=post&client_secret=Secret | invalid_client: the secret is wrong
            grant_type=client_credentials&client_id=basic                     | invalid_client: registered for BASIC
            grant_type=client_credentials&client_id=public                    | unauthorized_client: a public client has no credentials
            grant_type=implicit&client_id=post&client_secret=secret           | unsupported_grant_type: the grant is implicit
            grant_type=client_credentials&client_id=post&client_id=post       | invalid_request: client_id comes twice
            grant_type=client_credentials&client_id=post&client_secret=secret&scope=one   | invalid_scope: not all of: one
            grant_type=client_credentials&client_id=post&client_secret=secret&audience=x  | invalid_target: the audience is x
            grant_type=client_credentials&client_id=post&client_secret=secret&resource=x  | invalid_target: the resource is x
            grant_type=password&client_id=post&client_secret=secret&username=u&password=p | invalid_grant: no such user, or another password
            """)
    void refusesAWrongForm(String form, String refusal) throws Exception {
        HttpResponse<String> answer = token(form);

        assertThat(server.refusals()).containsExactly(refusal);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + refusal.substring(0, refusal.indexOf(':')) + "\"}");
        assertThat(server.issued()).isEmpty();
    }

    @Test
    void refusesTwoProofsAtOnce() throws Exception {
        HttpResponse<String> unused = token(GRANT + "&client_id=basic&client_secret=x", basic("basic:a%3Ab+c"));

        assertThat(server.refusals()).containsExactly("invalid_request: more than one client authentication");
    }

    @Test
    void refusesOtherContentTypesAndSecretsInTheAddress() throws Exception {
        HttpResponse<String> json = send(HttpRequest.newBuilder(URI.create(server.tokenUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> inAddress = send(HttpRequest.newBuilder(URI.create(server.tokenUrl() + "?client_secret=x"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(GRANT)));

        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(inAddress.statusCode()).isEqualTo(400);
        assertThat(server.refusals())
                .containsExactly(
                        "invalid_request: the content type is application/json",
                        "invalid_request: a secret in the address");
    }

    @Test
    void takesAnAssertionThatIsRight() throws Exception {
        assertThat(assertion(header(), claims()).statusCode()).isEqualTo(200);
        assertThat(server.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            iss | "other"          | iss is other
            iss | -                | iss is null
            sub | "post"           | registered for POST
            sub | -                | no client of this id
            aud | "https://other"  | aud is https://other
            aud | -                | aud is null
            exp | 1                | exp is over since
            exp | -                | exp is null
            exp | "soon"           | exp is soon
            exp | 99999999999      | exp is more than PT1H ahead
            iat | 99999999999      | iat is 99999999999, which is not yet
            iat | -                | iat is missing
            nbf | 99999999999      | nbf is 99999999999, which is not yet
            jti | -                | jti is missing
            """)
    void refusesAnAssertionWithAWrongClaim(String name, String json, String reason) throws Exception {
        Map<String, String> wrong = claims();
        if (json == null) {
            wrong.remove(name);
        } else {
            wrong.put(name, json);
        }

        HttpResponse<String> answer = assertion(header(), wrong);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(server.refusals()).singleElement().asString().startsWith("invalid_client: " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alg | "none"  | no signature by ES256
            alg | "HS256" | no signature by ES256
            alg | "ES384" | no signature by ES256
            kid | "k2"    | kid is k2
            typ | "jose"  | typ is jose
            """)
    void refusesAnAssertionWithAWrongHeader(String name, String json, String reason) throws Exception {
        Map<String, String> wrong = header();
        wrong.put(name, json);

        assertThat(assertion(wrong, claims()).statusCode()).isEqualTo(401);

        assertThat(server.refusals()).containsExactly("invalid_client: " + reason);
    }

    @Test
    void refusesAnIdThatWasUsedAndASignatureOfSomebodyElse() throws Exception {
        Map<String, String> claims = claims();
        assertThat(assertion(header(), claims).statusCode()).isEqualTo(200);

        assertThat(assertion(header(), claims).statusCode()).isEqualTo(401);
        String foreign = signed(header(), claims(), KeyPairs.p256());
        assertThat(token(GRANT + ASSERTION_TYPE + "&client_assertion=" + foreign)
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.refusals())
                .containsExactly("invalid_client: jti was used before", "invalid_client: no signature by ES256");
    }

    @Test
    void refusesATokenThatIsOver() throws Exception {
        server.lifetime(Duration.ofMinutes(1));
        String token = (String)
                JsonReader.object(token(GRANT, basic("basic:a%3Ab+c")).body()).get("access_token");
        server.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)));

        assertThat(resource("Bearer " + token).statusCode()).isEqualTo(401);

        assertThat(server.refusals()).containsExactly("invalid_token: the token is over");
    }

    @Test
    void wantsTheScopeOfTheResource() throws Exception {
        server.requireScope("two");
        String token = (String) JsonReader.object(
                        token(GRANT + "&scope=one", basic("basic:a%3Ab+c")).body())
                .get("access_token");

        HttpResponse<String> refused = resource("Bearer " + token);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_scope");
    }

    @Test
    void bindsTokensToTheCertificateOfTheConnection() throws Exception {
        PartnerAuthority authority = PartnerAuthority.named("authority");
        PartnerIdentity known = authority.issue("known");
        PartnerIdentity other = authority.issue("other");
        try (AuthorisationServer secured =
                AuthorisationServer.start(authority.issue("server", Loopback.HOST), authority)) {
            secured.register(OAuthClient.tls("client", known.certificate()));

            Optional<String> token = tlsToken(secured, known.context(authority));
            Optional<String> foreign = tlsToken(secured, other.context(authority));

            assertThat(token).isPresent();
            assertThat(foreign).isEmpty();
            assertThat(secured.refusals()).containsExactly("invalid_client: the certificate is of Optional[CN=other]");
            assertThat(tlsResource(secured, known.context(authority), token.get()))
                    .isEqualTo(200);
            assertThat(tlsResource(secured, other.context(authority), token.get()))
                    .isEqualTo(401);
        }
    }

    private static Optional<String> tlsToken(AuthorisationServer secured, SSLContext context) throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(secured.tokenUrl()))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(GRANT + "&client_id=client"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200
                ? Optional.ofNullable((String) JsonReader.object(answer.body()).get("access_token"))
                : Optional.empty();
    }

    private static int tlsResource(AuthorisationServer secured, SSLContext context, String token) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(secured.resourceUrl()))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private Map<String, String> header() {
        return new LinkedHashMap<>(Map.of("alg", "\"ES256\"", "typ", "\"JWT\"", "kid", "\"k1\""));
    }

    private Map<String, String> claims() {
        long now = Instant.now().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss", "\"signer\"",
                "sub", "\"signer\"",
                "aud", "[\"x\",\"" + server.tokenUrl() + "\"]",
                "iat", "" + now,
                "exp", "" + (now + 60),
                "jti", "\"" + UUID.randomUUID() + "\""));
    }

    private HttpResponse<String> assertion(Map<String, String> header, Map<String, String> claims) throws Exception {
        return token(GRANT + ASSERTION_TYPE + "&client_assertion=" + signed(header, claims, pair));
    }

    private static String signed(Map<String, String> header, Map<String, String> claims, KeyPair key) {
        String content = encoded(json(header).getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(json(claims).getBytes(StandardCharsets.UTF_8));
        return content + "."
                + encoded(Macs.signature(
                        "SHA256withECDSAinP1363Format", key.getPrivate(), content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String json(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(Json.quoted(name))
                .append(':')
                .append(value));
        return json.append('}').toString();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> token(String form, String... authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        for (String field : authorization) {
            request.header("Authorization", field);
        }
        return send(request);
    }

    private HttpResponse<String> resource(String authorization) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.resourceUrl())).header("Authorization", authorization));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
