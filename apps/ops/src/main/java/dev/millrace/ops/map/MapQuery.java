package dev.millrace.ops.map;

import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.watch.FlowView;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody looks for on the map.
 *
 * @param text a part of a name of connector, partner, topic, class, owner or flow; empty for any
 * @param state good, warn, bad, idle, troubled (warn and bad), or empty for any
 * @param table whether rows are wanted and no pictures
 * @param page from 1
 */
public record MapQuery(String text, String state, boolean table, int page) {

    private static final Set<String> STATES = Set.of("good", "warn", "bad", "idle", "troubled");

    static MapQuery of(Visit visit) {
        String state = visit.query("state").orElse("");
        return new MapQuery(
                visit.query("q").orElse("").strip(),
                STATES.contains(state) ? state : "",
                visit.query("view").orElse("").equals("table"),
                visit.query("page")
                        .filter(page -> page.matches("[1-9]\\d{0,4}"))
                        .map(Integer::valueOf)
                        .orElse(1));
    }

    boolean matches(FlowView flow) {
        return matchesState(flow) && matchesText(flow);
    }

    private boolean matchesState(FlowView flow) {
        String health = flow.health();
        return state.isEmpty()
                || state.equals(health)
                || (state.equals("troubled") && (health.equals("warn") || health.equals("bad")));
    }

    private boolean matchesText(FlowView flow) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || texts(flow).anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> texts(FlowView flow) {
        return Stream.of(
                        Stream.of(flow.name(), flow.partner(), flow.type()),
                        flow.topics().stream(),
                        flow.setAsideTopics().stream(),
                        flow.registered().stream()
                                .flatMap((Flow entry) ->
                                        Stream.of(entry.id(), entry.name(), entry.owner(), entry.domain())))
                .flatMap(one -> one);
    }

    /** The same on the last page, where there are fewer. */
    MapQuery within(int pages) {
        return new MapQuery(text, state, table, Math.min(page, pages));
    }

    /** The part of a list that belongs on this page, with so many on each. */
    <T> List<T> part(List<T> all, int each) {
        int from = Math.min((page - 1) * each, all.size());
        return all.subList(from, Math.min(from + each, all.size()));
    }
}
