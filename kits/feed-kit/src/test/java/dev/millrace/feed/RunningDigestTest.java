package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunningDigestTest {

    @Test
    void equalsTheHashOfThePlatformAtEveryCutAndAcrossEveryStoredState() throws Exception {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        String whole =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        for (int cut = 0; cut <= bytes.length; cut++) {
            RunningDigest first = RunningDigest.from("", 0);
            first.update(bytes, 0, cut);
            RunningDigest second = RunningDigest.from(first.state(), cut);
            String part = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, cut)));

            assertThat(first.hex()).contains(part);
            int covered = (int) RunningDigest.covered(cut);
            second.update(bytes, covered, cut - covered);
            assertThat(second.hex()).contains(part);
            second.update(bytes, cut, bytes.length - cut);
            assertThat(second.hex()).contains(whole);
            assertThat(second.hex()).contains(whole);
        }
    }

    @Test
    void holdsNoByteOfTheFileInItsState() {
        RunningDigest digest = RunningDigest.from("", 0);
        byte[] bytes = "payload".repeat(20).getBytes(StandardCharsets.US_ASCII);

        digest.update(bytes, 0, bytes.length);

        assertThat(new String(Base64.getDecoder().decode(digest.state()), StandardCharsets.ISO_8859_1))
                .doesNotContain("payload");
    }

    @Test
    void leavesItsCopyAlone() {
        RunningDigest digest = RunningDigest.from("", 0);
        RunningDigest copy = digest.copy();
        digest.update(new byte[] {1}, 0, 1);

        assertThat(copy.hex()).isEqualTo(RunningDigest.from("", 0).hex()).isNotEqualTo(digest.hex());
    }

    @Test
    void staysUnknownWhenItIsTakenUpBehindTheStartWithoutAState() {
        RunningDigest digest = RunningDigest.from("", 64);
        digest.update(new byte[] {1}, 0, 1);

        assertThat(digest.hex()).isEmpty();
        assertThat(digest.state()).isEmpty();
        assertThat(digest.copy().hex()).isEmpty();
    }
}
