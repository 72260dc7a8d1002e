package dev.millrace.ops.map;

import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.FlowView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The map: every connector between its partner and its topics. */
public final class MapSection implements Section {

    /** Pictures, and rows of the table, on a page. */
    private static final int PICTURES = 40;

    private static final int ROWS = 200;

    /** What can be looked for, as it is asked and as it is worded. */
    private static final List<Map.Entry<String, String>> STATES = List.of(
            Map.entry("", "any"),
            Map.entry("troubled", "troubled"),
            Map.entry("bad", "failed"),
            Map.entry("warn", "needs a look"),
            Map.entry("idle", "idle"),
            Map.entry("good", "running"));

    private final Supplier<ClusterView> watch;

    /** @param watch gives the last view */
    public MapSection(Supplier<ClusterView> watch) {
        this.watch = watch;
    }

    @Override
    public void addTo(Site site) {
        site.get("/", this::map);
    }

    private Reply map(Visit visit) {
        ClusterView view = watch.get();
        MapQuery asked = MapQuery.of(visit);
        List<FlowView> flows = view.flows();
        List<Picture> pictures = asked.table() ? List.of() : pictures(flows, asked);
        List<ConnectorNode> rows = asked.table() ? rows(flows, asked) : List.of();
        int found = asked.table() ? rows.size() : pictures.size();
        int each = asked.table() ? ROWS : PICTURES;
        int pages = Math.max(1, (found + each - 1) / each);
        MapQuery query = asked.within(pages);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("view", view);
        model.put("query", query);
        model.put("summary", Summary.of(flows));
        model.put("pictures", query.part(pictures, each));
        model.put("rows", query.part(rows, each));
        model.put("found", found);
        model.put("states", STATES);
        model.put("pages", pages);
        return Reply.page("map", model);
    }

    /** A picture is shown whole when one of its connectors is looked for. */
    private static List<Picture> pictures(List<FlowView> flows, MapQuery query) {
        return Pictures.of(flows).stream()
                .filter(picture -> picture.connectors().stream().anyMatch(node -> query.matches(node.flow())))
                .toList();
    }

    private static List<ConnectorNode> rows(List<FlowView> flows, MapQuery query) {
        return flows.stream()
                .filter(query::matches)
                .map(ConnectorNode::of)
                .sorted(Comparator.comparingInt(ConnectorNode::rank))
                .toList();
    }
}
