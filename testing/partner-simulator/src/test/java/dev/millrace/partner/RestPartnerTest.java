package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RestPartnerTest {

    private RestPartner partner;
    private Requester requester;

    @BeforeEach
    void start() throws IOException {
        partner = RestPartner.start();
        requester = new Requester(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void answersByAFunctionAndLeavesTheRestToTheScript() throws Exception {
        partner.answerBy(request -> request.text().equals("odd") ? Optional.of(Answer.status(409)) : Optional.empty());
        partner.answer(request -> request.text().equals("late"), Answer.status(503));

        assertThat(requester.send("POST", "/", "k-1", "odd").statusCode()).isEqualTo(409);
        assertThat(requester.send("POST", "/", "k-2", "late").statusCode()).isEqualTo(503);
        assertThat(requester.send("POST", "/", "k-3", "even").statusCode()).isEqualTo(200);
        assertThat(partner.acceptedCount()).isEqualTo(1);
    }

    @Test
    void acceptsAndWritesDownWhatArrives() throws Exception {
        HttpResponse<String> response = requester.send("POST", "/orders?dry=1", "k-1", "{\"id\":\"ü\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"accepted\":true}");
        assertThat(partner.received()).singleElement().satisfies(request -> {
            assertThat(request.number()).isEqualTo(1);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/orders?dry=1");
            assertThat(request.idempotencyKey()).hasValue("k-1");
            assertThat(request.header("idempotency-KEY")).hasValue("k-1");
            assertThat(request.text()).isEqualTo("{\"id\":\"ü\"}");
            assertThat(request.body()).hasSize(11);
        });
    }

    @Test
    void countsAttemptsAndWhatWasAcceptedApart() throws Exception {
        partner.answerAll(Answer.unavailable().times(1));

        requester.send("POST", "/", "k-1", "");
        requester.send("POST", "/", "k-1", "");
        requester.send("POST", "/", "k-2", "");

        assertThat(partner.count()).isEqualTo(3);
        assertThat(partner.acceptedCount()).isEqualTo(2);
        assertThat(partner.uniqueCount()).isEqualTo(2);
        assertThat(partner.duplicates()).isEmpty();
    }

    @Test
    void namesTheKeysItAcceptedTwice() throws Exception {
        requester.send("POST", "/", "k-1", "");
        requester.send("POST", "/", "k-2", "");
        requester.send("POST", "/", "k-1", "");

        assertThat(partner.uniqueCount()).isEqualTo(2);
        assertThat(partner.duplicates()).containsExactly("k-1");
    }

    @Test
    void keepsNumbersAndKeysOnlyWhenToldToTravelLight() throws Exception {
        partner.keepBodies(false).orderBy(ReceivedRequest::text, request -> 0);

        requester.send("POST", "/a", "k-1", "some body");

        assertThat(partner.received()).singleElement().satisfies(request -> {
            assertThat(request.idempotencyKey()).hasValue("k-1");
            assertThat(request.path()).isEqualTo("/a");
            assertThat(request.text()).isEmpty();
            assertThat(request.headers()).isEmpty();
        });
    }

    @Test
    void asksForTheAuthorizationItWasTold() throws Exception {
        partner.requireAuthorization("Bearer abc");

        HttpResponse<String> without = requester.send("POST", "/", "k-1", "");
        HttpResponse<String> with = requester.send("POST", "/", "k-1", "", "Authorization", "Bearer abc");

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer "));
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(partner.acceptedCount()).isEqualTo(1);
        partner.requireNoAuthorization();
        assertThat(requester.send("POST", "/", "k-2", "").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhatItWaitedForInVain() {
        assertThatThrownBy(() -> partner.awaitCount(1, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 requests received, got 0 received");
    }

    @Test
    void refusesConnectionsWhileItIsDownAndComesBackOnItsPort() throws Exception {
        requester.send("POST", "/", "k-1", "");

        partner.stopListening();
        assertThatThrownBy(() -> requester.send("POST", "/", "k-2", "")).isInstanceOf(IOException.class);
        partner.listenAgain();
        HttpResponse<String> response = requester.send("POST", "/", "k-2", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(partner.uniqueCount()).isEqualTo(2);
    }
}
