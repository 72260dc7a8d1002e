package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.DigestPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over the wire, against a server that challenges. */
@Timeout(120)
class DigestLiveTest {

    private static final String USER = "Jäsøn Doe";
    private static final String PASSWORD = "Secret, or \"not\"?";
    private static final int STORM = 32;

    private final Map<String, String> options =
            new HashMap<>(Map.of("http.auth", "digest", "http.auth.user", USER, "http.auth.password", PASSWORD));
    private DigestPartner partner;

    @BeforeEach
    void start() throws IOException {
        partner = DigestPartner.start(USER, PASSWORD);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, auth, false",
        "MD5, '', false",
        "MD5, auth-int, false",
        "MD5-sess, auth, false",
        "SHA-256, auth, false",
        "SHA-256, auth, true",
        "SHA-256-sess, 'auth,auth-int', true",
        "SHA-512-256, auth, true",
        "SHA-512-256-sess, auth-int, false",
    })
    void provesItselfInEveryWay(String algorithm, String protection, boolean hashed) {
        partner.offer(algorithm).protect(protection);
        if (hashed) {
            partner.hashUsers();
        }

        try (HttpSender sender = Auth.sender(options, 1)) {
            for (HttpMethod method : HttpMethod.values()) {
                String body = method == HttpMethod.GET ? "" : "{}";
                assertThat(send(sender, method, body).status()).as("%s", method).isEqualTo(200);
            }
        }

        assertThat(partner.refused()).isEqualTo(1);
        assertThat(partner.replays()).isZero();
        assertThat(partner.usedNonces()).hasSize(1);
    }

    @Test
    void choosesTheBestOfManyChallenges() {
        partner.offer("MD5", "SHA-256", "SHA-512-256-sess");

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
        }

        assertThat(partner.usedNonces()).containsExactly("n/3=");
    }

    @Test
    void coversTheBodyWhereItMay() {
        partner.protect("auth,auth-int");
        options.put("http.auth.digest.integrity", "true");

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            partner.protect("auth-int");
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
        }

        assertThat(partner.refused()).isEqualTo(1);
    }

    @Test
    void takesAnotherNonceWhenItsOwnIsStale() {
        partner.usesOfANonce(10);

        try (HttpSender sender = Auth.sender(options, 1)) {
            for (int i = 0; i < 35; i++) {
                assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            }
        }

        assertThat(partner.refused()).isEqualTo(4);
        assertThat(partner.usedNonces()).hasSize(4);
    }

    @Test
    void survivesAServerThatForgotItsNoncesAndDoesNotSaySo() {
        partner.neverSayStale();

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            partner.forgetNonces();
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
        }

        assertThat(partner.refused()).isEqualTo(2);
    }

    @Test
    void takesTheNextNonceThatAnAnswerNames() {
        partner.usesOfANonce(1).nameNextNonce();

        try (HttpSender sender = Auth.sender(options, 1)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            }
        }

        assertThat(partner.refused()).isEqualTo(1);
        assertThat(partner.usedNonces()).hasSize(20);
    }

    /** Each of them is refused with a nonce of its own; the first one that is learned serves all. */
    @Test
    void aStormOfRefusalsRenewsOnce() throws Exception {
        partner.refuseTogether(STORM);

        try (HttpSender sender = Auth.sender(options, STORM)) {
            assertThat(storm(sender)).containsOnly(200);
            assertThat(partner.refused()).isEqualTo(STORM);
            assertThat(partner.usedNonces()).hasSize(1);

            partner.forgetNonces();
            partner.refuseTogether(STORM);
            assertThat(storm(sender)).containsOnly(200);
        }

        assertThat(partner.refused()).isEqualTo(2 * STORM);
        assertThat(partner.accepted()).isEqualTo(2 * STORM);
        assertThat(partner.usedNonces()).hasSize(2);
        assertThat(partner.replays()).isZero();
    }

    @Test
    void countsEachUseOfANonceOnceUnderLoad() throws Exception {
        try (HttpSender sender = Auth.sender(options, STORM)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            for (int round = 0; round < 20; round++) {
                assertThat(storm(sender)).containsOnly(200);
            }
        }

        assertThat(partner.replays()).isZero();
        assertThat(partner.refused()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsTriedOnceForEachRequest() {
        options.put("http.auth.password", "wrong");

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(401);
        }

        assertThat(partner.refused()).isEqualTo(2);
    }

    @Test
    void followsAPasswordThatChanges(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        options.remove("http.auth.password");
        options.put("http.auth.password.file", file.toString());

        try (HttpSender sender = Auth.sender(options, 1)) {
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
            partner.password("another one");
            Files.writeString(file, "another one");
            assertThat(send(sender, HttpMethod.POST, "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void saysWhatTheServerWantsThatIsNotAllowed() {
        partner.offer("MD5", "SHA-1");
        options.put("http.auth.digest.algorithms", "sha-256");

        try (HttpSender sender = Auth.sender(options, 1)) {
            ConnectorFailure failure = catchThrowableOfType(
                    ConnectorFailure.class, () -> unwrapped(sender.send(Auth.call(HttpMethod.GET, partner.url(), ""))));

            assertThat(failure.kind()).isEqualTo(FailureKind.UNAUTHORIZED);
            assertThat(failure).hasMessageContaining("http.auth.digest.algorithms");
        }
    }

    private static void unwrapped(CompletableFuture<HttpReply> reply) throws Throwable {
        try {
            HttpReply unused = reply.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private List<Integer> storm(HttpSender sender) throws Exception {
        List<CompletableFuture<HttpReply>> replies = IntStream.range(0, STORM)
                .mapToObj(i -> sender.send(Auth.call(HttpMethod.POST, partner.url() + "/o?n=" + i, "{}")))
                .toList();
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        return replies.stream().map(reply -> reply.join().status()).toList();
    }

    private HttpReply send(HttpSender sender, HttpMethod method, String body) {
        return Auth.get(sender.send(Auth.call(method, partner.url() + "/orders?x=a%20b", body)));
    }
}
