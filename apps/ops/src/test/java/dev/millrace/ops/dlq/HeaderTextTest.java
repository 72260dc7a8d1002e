package dev.millrace.ops.dlq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {

    @Test
    void isTheTextOfBytesInUtf8() {
        assertThat(HeaderText.text("Grüße".getBytes(UTF_8))).contains("Grüße");
        assertThat(HeaderText.text("not \uFFFD but it".getBytes(UTF_8))).contains("not \uFFFD but it");
        assertThat(HeaderText.text(new byte[0])).contains("");
    }

    @Test
    void isNoneOfOtherBytes() {
        assertThat(HeaderText.text("Grüße".getBytes(ISO_8859_1))).isEmpty();
        assertThat(HeaderText.text(null)).isEmpty();
    }
}
