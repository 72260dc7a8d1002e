package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.path.SchemaPlans;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class RuleMetersTest {

    @Test
    void doesNotKeepCachesThatTheTransformHasLeft() {
        try (RuleMeters meters = RuleMeters.register("RuleMetersTest", List.of("rule"))) {
            SchemaPlans<String> kept = new SchemaPlans<>("kept", 1, Schema::name);
            meters.watch(kept);
            for (int left = 0; left < 100; left++) {
                meters.watch(new SchemaPlans<>("left", 1, Schema::name));
            }

            long end = System.nanoTime() + 60_000_000_000L;
            while (meters.watched().size() > 1 && System.nanoTime() < end) {
                System.gc();
            }

            assertThat(meters.watched()).containsExactly(kept);
        }
    }
}
