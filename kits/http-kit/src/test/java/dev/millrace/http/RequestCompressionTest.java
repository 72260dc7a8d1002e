package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RequestCompressionTest {

    private static final byte[] LONG = "order ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    @Test
    void sendsLongBodiesCompressed() throws Exception {
        HttpCall compressed = RequestCompression.GZIP.apply(call(LONG));
        try (RestPartner partner = RestPartner.start();
                HttpSender sender = Sending.settings(Map.of()).openPlain(1, false)) {
            HttpCall sent = new HttpCall(
                    compressed.method(),
                    URI.create(partner.url()),
                    compressed.headers(),
                    compressed.body(),
                    compressed.contentType(),
                    false);

            assertThat(Sending.answer(sender.send(sent)).status()).isEqualTo(200);

            assertThat(partner.received()).singleElement().satisfies(request -> {
                assertThat(request.header("Content-Encoding")).contains("gzip");
                assertThat(request.header("Content-Type")).contains("text/plain");
            });
        }
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(unpacked).isEqualTo(LONG);
        assertThat(compressed.body().length).isLessThan(LONG.length / 10);
    }

    @Test
    void makesTheSameBytesOfTheSameBodyAtAnyTime() throws Exception {
        byte[] first = RequestCompression.GZIP.apply(call(LONG)).body();
        long later = System.nanoTime() + Duration.ofMillis(1_100).toNanos();
        Eventually.holds("a second later", () -> System.nanoTime() - later > 0);

        byte[] second = RequestCompression.GZIP.apply(call(LONG)).body();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void leavesShortBodiesAndEncodedOnesAsTheyAre() {
        HttpCall brief = call(new byte[1_023]);
        HttpCall encoded = call(LONG).with(new HttpHeader("Content-Encoding", "br"));

        assertThat(RequestCompression.GZIP.apply(brief)).isSameAs(brief);
        assertThat(RequestCompression.GZIP.apply(encoded)).isSameAs(encoded);
        assertThat(RequestCompression.NONE.apply(call(LONG)).body()).isSameAs(LONG);
    }

    private static HttpCall call(byte[] body) {
        return new HttpCall(
                HttpMethod.POST, URI.create("https://partner.example/"), List.of(), body, "text/plain", false);
    }
}
