package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.HttpReply;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.FetchedKeys.Lookup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {

    private static final URI ADDRESS = URI.create("https://keys.example/");

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<CompletableFuture<HttpReply>> replies = new ArrayDeque<>();
    private final List<URI> asked = new ArrayList<>();
    private final FetchedKeys keys = new FetchedKeys(Scripted::new, nanos::get);

    /** Gives the replies one by one. */
    private final class Scripted implements Fetch {
        @Override
        public CompletionStage<HttpReply> get(URI address) {
            asked.add(address);
            return replies.isEmpty() ? CompletableFuture.failedFuture(new IllegalStateException()) : replies.remove();
        }

        @Override
        public CompletionStage<HttpReply> post(URI address, String json) {
            return get(address);
        }

        @Override
        public void close() {}
    }

    @Test
    void asksOnceForRequestsAtTheSameTime() {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        replies.add(reply);

        CompletionStage<Lookup> first = lookup(false);
        CompletionStage<Lookup> second = lookup(false);
        reply.complete(good());

        assertThat(List.of(now(first), now(second))).allMatch(Lookup.Found.class::isInstance);
        assertThat(asked).hasSize(1);
    }

    @Test
    void keepsKeysForAnHour() {
        replies.add(CompletableFuture.completedFuture(good()));
        replies.add(CompletableFuture.completedFuture(good()));

        Lookup unusedFirst = now(lookup(false));
        advance(Duration.ofMinutes(59));
        Lookup unusedSecond = now(lookup(false));
        assertThat(asked).hasSize(1);
        advance(Duration.ofMinutes(2));
        Lookup unusedThird = now(lookup(false));

        assertThat(asked).hasSize(2);
    }

    @Test
    void renewsAtMostOnceAMinute() {
        replies.add(CompletableFuture.completedFuture(good()));
        replies.add(CompletableFuture.completedFuture(good()));

        Lookup unusedFirst = now(lookup(false));
        Lookup unusedSecond = now(lookup(true));
        assertThat(asked).hasSize(1);
        advance(Duration.ofSeconds(61));
        Lookup unusedThird = now(lookup(true));

        assertThat(asked).hasSize(2);
    }

    @Test
    void oldKeysStayGoodForADayWhenTheyCantBeRenewed() {
        replies.add(CompletableFuture.completedFuture(good()));

        Lookup unusedFirst = now(lookup(false));
        advance(Duration.ofHours(23));
        Lookup stale = now(lookup(false));
        advance(Duration.ofHours(2));
        Lookup tooOld = now(lookup(false));

        assertThat(stale).isInstanceOf(Lookup.Found.class);
        assertThat(tooOld).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void pausesAfterAFailure() {
        Lookup unusedFirst = now(lookup(false));
        Lookup second = now(lookup(false));
        assertThat(asked).hasSize(1);
        replies.add(CompletableFuture.completedFuture(good()));
        advance(Duration.ofSeconds(6));

        assertThat(second).isInstanceOf(Lookup.Unavailable.class);
        assertThat(now(lookup(false))).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void asksForAFewKeysAtOnceOnly() {
        for (int i = 0; i < 20; i++) {
            replies.add(new CompletableFuture<>());
        }

        List<CompletionStage<Lookup>> lookups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lookups.add(keys.get("key " + i, false, fetch -> fetch.get(ADDRESS), FetchedKeysTest::read));
        }

        assertThat(asked).hasSize(8);
        assertThat(now(lookups.get(19))).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void keyThatIsLackingIsNotSaidToBeUnknownWhileNobodyAnswers() {
        replies.add(CompletableFuture.completedFuture(good()));
        Lookup unusedFirst = now(lookup(false));
        advance(Duration.ofSeconds(61));

        Lookup renewed = now(lookup(true));
        Lookup again = now(lookup(true));

        assertThat(List.of(renewed, again)).allMatch(Lookup.Unavailable.class::isInstance);
        assertThat(now(lookup(false))).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void clientThatCantBeOpenedLeavesNoAnswerThatNeverComes() {
        AtomicInteger opened = new AtomicInteger();
        FetchedKeys failing = new FetchedKeys(
                () -> {
                    if (opened.incrementAndGet() == 1) {
                        throw new IllegalStateException("no more sockets");
                    }
                    return new Scripted();
                },
                nanos::get);
        replies.add(CompletableFuture.completedFuture(good()));

        assertThatThrownBy(() -> failing.get("key", false, fetch -> fetch.get(ADDRESS), FetchedKeysTest::read))
                .isInstanceOf(IllegalStateException.class);
        assertThat(now(failing.get("key", false, fetch -> fetch.get(ADDRESS), FetchedKeysTest::read)))
                .isInstanceOf(Lookup.Found.class);
    }

    @Test
    void newKeyOfASenderIsFoundBeforeTheHourIsOver() throws Exception {
        KeyPair old = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        VerifySettings settings = VerifySettings.from(Vectors.config(
                Map.of("webhook.verify", "standard-webhooks", "webhook.verify.keys.url", ADDRESS.toString())));
        SignatureScheme scheme =
                (SignatureScheme) StandardWebhooks.proofs(settings).get(2);
        String time = String.valueOf(Vectors.NOW.getEpochSecond());
        ReceivedRequest plain = Vectors.request("POST", "https://a.example/in", new byte[] {1});
        Terms terms = new Terms(new Secrets(List.of()), Optional.empty(), keys, CertificateTrust::platform);
        replies.add(CompletableFuture.completedFuture(page("{\"keys\":[" + webKey(old) + "]}")));
        replies.add(CompletableFuture.completedFuture(page("{\"keys\":[" + webKey(fresh) + "]}")));

        List<Object> admissions = new ArrayList<>();
        for (KeyPair pair : List.of(old, fresh, fresh)) {
            ReceivedRequest signed = Vectors.request(
                    "POST",
                    "https://a.example/in",
                    new byte[] {1},
                    "webhook-id",
                    "m",
                    "webhook-timestamp",
                    time,
                    "webhook-signature",
                    scheme.sign(plain, SigningKey.of(Algorithm.ED25519, pair.getPrivate()), time, "m"));
            admissions.add(scheme.judge(new Evidence(signed, Vectors.NOW), terms)
                    .toCompletableFuture()
                    .getNow(null));
            advance(Duration.ofSeconds(61));
        }

        assertThat(admissions).allMatch(WebhookProvider.Admission.Event.class::isInstance);
        assertThat(asked).hasSize(2);
    }

    private static String webKey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] key = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\"}";
    }

    @Test
    void opensNoClientAfterItsEnd() {
        keys.close();

        assertThatThrownBy(keys::client).isInstanceOf(IllegalStateException.class);
        assertThat(now(lookup(false))).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void emptySetOfKeysDoesNotReplaceTheOneThatIsKept() {
        KeyEndpoint endpoint = new KeyEndpoint.Published(ADDRESS);
        Terms terms = new Terms(new Secrets(List.of()), Optional.empty(), keys, CertificateTrust::platform);
        String key = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        replies.add(CompletableFuture.completedFuture(page("{\"keys\":[" + key + "]}")));
        replies.add(CompletableFuture.completedFuture(page("{\"keys\":[]}")));

        Lookup unusedFirst = now(endpoint.lookup("", false, terms));
        advance(Duration.ofMinutes(61));

        assertThat(now(endpoint.lookup("", false, terms)))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.keys().entries()).hasSize(1));
        assertThat(asked).hasSize(2);
    }

    private static HttpReply page(String text) {
        return new HttpReply(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    private CompletionStage<Lookup> lookup(boolean renew) {
        return keys.get("key", renew, fetch -> fetch.get(ADDRESS), FetchedKeysTest::read);
    }

    private static Lookup read(HttpReply reply) {
        return new Lookup.Found(new KeySet(List.of()));
    }

    private static HttpReply good() {
        return new HttpReply(200, Map.of(), new byte[0]);
    }

    private static Lookup now(CompletionStage<Lookup> stage) {
        return stage.toCompletableFuture().getNow(new Lookup.Unavailable("not yet"));
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
