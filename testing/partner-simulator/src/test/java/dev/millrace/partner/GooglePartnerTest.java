package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GooglePartnerTest {

    private static final KeyPair KEY = KeyPairs.rsa();
    private static final String ACCOUNT = "loader@p.iam.gserviceaccount.com";
    private static final String TABLE = "projects/p/datasets/d/tables/t";
    private static final String ROWS = "/bigquery/v2/" + TABLE + "/insertAll";
    private static final String PUBLISH = "/v1/projects/p/topics/t:publish";

    private final GooglePartner google;

    GooglePartnerTest() throws Exception {
        google = GooglePartner.start()
                .account(ACCOUNT, KEY.getPublic(), "k-1", GooglePartner.INSERT, GooglePartner.PUBSUB)
                .table(TABLE, Map.of("n", "INTEGER"))
                .topic("projects/p/topics/t");
    }

    @AfterEach
    void end() {
        google.close();
    }

    @Test
    void insertsARowOnceWhateverHowOftenItComes() throws Exception {
        String token = token(GooglePartner.INSERT);
        String rows = "{\"rows\":[{\"insertId\":\"a\",\"json\":{\"n\":1}},{\"insertId\":\"b\",\"json\":{\"n\":2}}]}";

        assertThat(post(ROWS, token, rows).body()).isEqualTo("{\"kind\":\"bigquery#tableDataInsertAllResponse\"}");
        assertThat(post(ROWS, token, rows).statusCode()).isEqualTo(200);
        assertThat(google.rows(TABLE)).containsExactly("n=1", "n=2");
    }

    @ParameterizedTest
    @CsvSource({"false, stopped, 0", "true, , 1"})
    void tellsOfRowsThatDoNotFitInAnAnswerOf200(boolean skips, String others, int inserted) throws Exception {
        String rows = "{\"skipInvalidRows\":" + skips
                + ",\"rows\":[{\"insertId\":\"a\",\"json\":{\"n\":1}},{\"insertId\":\"b\",\"json\":{\"n\":\"x\"}}]}";

        HttpResponse<String> answer = post(ROWS, token(GooglePartner.INSERT), rows);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("{\"index\":1,\"errors\":[{\"reason\":\"invalid\"");
        assertThat(answer.body().contains("{\"index\":0,\"errors\":[{\"reason\":\"stopped\""))
                .isEqualTo(others != null);
        assertThat(google.rows(TABLE)).hasSize(inserted);
    }

    @Test
    void publishesAllMessagesOfARequestOrNone() throws Exception {
        String token = token(GooglePartner.PUBSUB);
        String good = "{\"data\":\"" + Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8))
                + "\",\"orderingKey\":\"k\",\"attributes\":{\"a\":\"b\"}}";

        assertThat(post(PUBLISH, token, "{\"messages\":[" + good + ",{}]}").statusCode())
                .isEqualTo(400);
        assertThat(post(PUBLISH, token, "{\"messages\":[{\"data\":\"no base64!\"}]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(PUBLISH, token, "{\"messages\":[" + good + "]}").body()).isEqualTo("{\"messageIds\":[\"1\"]}");
        assertThat(google.messages("projects/p/topics/t"))
                .containsExactly(new GoogleMessage("hi", "k", Map.of("a", "b")));
    }

    @Test
    void letsNobodyInWithoutATokenForThatScope() throws Exception {
        String token = token(GooglePartner.INSERT);

        assertThat(post(PUBLISH, token, "{}").statusCode()).isEqualTo(401);
        assertThat(post(ROWS, "other", "{}").statusCode()).isEqualTo(401);
        google.revokeAll();
        assertThat(post(ROWS, token, "{}").statusCode()).isEqualTo(401);
    }

    /** What stands for the right value of a claim is put in by the test. */
    @ParameterizedTest
    @CsvSource({
        "iss, \"nobody@p.iam.gserviceaccount.com\"",
        "aud, \"https://elsewhere.example/token\"",
        "scope, \"https://www.googleapis.com/auth/cloud-platform\"",
        "sub, \"boss@example.com\"",
        "exp, 4102444800",
        "exp, 1",
        "iat, 4102444800",
        "exp, null"
    })
    void refusesATokenWithOneWrongClaim(String claim, String value) throws Exception {
        String claims = claims(GooglePartner.INSERT)
                .replaceAll("\"" + claim + "\":(\"[^\"]*\"|\\d+)", "\"" + claim + "\":" + value);

        HttpResponse<String> answer =
                ask(signed("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}", claims, KEY.getPrivate()));

        assertThat(claims).contains(value);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(google.refusals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"RS256, JWT, k-2", "RS256, other, k-1", "none, JWT, k-1"})
    void refusesATokenWithAnotherHeader(String algorithm, String type, String id) throws Exception {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"" + type + "\",\"kid\":\"" + id + "\"}";

        assertThat(ask(signed(header, claims(GooglePartner.INSERT), KEY.getPrivate()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesATokenThatAnotherKeySigned() throws Exception {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}";

        assertThat(ask(signed(
                                header,
                                claims(GooglePartner.INSERT),
                                KeyPairs.rsa().getPrivate()))
                        .statusCode())
                .isEqualTo(400);
    }

    private String token(String scope) throws Exception {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}";
        String answer = ask(signed(header, claims(scope), KEY.getPrivate())).body();
        return Jws.text(JsonReader.object(answer), "access_token").orElseThrow();
    }

    private String claims(String scope) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"" + ACCOUNT + "\",\"sub\":\"" + ACCOUNT + "\",\"scope\":\"" + scope + "\",\"aud\":\""
                + google.tokenUrl() + "\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}";
    }

    private static String signed(String header, String claims, PrivateKey key) throws Exception {
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private HttpResponse<String> ask(String assertion) throws Exception {
        String form =
                "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
                        + "&assertion=" + assertion;
        return send(HttpRequest.newBuilder(URI.create(google.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(google.url() + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
