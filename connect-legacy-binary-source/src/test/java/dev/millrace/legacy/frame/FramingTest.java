package dev.millrace.legacy.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.legacy.session.SpokenFraming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // ISO 8583: what the channels of jPOS are known to write
                "{length: {bytes: 2}}; 0003 414243",
                "{length: {bytes: 4, as: ascii}}; 30303033 414243",
                "{length: {bytes: 4, as: hex}}; 30303033 414243",
                "{length: {bytes: 2, as: bcd}}; 0003 414243",
                "{length: {bytes: 2}, front: 2}; 0005 0000 414243",
                "{length: {bytes: 2, includes: -2}, front: 2}; 0003 0000 414243",
                "{length: {bytes: 2, prefix: '0000'}}; 0000 0003 414243",
                "{length: {bytes: 2, includes: length}}; 0005 414243",
                "{length: {bytes: 3}}; 000003 414243",
                "{length: {bytes: 4}}; 00000003 414243",
                "{length: {bytes: 4, order: little}}; 03000000 414243",
                "{length: {bytes: 8}}; 0000000000000003 414243",
                "{length: {bytes: 2, trailer: '03'}}; 0004 414243 03",
                "{length: {bytes: 2, prefix: 'D04A', includes: header}}; D04A 0007 414243",
                "{length: {bytes: 1, includes: +1}}; 04 414243",
                "{rdw: {}}; 0007 0000 414243",
                "{ll: {bytes: 4, zz: 0}}; 00000007 414243",
                "{delimiter: {end: '0A'}}; 414243 0A",
                "{delimiter: {start: '02', end: '03', escape: '10'}}; 02 414243 03",
                "{fixed: {length: 3}}; 414243",
                "{delimiter: {start: '0A', end: '0D'}, front: 8,"
                        + " checks: [{crc: crc16-arc, as: hex}, {count: 4, at: 4, as: hex}]}; 0A 34353231 30303033 414243 0D",
                "{length: {bytes: 2}, back: 4, checks: [{crc: crc32, in: back}]}; 0007 414243 A3830348",
                "{length: {bytes: 2}, back: 1, checks: [{crc: xor8, in: back}]}; 0004 414243 40",
                "{length: {bytes: 2}, back: 1, checks: [{crc: sum8, in: back}]}; 0004 414243 C6"
            })
    void writesAndReadsTheSameHoweverTheStreamIsCut(String framing, String frame) throws IOException {
        FrameRules rules = SpokenFraming.of(framing);
        byte[] wire = Frames.bytes(frame);
        byte[] twice = Frames.bytes(frame + frame);

        assertThat(Frames.hex(rules.write("ABC".getBytes(StandardCharsets.US_ASCII), null)))
                .isEqualTo(Frames.hex(wire));
        for (int piece = 1; piece <= twice.length; piece++) {
            assertThat(Frames.messages(rules, twice, piece))
                    .as("in pieces of %d", piece)
                    .containsExactly("414243", "414243");
        }
        for (int end = 1; end < wire.length; end++) {
            byte[] broken = Arrays.copyOf(wire, end);
            assertThatThrownBy(() -> Frames.messages(rules, broken, 3))
                    .as("cut after %d bytes", end)
                    .isInstanceOfSatisfying(
                            FrameFault.class, fault -> assertThat(fault.code()).isEqualTo("cut-inside-frame"));
        }
    }

    @Test
    void readsFixAndFindsAWrongChecksum() throws IOException {
        FrameRules rules = SpokenFraming.of("{fix: {begin: FIX.4.4}}");
        byte[] frame = rules.write("35=0\u000134=2\u0001".getBytes(StandardCharsets.US_ASCII), null);

        assertThat(new String(frame, StandardCharsets.US_ASCII).replace('\u0001', '|'))
                .isEqualTo("8=FIX.4.4|9=10|35=0|34=2|10=166|");
        for (int piece = 1; piece <= frame.length; piece++) {
            assertThat(Frames.messages(rules, frame, piece)).containsExactly(Frames.hex(frame));
        }
        frame[15] ^= 1;
        assertThat(Frames.messages(rules, frame, 100)).containsExactly(Frames.hex(frame) + " wrong-checksum");
    }

    @Test
    void takesAnMllpBlockWhoseLastByteIsMissing() throws IOException {
        FrameRules rules = SpokenFraming.of("{mllp: {}}");

        for (int piece = 1; piece < 12; piece++) {
            assertThat(Frames.messages(rules, Frames.bytes("0B41 1C 0B42 1C0D 0B43 1C0D0A 0B44 1C"), piece))
                    .containsExactly("41", "42", "43", "44");
        }
    }

    @Test
    void takesEitherLineEnd() throws IOException {
        FrameRules rules = SpokenFraming.of("{delimiter: {end: ['0A', '0D0A'], at.end: true}}");

        for (int piece = 1; piece < 12; piece++) {
            assertThat(Frames.messages(rules, Frames.bytes("41 0A 42 0D0A 0A 430D44 0D0A 45"), piece))
                    .containsExactly("41", "42", "", "430D44", "45");
        }
    }

    @Test
    void undoesEscapes() throws IOException {
        FrameRules rules = SpokenFraming.of("{delimiter: {start: '02', end: '03', escape: '10'}}");
        byte[] message = Frames.bytes("41 03 10 42");

        byte[] wire = rules.write(message, null);

        assertThat(Frames.hex(wire)).isEqualTo("02" + "41" + "1003" + "1010" + "42" + "03");
        for (int piece = 1; piece < wire.length; piece++) {
            assertThat(Frames.messages(rules, wire, piece)).containsExactly(Frames.hex(message));
        }
    }

    @Test
    void refusesWhatIsTooLongBeforeItIsRead() {
        assertThatThrownBy(() ->
                        Frames.all(SpokenFraming.of("{length: {bytes: 4}}"), Frames.bytes("7FFFFFFF 41"), 5, 1000))
                .isInstanceOf(FrameFault.class)
                .hasMessageContaining("frame.max.bytes");
        assertThatThrownBy(() -> Frames.all(SpokenFraming.of("{delimiter: {end: '0A'}}"), new byte[2000], 100, 1000))
                .isInstanceOfSatisfying(
                        FrameFault.class, fault -> assertThat(fault.code()).isEqualTo("frame-too-long"));
    }

    @Test
    void tellsAWrongChecksumAndAWrongCount() throws IOException {
        FrameRules rules = SpokenFraming.of("{delimiter: {start: '0A', end: '0D'}, front: 8,"
                + " checks: [{crc: crc16-arc, as: hex}, {count: 4, at: 4, as: hex}]}");

        assertThat(Frames.messages(rules, Frames.bytes("0A 34353232 30303033 414243 0D"), 4))
                .containsExactly("414243 wrong-checksum");
        assertThat(Frames.messages(rules, Frames.bytes("0A 34353231 30303034 414243 0D"), 4))
                .containsExactly("414243 wrong-count");
        assertThat(Frames.messages(rules, Frames.bytes("0A 3435 0D"), 4)).containsExactly("3435 frame-too-short");
    }

    @Test
    void passesOverKeepalives() throws IOException {
        FrameRules rules = SpokenFraming.of("{length: {bytes: 2, zero: keepalive}}");

        assertThat(Frames.messages(rules, Frames.bytes("0000 0001 41 0000 0000 0001 42"), 3))
                .containsExactly("41", "42");
    }

    @Test
    void survivesAnyBytes() {
        List<String> framings = List.of(
                "{length: {bytes: 2}}",
                "{length: {bytes: 4, as: ascii}}",
                "{length: {bytes: 2, as: bcd, includes: header, prefix: '41'}}",
                "{mllp: {}}",
                "{delimiter: {start: '02', end: '03', escape: '10'}}",
                "{fix: {}}",
                "{rdw: {}}",
                "{delimiter: {start: '0A', end: '0D'}, front: 8, checks: [{crc: crc16-arc, as: hex}]}");
        Random random = new Random(20261121);
        for (int round = 0; round < 4_000; round++) {
            FrameRules rules = SpokenFraming.of(framings.get(round % framings.size()));
            byte[] wire = mutated(rules, random);
            int piece = 1 + random.nextInt(20);
            try {
                List<Frame> frames = Frames.all(rules, wire, piece, 200);
                assertThat(frames).allMatch(frame -> frame.message().length <= 200);
            } catch (FrameFault expected) {
                assertThat(expected.code()).matches("[a-z-]+");
            } catch (IOException unexpected) {
                throw new AssertionError(unexpected);
            }
        }
    }

    private static byte[] mutated(FrameRules rules, Random random) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int frame = 0; frame < 3; frame++) {
            byte[] message = new byte[random.nextInt(60)];
            random.nextBytes(message);
            wire.writeBytes(rules.write(message, null));
        }
        byte[] bytes = wire.toByteArray();
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
}
