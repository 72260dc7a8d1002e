package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class Iso8583HostTest {

    private static final String SIGN_ON =
            "0800823A0000000000000400000000000000" + "0420090613900001090613" + "04200420001";
    private static final IsoMessage ADVICE =
            IsoMessage.of("0120").with(7, "0109080646").with(11, "100331").with(41, "TERM0001");

    private Iso8583Host host;

    @BeforeEach
    void start() throws IOException {
        host = Iso8583Host.listening(LengthHeader.BINARY_2);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void answersASignOn() throws Exception {
        try (Visitor member = Visitor.to(host.port())) {
            member.says("\0\105" + SIGN_ON);

            assertThat(member.hearsFrame())
                    .isEqualTo("0810823A0000020000000400000000000000" + "0420090613900001090613" + "0420042000001");
        }
        assertThat(host.signOns()).isEqualTo(1);
        assertThat(host.received().get(0).field(11)).isEqualTo("900001");
    }

    @Test
    void refusesASignOnOrSaysNothingWhenTold() throws Exception {
        host.signOnCode("91");
        try (Visitor member = Visitor.to(host.port())) {
            assertThat(member.says("\0\105" + SIGN_ON).hearsFrame()).endsWith("91001");

            host.answerNetwork(false);
            member.says("\0\105" + SIGN_ON);
            assertThat(host.await(() -> host.signOns() == 2, Duration.ofSeconds(20)))
                    .isTrue();
        }
    }

    @Test
    void repeatsAnAdviceUntilItIsAnswered() throws Exception {
        host.answerWithin(Duration.ofMillis(200));
        try (Visitor member = Visitor.to(host.port())) {
            CompletableFuture<Optional<IsoAnswer>> advice = CompletableFuture.supplyAsync(() -> host.advise(ADVICE));

            assertThat(member.hearsFrame()).isEqualTo("0120" + "0220000000800000" + "0109080646100331TERM0001");
            assertThat(member.hearsFrame()).startsWith("0121");
            IsoMessage yes = ADVICE.as("0130").with(39, "00");
            member.says(LengthHeader.BINARY_2.frame(yes.bytes(false)));

            assertThat(advice.get().orElseThrow()).satisfies(answer -> {
                assertThat(answer.attempts()).isGreaterThanOrEqualTo(2);
                assertThat(answer.code()).isEqualTo("00");
            });
        }
    }

    @Test
    void takesNoAnswerToAnotherTraceNumber() throws Exception {
        host.answerWithin(Duration.ofMillis(300)).tries(1);
        try (Visitor member = Visitor.to(host.port())) {
            CompletableFuture<Optional<IsoAnswer>> advice = CompletableFuture.supplyAsync(() -> host.advise(ADVICE));
            member.hearsFrame();
            IsoMessage yes = ADVICE.as("0130").with(39, "00").with(11, "999999");
            member.says(LengthHeader.BINARY_2.frame(yes.bytes(false)));

            assertThat(advice.get()).isEmpty();
            assertThat(host.await(() -> host.received().equals(List.of(yes)), Duration.ofSeconds(20)))
                    .isTrue();
        }
    }

    @Test
    void asksForAnEchoOverALineThatItCalledItself() throws Exception {
        try (Listener listener = new Listener();
                Iso8583Host caller = Iso8583Host.calling("127.0.0.1", listener.port(), LengthHeader.ASCII_4)) {
            CompletableFuture<Optional<IsoAnswer>> echo = CompletableFuture.supplyAsync(caller::echo);

            try (Visitor member = listener.next()) {
                assertThat(member.hearsText(4)).isEqualTo("0055");
                String ask = member.hearsText(55);
                assertThat(ask).startsWith("0800").endsWith("000001301");
                member.says("0057"
                        + ask.replace("08008220000000000000", "08108220000002000000")
                                .replace("000001301", "00000100301"));

                assertThat(echo.get()).map(IsoAnswer::code).contains("00");
            }
        }
    }

    @Test
    void countsKeepAlives() throws Exception {
        try (Visitor member = Visitor.to(host.port())) {
            member.says("\0\0");
            assertThat(host.await(() -> host.keepAlives() == 1, Duration.ofSeconds(20)))
                    .isTrue();

            host.keepAlive();
            assertThat(member.hearsHex(2)).isEqualTo("0000");
        }
    }

    @Test
    void writesAndReadsBinaryBitmaps() {
        IsoMessage message = ADVICE.with(70, "001").with(48, "more");

        byte[] bytes = message.bytes(true);

        assertThat(HexFormat.of().formatHex(bytes, 4, 20)).isEqualTo("82200000008100000400000000000000");
        assertThat(IsoMessage.read(bytes, true)).isEqualTo(message);
    }

    @Test
    void refusesAMessageThatEndsTooEarlyOrTooLate() {
        String whole = new String(ADVICE.bytes(false), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> IsoMessage.read(whole.substring(0, 30).getBytes(StandardCharsets.US_ASCII), false))
                .hasMessageContaining("ends inside");
        assertThatThrownBy(() -> IsoMessage.read((whole + "xx").getBytes(StandardCharsets.US_ASCII), false))
                .hasMessageContaining("2 bytes behind");
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY_2, 0005 68656C6C6F",
        "BINARY_2_WITH_ITSELF, 0007 68656C6C6F",
        "BINARY_3, 000005 68656C6C6F",
        "BINARY_4, 00000005 68656C6C6F",
        "BINARY_2_THEN_ZEROS, 0005 0000 68656C6C6F",
        "LLZZ, 0009 0000 68656C6C6F",
        "BINARY_2_TPDU, 000A 6000010002 68656C6C6F",
        "BINARY_2_ETX, 0006 68656C6C6F 03",
        "ASCII_4, 30303035 68656C6C6F",
        "HEX_4, 30303035 68656C6C6F",
        "BCD_2, 0005 68656C6C6F"
    })
    void writesAndReadsEveryLength(LengthHeader header, String spacedHex) throws Exception {
        byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);

        byte[] frame = header.frame(hello);

        assertThat(frame).isEqualTo(HexFormat.of().parseHex(spacedHex.replace(" ", "")));
        assertThat(header.read(new DataInputStream(new ByteArrayInputStream(frame))))
                .isEqualTo(hello);
    }
}
