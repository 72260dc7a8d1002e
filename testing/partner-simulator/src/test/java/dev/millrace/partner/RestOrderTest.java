package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RestOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RestPartner partner;
    private Requester requester;

    /** The path is the key, the body the sequence. */
    @BeforeEach
    void start() throws IOException {
        partner = RestPartner.start().orderBy(ReceivedRequest::path, request -> Long.parseLong(request.text()));
        requester = new Requester(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void findsWhatCameTooLateForItsKey() throws Exception {
        post("/a", 1);
        post("/b", 9);
        post("/a", 3);
        post("/a", 2);
        post("/a", 4);

        assertThat(partner.outOfOrder()).extracting(ReceivedRequest::text).containsExactly("2");
        assertThat(partner.overlapping()).isEmpty();
    }

    @Test
    void takesARetryForNeitherDisorderNorDuplicate() throws Exception {
        partner.answer(
                request -> request.text().equals("2"), Answer.unavailable().times(2));

        post("/a", 1);
        post("/a", 2);
        post("/a", 2);
        post("/a", 2);
        post("/a", 3);

        assertThat(partner.outOfOrder()).isEmpty();
        assertThat(partner.duplicates()).isEmpty();
    }

    @Test
    void findsARecordThatWasOvertakenWhileItWasRetried() throws Exception {
        partner.answer(
                request -> request.text().equals("1"), Answer.unavailable().times(1));

        post("/a", 1);
        post("/a", 2);
        post("/a", 1);

        assertThat(partner.outOfOrder()).extracting(ReceivedRequest::text).containsExactly("1");
    }

    @Test
    void countsWhatItCanNotPlaceAsOutOfOrder() throws Exception {
        requester.send("POST", "/a", "k", "no sequence");

        assertThat(partner.outOfOrder()).extracting(ReceivedRequest::text).containsExactly("no sequence");
        assertThat(partner.acceptedCount()).isEqualTo(1);
    }

    @Test
    void findsTwoRequestsOfOneKeyOnTheWire() throws Exception {
        partner.answerAll(Answer.hang());
        List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();

        hanging.add(begin("/a", 1));
        partner.awaitInFlight(1, PATIENCE);
        hanging.add(begin("/b", 1));
        partner.awaitInFlight(2, PATIENCE);
        assertThat(partner.overlapping()).isEmpty();
        hanging.add(begin("/a", 2));
        partner.awaitInFlight(3, PATIENCE);

        assertThat(partner.overlapping())
                .extracting(ReceivedRequest::path, ReceivedRequest::text)
                .containsExactly(tuple("/a", "2"));
        assertThat(partner.maxInFlight()).isEqualTo(3);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void takesARepetitionOfAnUnansweredRequestForNoOverlap() throws Exception {
        partner.answerAll(Answer.hang());
        List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();

        hanging.add(begin("/a", 1));
        partner.awaitInFlight(1, PATIENCE);
        hanging.add(begin("/a", 1));
        partner.awaitInFlight(2, PATIENCE);

        assertThat(partner.overlapping()).isEmpty();
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void seesNoOverlapInAnHonestSequence() throws Exception {
        for (int sequence = 0; sequence < 300; sequence++) {
            post("/a", sequence);
        }

        assertThat(partner.overlapping()).isEmpty();
        assertThat(partner.outOfOrder()).isEmpty();
        assertThat(partner.maxInFlight()).isEqualTo(1);
    }

    @Test
    void holdsAHundredRequestsInFlightAndAnswersThemAll() throws Exception {
        partner.answerAll(Answer.accepted().after(Duration.ofSeconds(5)));

        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int key = 0; key < 100; key++) {
            responses.add(begin("/" + key, 1));
        }
        partner.awaitUnique(100, PATIENCE);
        CompletableFuture.allOf(responses.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(partner.maxInFlight()).isGreaterThanOrEqualTo(64);
        assertThat(partner.overlapping()).isEmpty();
        assertThat(partner.received()).extracting(ReceivedRequest::number).isSorted();
    }

    private void post(String key, long sequence) throws Exception {
        requester.send("POST", key, key + sequence, Long.toString(sequence));
    }

    private CompletableFuture<HttpResponse<String>> begin(String key, long sequence) {
        return requester.begin(key, key + sequence, Long.toString(sequence));
    }
}
