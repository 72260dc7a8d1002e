package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure of docs/monitoring/metrics.md is beyond a limit, or grows. A connector without it has nothing to do with the rule.
 *
 * @param rule by whose name it remembers
 * @param figures their names, of which each connector has one or none
 * @param growth within which time growth counts; empty: the largest value counts
 * @param meaning what to say instead of the figure's name; empty for none
 */
record FigureCondition(
        Names connectors,
        String rule,
        List<String> figures,
        double limit,
        boolean below,
        Optional<Duration> growth,
        String meaning)
        implements Condition {

    FigureCondition {
        figures = List.copyOf(figures);
    }

    @Override
    public List<Verdict> judge(Sight sight) {
        List<Verdict> verdicts = new ArrayList<>();
        for (FlowView flow : sight.view().flows()) {
            if (connectors.match(flow.name())) {
                for (String figure : figures) {
                    judge(flow.name(), figure, sight).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    private Optional<Verdict> judge(String connector, String figure, Sight sight) {
        OptionalDouble value = growth.isPresent()
                ? sight.view().figures().sum(connector, figure)
                : sight.view().figures().max(connector, figure);
        if (value.isEmpty()) {
            return Optional.of(Verdict.unknown(connector, "No worker has " + figure + " of it."))
                    .filter(none -> !sight.view().figures().troubles().isEmpty());
        }
        double judged = growth.isEmpty()
                ? value.getAsDouble()
                : sight.counters()
                        .counted(rule + "/" + connector + "/" + figure, value.getAsDouble(), sight.now(), growth.get());
        boolean broken = below ? judged < limit : judged > limit;
        return Optional.of(Verdict.of(connector, broken, sentence(figure, judged)));
    }

    private String sentence(String figure, double judged) {
        String number = judged == Math.rint(judged) ? Long.toString((long) judged) : Double.toString(judged);
        String within = growth.map(time -> " within " + Durations.words(time)).orElse("");
        return meaning.isEmpty()
                ? figure + (growth.isPresent() ? " grew by " : " is ") + number + within + "."
                : meaning + ": " + number + within + ".";
    }
}
