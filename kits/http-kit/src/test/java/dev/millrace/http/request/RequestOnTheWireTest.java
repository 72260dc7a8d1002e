package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ApacheHttpSender;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The requests of the spec files, as a receiver sees them. */
@Timeout(120)
class RequestOnTheWireTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void arriveAsTheyWereMade() throws Exception {
        List<HttpCall> calls = RequestCase.of("bodies.yaml").stream()
                .filter(row -> row.text("fails").isEmpty())
                .map(RequestCase::call)
                .toList();

        try (RestPartner partner = RestPartner.start();
                HttpSender sender = new ApacheHttpSender(new ClientSettings(PATIENCE, PATIENCE, PATIENCE), 1, 1024)) {
            for (HttpCall call : calls) {
                HttpReply unused = sender.send(to(partner, call)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }

            List<ReceivedRequest> received = partner.received();
            assertThat(received).hasSameSizeAs(calls);
            for (int i = 0; i < calls.size(); i++) {
                HttpCall call = calls.get(i);
                ReceivedRequest arrived = received.get(i);
                assertThat(arrived.method()).isEqualTo(call.method().name());
                assertThat(arrived.body()).isEqualTo(call.body());
                if (call.body().length > 0) {
                    assertThat(arrived.header("Content-Type")).contains(call.contentType());
                }
                for (HttpHeader header : call.headers()) {
                    assertThat(arrived.header(header.name())).contains(header.value());
                }
            }
        }
    }

    private static HttpCall to(RestPartner partner, HttpCall call) {
        return new HttpCall(
                call.method(),
                URI.create(partner.url() + call.target().getRawPath()),
                call.headers(),
                call.body(),
                call.contentType(),
                call.repeatable());
    }
}
