package dev.millrace.rest;

import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.SinkTaskContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RestSinkContractTest extends SinkTaskContract {

    private RestPartner partner;

    @BeforeEach
    void startPartner() throws IOException {
        partner = RestPartner.start();
    }

    @AfterEach
    void closePartner() {
        partner.close();
    }

    @Override
    protected SinkConnector connector() {
        return new RestSinkConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Delivering.settings(
                partner.url() + "/contract",
                "retry.max.attempts",
                "-1",
                "queue.max.records",
                Integer.toString(mark()),
                "max.in.flight",
                "8");
    }

    @Override
    protected List<String> delivered() {
        return partner.accepted().stream().map(ReceivedRequest::text).toList();
    }

    @Override
    protected void refuse(String payload) {
        partner.answer(request -> request.text().equals(payload), Answer.status(422));
    }

    @Override
    protected void outage(boolean on) {
        if (on) {
            partner.answerAll(Answer.unavailable());
        } else {
            partner.answerAll(Answer.accepted());
        }
    }

    @Override
    protected void answerAfter(Duration delay) {
        partner.answerAll(Answer.accepted().after(delay));
    }

    @Override
    protected boolean released() {
        return partner.inFlight() == 0
                && Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("millrace-rest-sink") || name.startsWith("httpclient"));
    }

    @Override
    protected int mark() {
        return 50;
    }
}
