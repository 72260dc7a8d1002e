package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {

    private final WebhookBody form = new WebhookBody(8080);

    @Test
    void hasABodyOfAKibibyte() {
        assertThat(form.bytes()).hasSize(1024);
        assertThat(text(form.request())).endsWith(new String(form.bytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void differsInTheIdAlone() {
        byte[] first = form.request();
        byte[] second = form.request();

        form.number(first, 7);
        form.number(second, 1_234_567);

        assertThat(text(first)).contains("X-Event-Id: 0000000000000007\r\n\r\n{");
        assertThat(text(second)).contains("X-Event-Id: 0000000001234567\r\n\r\n{");
        assertThat(text(first).replaceAll("X-Event-Id: \\d+", ""))
                .isEqualTo(text(second).replaceAll("X-Event-Id: \\d+", ""));
    }

    private static String text(byte[] request) {
        return new String(request, StandardCharsets.US_ASCII);
    }
}
