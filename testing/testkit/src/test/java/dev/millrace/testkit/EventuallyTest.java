package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {

    @Test
    void returnsWhenTheConditionHolds() {
        AtomicInteger asked = new AtomicInteger();

        Eventually.holds("asked three times", () -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void failsWithTheDescriptionWhenTheTimeIsOver() {
        assertThatThrownBy(() -> Eventually.holds("the moon is blue", Duration.ofMillis(20), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the moon is blue");
    }
}
