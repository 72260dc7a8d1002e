package dev.millrace.ops.alerts;

import java.util.ArrayList;
import java.util.List;

/** The console itself can't see: Connect, Kafka or an address of figures does not answer. */
record NotWatched() implements Condition {

    @Override
    public List<Verdict> judge(Sight sight) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(sight.view()
                .trouble()
                .map(trouble -> Verdict.broken("cluster", trouble))
                .orElse(Verdict.kept("cluster"))
                .ofNoConnector());
        List<String> troubles = sight.view().figures().troubles();
        String more = troubles.size() > 1 ? " (and " + (troubles.size() - 1) + " more)" : "";
        verdicts.add(Verdict.of(
                        "figures",
                        !troubles.isEmpty(),
                        String.join("", troubles.stream().limit(1).toList()) + more)
                .ofNoConnector());
        return verdicts;
    }
}
