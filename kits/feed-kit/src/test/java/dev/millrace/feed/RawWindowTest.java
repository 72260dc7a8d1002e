package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RawWindowTest {

    private static final int LIMIT = 1_000;

    @Test
    void cutsOutWhatWasReadAndNotReleased() throws IOException {
        byte[] bytes = bytes(300);
        RawWindow window = window(bytes, 0);
        window.readNBytes(300);
        window.release(50);

        assertThat(window.slice(60, 70, 100)).isEqualTo(Arrays.copyOfRange(bytes, 60, 70));
        assertThat(window.slice(60, 200, 5)).isEqualTo(Arrays.copyOfRange(bytes, 60, 65));
        assertThat(window.slice(290, 400, 100)).isEqualTo(Arrays.copyOfRange(bytes, 290, 300));
        assertThat(window.slice(50, 50, 100)).isEmpty();
    }

    @Test
    void countsFromTheByteItWasTakenUpAt() throws IOException {
        RawWindow window = window(bytes(300), 1L << 40);
        window.readNBytes(10);

        assertThat(window.end()).isEqualTo((1L << 40) + 10);
        assertThat(window.slice((1L << 40) + 3, (1L << 40) + 5, 100)).hasSize(2);
    }

    @Test
    void digestsWhatIsReleasedAndNothingElse() throws Exception {
        byte[] bytes = bytes(300_000);
        RawWindow window = window(bytes, 0);

        for (int end = 0; end < bytes.length; end += 777) {
            while (window.end() < end) {
                assertThat(window.read()).isNotNegative();
            }
            window.release(end);
            assertThat(window.digest().hex()).contains(sha256(bytes, end));
        }
    }

    @Test
    void keepsARecordThatIsLargerThanItsBlock() throws Exception {
        byte[] bytes = bytes(900_000);
        RawWindow window = window(bytes, 0, 1_000_000);
        window.readNBytes(900_000);

        assertThat(window.slice(0, 900_000, 1_000_000)).isEqualTo(bytes);
        window.release(900_000);
        assertThat(window.digest().hex()).contains(sha256(bytes, 900_000));
    }

    @Test
    void keepsOfARecordWithoutEndItsBeginningAndItsHash() throws Exception {
        byte[] bytes = bytes(20 << 20);
        RawWindow window = window(bytes, 0);
        window.readNBytes(100);
        window.release(100);
        byte[] block = new byte[1 << 16];
        int left = bytes.length - 100;
        while (left > 0) {
            left -= window.read(block, 0, block.length);
        }

        assertThat(window.slice(100, bytes.length, LIMIT)).isEqualTo(Arrays.copyOfRange(bytes, 100, 100 + LIMIT));
        assertThat(window.slice(5 << 20, 6 << 20, LIMIT)).isEmpty();
        assertThat(window.slice(bytes.length - 5, bytes.length, LIMIT))
                .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length));
        window.release(bytes.length - 10);
        assertThat(window.digest().hex()).contains(sha256(bytes, bytes.length - 10));
        window.release(bytes.length);
        assertThat(window.digest().hex()).contains(sha256(bytes, bytes.length));
    }

    @Test
    void refusesToReleaseWhatItHasNotReadOrForgot() throws IOException {
        RawWindow window = window(bytes(4 << 20), 0);
        byte[] block = new byte[1 << 16];
        while (window.read(block, 0, block.length) >= 0) {
            assertThat(window.end()).isPositive();
        }

        assertThatThrownBy(() -> window.release((4 << 20) + 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> window.release(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void skipsByReading() throws IOException {
        RawWindow window = window(bytes(100), 0);

        assertThat(window.skip(30)).isEqualTo(30);
        assertThat(window.skip(-1)).isZero();
        assertThat(window.end()).isEqualTo(30);
        assertThat(window.skip(100)).isEqualTo(70);
        assertThat(window.read()).isEqualTo(-1);
    }

    private static RawWindow window(byte[] bytes, long at) {
        return window(bytes, at, LIMIT);
    }

    private static RawWindow window(byte[] bytes, long at, int limit) {
        return new RawWindow(new ByteArrayInputStream(bytes), at, RunningDigest.from("", at), limit);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(2).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes, int count) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes, 0, count);
        return HexFormat.of().formatHex(digest.digest());
    }
}
