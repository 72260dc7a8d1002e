package dev.millrace.ops.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class WatchTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<ClusterView> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsNobodyOfALookThatItsEndHasCutOff() throws InterruptedException {
        Watch watch = new Watch(Duration.ofMillis(10), before -> cutOff());
        watch.listen(told::add);
        watch.start();
        begun.await();

        watch.close();

        assertThat(told).isEmpty();
        assertThat(watch.view()).isSameAs(ClusterView.EMPTY);
    }

    private ClusterView cutOff() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new ClusterView(Instant.now(), List.of(), Figures.NONE, Optional.of("interrupted while it asked"));
    }
}
