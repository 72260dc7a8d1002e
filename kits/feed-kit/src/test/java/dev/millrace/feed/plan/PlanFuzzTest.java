package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged bytes are values, nulls or malformed records, and never anything else. */
class PlanFuzzTest {

    private static final long SEED = 8;
    private static final int ROUNDS = 300;
    private static final int LONGEST_TAIL = 40;

    static Stream<PlanSpec> cases() {
        return PlanSpec.all("text", "numbers", "damage", "names", "tables", "redefines")
                .filter(PlanSpec::compiles);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void survivesDamagedBytes(PlanSpec spec) throws Exception {
        RecordPlan plan = spec.plan();
        byte[] whole = spec.bytes();
        Random random = new Random(SEED);

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] damaged = damaged(whole, random);
                decode(plan, damaged);
            }
        });
    }

    private static void decode(RecordPlan plan, byte[] bytes) {
        // Bytes around the record must not be touched: a window in a larger array, whose borders no record has.
        byte[] around = new byte[bytes.length + 2];
        Arrays.fill(around, (byte) 0xF1);
        System.arraycopy(bytes, 0, around, 1, bytes.length);
        try {
            Decoded decoded = plan.decode(around, 1, bytes.length + 1);
            assertThat(decoded.used()).isBetween(0, bytes.length);
            decoded.value().validate();
        } catch (CorruptField corrupt) {
            assertThat(corrupt.path()).isNotEmpty();
            assertThat(corrupt.code()).isNotEmpty();
            assertThat(corrupt.offset()).isNotNegative();
        }
        plan.weigh(around, 1, bytes.length + 1);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = Arrays.copyOf(
                whole, random.nextInt(4) == 0 ? random.nextInt(whole.length + LONGEST_TAIL) : whole.length);
        int damages = random.nextInt(4);
        for (int i = 0; i < damages && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
