package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatedSenderTest {

    private static final HttpCall CALL = new HttpCall(
            HttpMethod.POST, URI.create("https://a.example/"), List.of(), new byte[0], "text/plain", false);

    private final List<String> events = new ArrayList<>();
    private final List<CompletableFuture<HttpReply>> sent = new ArrayList<>();
    private CompletableFuture<Boolean> renewal = CompletableFuture.completedFuture(true);
    private boolean proves = true;

    private final AuthenticatedSender sender = new AuthenticatedSender(
            new HttpSender() {
                @Override
                public CompletableFuture<HttpReply> send(HttpCall call) {
                    events.add("send " + call.header("Proof").orElse("nothing"));
                    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
                    sent.add(reply);
                    return reply;
                }

                @Override
                public void close() {
                    events.add("close");
                }
            },
            new Authenticator() {
                private int proofs;

                @Override
                public CompletableFuture<HttpCall> prove(HttpCall call) {
                    return proves
                            ? CompletableFuture.completedFuture(call.with(new HttpHeader("Proof", "proof-" + ++proofs)))
                            : CompletableFuture.failedFuture(new IllegalStateException("no token"));
                }

                @Override
                public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
                    events.add("renew " + proven.header("Proof").orElse("nothing"));
                    return renewal;
                }

                @Override
                public void replied(HttpCall proven, HttpReply reply) {
                    events.add("replied " + reply.status());
                }

                @Override
                public void close() {
                    events.add("closed");
                }
            });

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 404, 429, 500})
    void tellsOfEveryReplyThatIsNoRefusal(int status) throws Exception {
        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, status);

        assertThat(reply.get().status()).isEqualTo(status);
        assertThat(events).containsExactly("send proof-1", "replied " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void triesOnceMoreWithANewProof(int status) throws Exception {
        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, status);
        reply(1, status);

        assertThat(reply.get().status()).isEqualTo(status);
        assertThat(events).containsExactly("send proof-1", "renew proof-1", "send proof-2");
    }

    @Test
    void givesTheRefusalBackWhenThereIsNoNewProof() throws Exception {
        renewal = CompletableFuture.completedFuture(false);

        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, 401);

        assertThat(reply.get().status()).isEqualTo(401);
        assertThat(events).containsExactly("send proof-1", "renew proof-1");
    }

    @Test
    void failsAsTheRenewalDoes() {
        renewal = CompletableFuture.failedFuture(new IllegalStateException("refused"));

        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, 401);

        assertThatThrownBy(reply::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("refused");
    }

    @Test
    void sendsNothingWithoutAProof() {
        proves = false;

        CompletableFuture<HttpReply> reply = sender.send(CALL);

        assertThatThrownBy(reply::get).hasRootCauseMessage("no token");
        assertThat(events).isEmpty();
    }

    @Test
    void givingUpEndsTheAttemptThatIsUnderWay() {
        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, 401);
        reply.cancel(false);

        assertThat(sent.get(1)).isCancelled();
    }

    @Test
    void givingUpWhileAProofIsAwaitedSendsNothing() {
        renewal = new CompletableFuture<>();
        CompletableFuture<HttpReply> reply = sender.send(CALL);
        reply(0, 401);

        reply.cancel(false);
        renewal.complete(true);

        assertThat(events).containsExactly("send proof-1", "renew proof-1");
    }

    @Test
    void closesBoth() {
        sender.close();

        assertThat(events).containsExactly("close", "closed");
    }

    private void reply(int attempt, int status) {
        sent.get(attempt).complete(new HttpReply(status, Map.of(), new byte[0]));
    }
}
