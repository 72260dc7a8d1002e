package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimedCallsTest {

    private static final Duration AMPLE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void givesUpWhatTakesTooLongAndTakesNoMoreThanAFew() {
        CountDownLatch end = new CountDownLatch(1);
        try (TimedCalls calls = new TimedCalls(SHORT, 2)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> calls.within(() -> deaf(end)))
                        .isInstanceOf(CommandFailure.class)
                        .hasMessageContaining("longer than 20 ms and was given up");
            }

            assertThatThrownBy(() -> calls.within(() -> "never begun"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("other previews still run");
        } finally {
            end.countDown();
        }
    }

    @Test
    void tellsOfAFailureNoMoreThanItsKind() {
        try (TimedCalls calls = new TimedCalls(AMPLE, 1)) {
            assertThat(calls.within(() -> "done")).isEqualTo("done");
            assertThatThrownBy(() -> calls.within(() -> {
                        throw new IllegalStateException("ada@example.com");
                    }))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("ada@");
            assertThatThrownBy(() -> calls.within(() -> {
                        throw new OutOfMemoryError();
                    }))
                    .hasMessageContaining("take a smaller one");
        }
    }

    /** Goes on when it is interrupted, as a regular expression does. */
    private static String deaf(CountDownLatch end) {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException unheard) {
                ended = false;
            }
        }
        return "late";
    }
}
