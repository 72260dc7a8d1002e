package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LlzzHostTest {

    private static final byte[] RECORD = Ebcdic.record().text("A1", 3).bytes();
    private static final byte[] YES = Ebcdic.record().text("OK", 2).bytes();

    @Test
    void buildsRecordsOfEveryForm() {
        String hex = HexFormat.of()
                .withUpperCase()
                .formatHex(Ebcdic.record()
                        .text("Jo-Z9", 6)
                        .packed(new BigDecimal("-123.45"), 7, 2)
                        .packed(new BigDecimal("7"), 2, 0)
                        .zoned(new BigDecimal("-12.3"), 4, 1)
                        .zoned(new BigDecimal("5"), 2, 0)
                        .unsigned(new BigDecimal("42"), 3, 0)
                        .binary(-2, 4)
                        .hex("00FF")
                        .bytes());

        assertThat(hex)
                .isEqualTo("D19660E9F940" + "0012345D" + "007C" + "F0F1F2D3" + "F0C5" + "F0F4F2" + "FFFFFFFE" + "00FF");
    }

    @Test
    void agreesWithTheCodePageOfTheJdk() throws Exception {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .<(+|&!$*);-/,%_>?:#@'=\"";

        assertThat(Ebcdic.record().text(letters, letters.length()).bytes()).isEqualTo(letters.getBytes("IBM037"));
    }

    @Test
    void sendsRecordsToItsCaller() throws Exception {
        try (LlzzHost host = LlzzHost.listening();
                Visitor reader = Visitor.to(host.port())) {
            host.send(RECORD);

            assertThat(reader.hearsHex(7)).isEqualTo("00070000" + "C1F140");
        }
    }

    @Test
    void sendsAgainUntilItIsAcknowledgedOnTheNextLineToo() throws Exception {
        try (Listener listener = new Listener();
                LlzzHost host = LlzzHost.calling("127.0.0.1", listener.port())) {
            Visitor first = listener.next();
            CompletableFuture<Integer> sent =
                    CompletableFuture.supplyAsync(() -> host.sendUntil(RECORD, YES, Duration.ofMillis(300), 100));
            assertThat(first.hearsHex(7)).isEqualTo("00070000C1F140");
            first.close();

            try (Visitor second = listener.next()) {
                assertThat(second.hearsHex(7)).isEqualTo("00070000C1F140");
                second.saysHex("00060000D6D2");
                assertThat(sent.get()).isGreaterThanOrEqualTo(2);
            }
            assertThat(host.received()).containsExactly("D6D2");
            assertThat(host.connections()).isEqualTo(2);
        }
    }

    @Test
    void cutsInsideARecord() throws Exception {
        try (LlzzHost host = LlzzHost.listening();
                Visitor reader = Visitor.to(host.port())) {
            host.faults().cutAfter(5);
            try {
                host.send(RECORD);
            } catch (IOException cut) {
                assertThat(cut).hasMessageContaining("cut as told");
            }

            assertThat(reader.hearsTheRest()).hasSize(5);
        }
    }
}
