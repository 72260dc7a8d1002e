package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SleeperTest {

    @Test
    void waitsAtLeastAsLongAsTold() throws InterruptedException {
        long start = System.nanoTime();

        Sleeper.SYSTEM.sleep(Duration.ofMillis(20));

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void leavesWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Sleeper.SYSTEM.sleep(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
    }
}
