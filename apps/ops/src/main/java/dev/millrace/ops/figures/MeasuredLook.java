package dev.millrace.ops.figures;

import dev.millrace.ops.figures.KafkaReadings.Completed;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A look at the cluster, of which the flows are then measured. Flows that stayed as they were, for Connect is silent, are not. */
public final class MeasuredLook implements UnaryOperator<ClusterView> {

    private final UnaryOperator<ClusterView> questions;
    private final BiFunction<List<FlowView>, Figures, Completed> readings;

    /**
     * @param questions makes a view with the help of the one before
     * @param readings measures its flows
     */
    public MeasuredLook(UnaryOperator<ClusterView> questions, BiFunction<List<FlowView>, Figures, Completed> readings) {
        this.questions = questions;
        this.readings = readings;
    }

    @Override
    public ClusterView apply(ClusterView before) {
        ClusterView view = questions.apply(before);
        if (view.taken().equals(before.taken())) {
            return view;
        }
        Completed completed = readings.apply(view.flows(), view.figures());
        String troubles = Stream.concat(view.trouble().stream(), completed.trouble().stream())
                .collect(Collectors.joining(" "));
        return new ClusterView(
                view.taken(),
                completed.flows(),
                view.figures(),
                Stream.of(troubles).filter(text -> !text.isEmpty()).findFirst());
    }
}
