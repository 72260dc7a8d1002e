package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.figures.KafkaReadings.Completed;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeasuredLookTest {

    private final AtomicInteger measured = new AtomicInteger();

    private ClusterView look(ClusterView before, ClusterView told, List<String> troubles) {
        return new MeasuredLook(view -> told, (flows, figures) -> {
                    measured.incrementAndGet();
                    return new Completed(flows, troubles);
                })
                .apply(before);
    }

    private static ClusterView at(long second, Optional<String> trouble) {
        return new ClusterView(Instant.ofEpochSecond(second), List.of(), Figures.NONE, trouble);
    }

    @Test
    void tellsTheTroublesOfBoth() {
        ClusterView view = look(ClusterView.EMPTY, at(1, Optional.of("No registry.")), List.of("no lag"));

        assertThat(view.trouble()).hasValue("No registry. no lag");
        assertThat(look(ClusterView.EMPTY, at(1, Optional.empty()), List.of()).trouble())
                .isEmpty();
    }

    @Test
    void measuresNothingThatWasNotSeenAnew() {
        ClusterView told = at(1, Optional.of("Connect is silent."));

        assertThat(look(at(1, Optional.empty()), told, List.of())).isEqualTo(told);
        assertThat(measured).hasValue(0);
    }
}
