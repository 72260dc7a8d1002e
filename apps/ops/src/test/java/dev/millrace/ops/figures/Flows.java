package dev.millrace.ops.figures;

import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flows as a look finds them, not measured yet. */
final class Flows {

    private Flows() {}

    static FlowView sink(String name, String... topics) {
        return new FlowView(
                name,
                false,
                "dev.millrace.rest.RestSinkConnector",
                "shop.example.com",
                List.of(topics),
                List.of(),
                "RUNNING",
                List.of(),
                Map.of(),
                Optional.empty(),
                Readings.NONE);
    }
}
