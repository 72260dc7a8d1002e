package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.SecretNames;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body is parsed at most once for its key and its records, and not at all where neither needs it. */
@Timeout(120)
class UnpackedRequestTest {

    private static RecordSettings settings(String... options) {
        return RecordSettings.from(EventRecordsSpec.config(
                options.length == 0 ? Map.of("topic", "events") : Map.of("topic", "events", options[0], options[1])));
    }

    private static UnpackedRequest request(String body) {
        return new UnpackedRequest(new ReceivedRequest(
                "r",
                "POST",
                "https://hooks.example.com/in",
                "/in",
                "",
                new ReceivedHeaders(List.of(new ReceivedHeaders.Field("Content-Type", "application/json"))),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                null,
                Instant.EPOCH));
    }

    private static List<PreparedRecord> records(RecordSettings settings, UnpackedRequest request) throws EventRefused {
        return new EventRecords(settings, SecretNames.NONE)
                .prepare(new ReceivedEvent(request, Optional.empty(), Coverage.WHOLE));
    }

    @Test
    void makesTheKeyAndTheRecordOfTheSameDocument() throws EventRefused {
        RecordSettings settings = settings("value.form", "parsed");
        UnpackedRequest request = request("{\"id\":\"e1\"}");

        Optional<String> id = new BodyPathReader(settings).compile("id").apply(request);
        List<PreparedRecord> records = records(settings, request);

        assertThat(id).hasValue("e1");
        assertThat(records)
                .singleElement()
                .satisfies(record -> assertThat(record.value())
                        .isSameAs(request.known().orElseThrow().get(0).value()));
    }

    @Test
    void takesAListApartAlthoughItsKeyWasReadOfTheWhole() throws EventRefused {
        RecordSettings settings = settings("value.form", "parsed");
        UnpackedRequest request = request("[{\"id\":\"e1\"},{\"id\":\"e2\"}]");

        Optional<String> id = new BodyPathReader(settings).compile("[1].id").apply(request);
        List<PreparedRecord> records = records(settings, request);

        assertThat(id).hasValue("e2");
        assertThat(records).hasSize(2);
    }

    @Test
    void parsesNothingForBytes() throws EventRefused {
        UnpackedRequest request = request("{");

        List<PreparedRecord> records = records(settings(), request);

        assertThat(records).hasSize(1);
        assertThat(request.known()).isEmpty();
    }

    @Test
    void refusesTheSameBodyTheSameWay() {
        EventBody bodies = new EventBody(settings("value.form", "parsed"));
        UnpackedRequest request = request("{");

        EventRefused first = refusal(request, bodies);

        assertThatThrownBy(() -> request.documents(bodies)).isSameAs(first);
    }

    private static EventRefused refusal(UnpackedRequest request, EventBody bodies) {
        try {
            throw new AssertionError("was read: " + request.documents(bodies));
        } catch (EventRefused refused) {
            return refused;
        }
    }
}
