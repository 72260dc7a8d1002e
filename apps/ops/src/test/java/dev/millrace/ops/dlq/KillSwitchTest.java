package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Its arithmetic; DlqReplayIT has a topic that grows while it is replayed. */
class KillSwitchTest {

    private final AtomicLong size = new AtomicLong();

    @Test
    void tripsWhenMoreThanTheShareOfWhatWasSentCameBack() {
        size.set(1_000);
        KillSwitch tenPercent = new KillSwitch(size::get, 10);

        size.set(1_100);

        assertThat(tenPercent.isTripped(1_000)).isFalse();
        assertThat(tenPercent.isTripped(999)).isTrue();
        assertThat(tenPercent.growth()).isEqualTo(100);
    }

    @Test
    void takesOneOfAFewForNoSign() {
        KillSwitch tenPercent = new KillSwitch(size::get, 10);

        size.set(10);

        assertThat(tenPercent.isTripped(1)).isFalse();
    }
}
