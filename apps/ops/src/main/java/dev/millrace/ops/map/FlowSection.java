package dev.millrace.ops.map;

import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.console.Deeds;
import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Fault;
import dev.millrace.ops.watch.FlowView;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The page of each connector: its entry in the registry, tasks, charts, files, routes, audit events and configuration. */
public final class FlowSection implements Section {

    /** What the page says after a deed. */
    private static final Map<String, String> DONE = Map.of(
            "pause", "Connect was asked to pause it.",
            "resume", "Connect was asked to let it go on.",
            "restart", "Connect was asked to start it anew.");

    private static final Pattern LINK = Pattern.compile("(?:https?://|mailto:)\\S+");

    private final Supplier<ClusterView> watch;
    private final ConnectApi connect;
    private final AuditTail audit;
    private final Function<String, ? extends List<?>> charts;
    private final FlowActions actions;

    /**
     * @param watch gives the last view
     * @param kafka has the audit topics
     * @param charts of a connector, each as {@code dev.millrace.ops.figures.Chart}
     * @param deeds where it is written down what operators do
     */
    public FlowSection(
            Supplier<ClusterView> watch,
            ConnectApi connect,
            KafkaClients kafka,
            Function<String, ? extends List<?>> charts,
            Deeds deeds) {
        this(watch, connect, new AuditTail(() -> kafka.consumer(Map.of()), Clock.systemUTC()), charts, deeds);
    }

    FlowSection(
            Supplier<ClusterView> watch,
            ConnectApi connect,
            AuditTail audit,
            Function<String, ? extends List<?>> charts,
            Deeds deeds) {
        this.watch = watch;
        this.connect = connect;
        this.audit = audit;
        this.charts = charts;
        this.actions = new FlowActions(connect, deeds);
    }

    @Override
    public void addTo(Site site) {
        site.get("/flows/{name}", this::flow);
        site.get("/flows/{name}/files", this::files);
        site.get("/flows/{name}/events", this::events);
        actions.addTo(site);
    }

    private Reply flow(Visit visit) {
        ClusterView view = watch.get();
        Optional<FlowView> found = view.flow(visit.name("name"));
        if (found.isEmpty()) {
            return unknown(view);
        }
        FlowView flow = found.get();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("view", view);
        model.put("flow", flow);
        model.put("node", ConnectorNode.of(flow));
        model.put("fault", flow.state().equals("FAILED") ? Fault.of(connect.trace(flow.name())) : "");
        model.put(
                "done",
                visit.query("done").map(word -> DONE.getOrDefault(word, "")).orElse(""));
        model.put(
                "promises",
                flow.registered()
                        .map(entry -> Promise.of(entry, flow.readings()))
                        .orElse(List.of()));
        model.put("contactIsLink", isLink(flow.registered().map(Flow::contact)));
        model.put("runbookIsLink", isLink(flow.registered().map(Flow::runbook)));
        model.put("charts", charts.apply(flow.name()));
        model.put("routes", RouteRow.of(view.figures().of(flow.name())));
        model.put("hasFiles", flow.config().containsKey("input.folders"));
        model.put("auditTopic", auditTopic(flow));
        model.put("settings", ConfigRow.of(flow.config()));
        return Reply.page("flow", model);
    }

    private Reply files(Visit visit) {
        return part(visit, "flow-files", (flow, model) -> {
            List<FileRow> files = FileRow.of(connect.offsets(flow.name()));
            model.put("files", files.subList(0, Math.min(files.size(), 100)));
            model.put("count", files.size());
        });
    }

    private Reply events(Visit visit) {
        return part(visit, "flow-events", (flow, model) -> {
            String topic = auditTopic(flow);
            model.put("topic", topic);
            model.put("events", topic.isEmpty() ? List.of() : audit.of(topic, flow.name()));
        });
    }

    private Reply part(Visit visit, String template, BiConsumer<FlowView, Map<String, Object>> facts) {
        Optional<FlowView> found = watch.get().flow(visit.name("name"));
        if (found.isEmpty()) {
            return unknown(watch.get());
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("flow", found.get());
        facts.accept(found.get(), model);
        return Reply.page(template, model);
    }

    private static Reply unknown(ClusterView view) {
        return Reply.problem(
                404,
                "There is no such connector."
                        + view.trouble().map(why -> " " + why).orElse(""));
    }

    /** Not everything that has a colon is an address to follow. */
    private static boolean isLink(Optional<String> text) {
        return text.filter(address -> LINK.matcher(address).matches()).isPresent();
    }

    /** Empty where it has none that is named. */
    private static String auditTopic(FlowView flow) {
        String topic = flow.config().getOrDefault("audit.topic", "");
        return topic.contains("{") ? "" : topic;
    }
}
